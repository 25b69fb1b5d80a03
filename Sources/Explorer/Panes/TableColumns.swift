import Terminal

/// A column of numbers at the right of a list.
struct TableColumn: Equatable {
    let title: String
    let width: Int
    /// Columns of high ranks are left out first when there is little room.
    let rank: Int
    /// Which order it stands for.
    let id: Int

    /// Where columns end, from left to right, when the first ``flexible`` columns are left to what comes before them.
    static func fit(_ columns: [TableColumn], into width: Int, flexible: Int) -> [(column: TableColumn, end: Int)] {
        var kept = columns
        while kept.reduce(0, { $0 + $1.width + 1 }) + flexible > width, let worst = kept.map(\.rank).max(), worst > 0 {
            kept.removeAll { $0.rank == worst }
        }
        var end = width
        var placed: [(column: TableColumn, end: Int)] = []
        for column in kept.reversed() {
            placed.insert((column, end), at: 0)
            end -= column.width + 1
        }
        return placed
    }
}

extension Canvas {
    /// Titles of columns on a pane's rule; the one that is sorted by has an arrow.
    mutating func headings(_ columns: [(column: TableColumn, end: Int)], sortedBy id: Int, isAscending: Bool, isFocused: Bool, look: Look) {
        if let first = columns.first, let last = columns.last {
            let start = first.end - first.column.width - 1
            fill(Rect(column: start, row: 0, columns: last.end - start, rows: 1))
        }
        for (column, end) in columns {
            let isSorted = column.id == id
            let text = column.title + (isSorted ? (isAscending ? glyphs.upwards : glyphs.downwards) : "")
            let style = isSorted ? (isFocused ? look.theme.accent : look.theme.header) : look.theme.faint
            putRight(" " + text, endingAt: Point(column: end, row: 0), style: style, maxWidth: column.width + 1)
        }
    }
}
