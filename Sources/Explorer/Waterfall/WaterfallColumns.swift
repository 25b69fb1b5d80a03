import Terminal

/// Where the parts of a waterfall's line are, for a width.
struct WaterfallColumns: Equatable {
    /// The tree with names, after one column for marks.
    let tree: Range<Int>
    /// The time axis; empty when there is no room for it.
    let bar: Range<Int>
    /// Where the self time ends; nil on narrow screens.
    let selfTimeEnd: Int?
    /// Where the duration ends.
    let durationEnd: Int
    /// Levels of guides that are drawn; of a deeper tree the outermost are left out.
    let levels: Int

    init(width: Int) {
        let hasSelf = width >= 110
        let right = DurationText.alignedColumns + 1 + (hasSelf ? DurationText.alignedColumns + 1 : 0)
        let names = min(max(20, width * 42 / 100), 84)
        let treeEnd = max(2, min(1 + names, width - right))
        tree = 1..<treeEnd
        let barEnd = width - right
        bar = barEnd - treeEnd >= 6 ? treeEnd + 1..<barEnd : barEnd..<barEnd
        durationEnd = hasSelf ? width - DurationText.alignedColumns - 1 : width
        selfTimeEnd = hasSelf ? width : nil
        levels = max(2, tree.count / 5)
    }
}
