import TraceModel

/// Which spans of a trace are folded, and so which are rows of the waterfall.
///
/// One bit a span says "folded", one says "shown"; a count of shown spans before every 512 positions turns rows into positions and back.
/// A trace of 500,000 spans takes 126 kB, and a key that folds or unfolds touches a few thousand words at most.
struct FoldMap: Equatable, Sendable {
    private static let blockWords = 8
    private static let blockBits = 512

    /// Spans in all.
    let count: Int
    private(set) var folded: BitSet
    /// Spans that are shown with an earlier one and have no row of their own; nil when there are none or they are shown.
    private(set) var copies: BitSet?
    private var shown: BitSet
    /// Shown spans before each block.
    private var before: [Int32]
    /// How many spans are shown.
    private(set) var shownCount: Int

    /// Everything unfolded, but for copies.
    init(count: Int, hiding copies: BitSet? = nil) {
        self.count = count
        self.copies = copies
        folded = BitSet(count: count)
        shown = BitSet(count: count, all: true)
        before = []
        shownCount = 0
        if let copies { shown.subtract(copies, in: 0..<count) }
        recount(from: 0)
    }

    /// The spans whose bits are set folded.
    ///
    /// - Complexity: O(count / 64 + spans folded and shown)
    init(folded: BitSet, hiding copies: BitSet? = nil, in trace: Trace) {
        self.init(count: trace.spanCount, hiding: copies)
        self.folded = folded
        show(0..<count, in: trace)
        recount(from: 0)
    }

    func isFolded(_ position: Int) -> Bool { folded.contains(position) }
    func isShown(_ position: Int) -> Bool { shown.contains(position) }

    /// The row of a span that is shown; else of the last shown span before it.
    ///
    /// That is its nearest shown ancestor when the span is folded away.
    ///
    /// - Complexity: O(1)
    func row(of position: Int) -> Int {
        let word = position >> 6
        var row = Int(before[position / Self.blockBits])
        for index in word & ~(Self.blockWords - 1)..<word { row += shown.words[index].nonzeroBitCount }
        let upTo = shown.words[word] & .max >> UInt64(63 - position & 63)
        return max(0, row + upTo.nonzeroBitCount - 1)
    }

    /// The position of the span in a row.
    ///
    /// - Complexity: O(log count)
    func position(ofRow row: Int) -> Int {
        var low = 0, high = before.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(before[middle]) <= row { low = middle } else { high = middle }
        }
        var left = row - Int(before[low])
        var word = low * Self.blockWords
        while word < shown.words.count - 1, left >= shown.words[word].nonzeroBitCount {
            left -= shown.words[word].nonzeroBitCount
            word += 1
        }
        var bits = shown.words[word]
        while left > 0 {
            bits &= bits &- 1
            left -= 1
        }
        return min(word << 6 + bits.trailingZeroBitCount, count - 1)
    }

    /// The position in the row below the span's; nil in the last row.
    func next(after position: Int) -> Int? { shown.first(from: position + 1, below: count) }

    /// Hides the descendants of a span.
    ///
    /// - Complexity: O(count / 64)
    mutating func fold(_ position: Int, in trace: Trace) {
        guard trace.hasChildren(position), !isFolded(position) else { return }
        folded.insert(position)
        shown.set(position + 1..<trace.subtreeEnd(of: position), to: false)
        recount(from: position)
    }

    /// Shows the descendants of a span again, as far as none between is folded.
    ///
    /// - Complexity: O(count / 64 + folded spans that come into sight)
    mutating func unfold(_ position: Int, in trace: Trace) {
        guard isFolded(position) else { return }
        folded.remove(position)
        guard isShown(position) else { return }
        show(position + 1..<trace.subtreeEnd(of: position), in: trace)
        recount(from: position)
    }

    /// Whether a span has no row because an earlier one stands for it.
    func isHiddenCopy(_ position: Int) -> Bool { copies?.contains(position) ?? false }

    /// Shows copies in rows of their own, or no longer.
    ///
    /// - Complexity: O(count / 64)
    mutating func hide(copies: BitSet?, in trace: Trace) {
        self.copies = copies
        show(0..<count, in: trace)
        recount(from: 0)
    }

    /// Unfolds whatever hides a span.
    ///
    /// - Complexity: O(ancestors + count / 64)
    mutating func reveal(_ position: Int, in trace: Trace) {
        guard !isShown(position) else { return }
        copies?.remove(position)
        var at = position, top = position
        while let above = trace.parent(of: at) {
            if folded.contains(above) {
                folded.remove(above)
                top = above
            }
            at = above
        }
        show(top..<trace.subtreeEnd(of: top), in: trace)
        recount(from: top)
    }

    /// Shows a range, but not what is below folded spans in it.
    private mutating func show(_ range: Range<Int>, in trace: Trace) {
        shown.set(range, to: true)
        var at = range.lowerBound
        while let position = folded.first(from: at, below: range.upperBound) {
            let end = trace.subtreeEnd(of: position)
            shown.set(position + 1..<end, to: false)
            at = end
        }
        if let copies { shown.subtract(copies, in: range) }
    }

    private mutating func recount(from position: Int) {
        let first = position / Self.blockBits
        let blocks = max(1, (count + Self.blockBits - 1) / Self.blockBits)
        if before.count < blocks { before = Array(repeating: 0, count: blocks) }
        var total = Int(before[first])
        for block in first..<blocks {
            before[block] = Int32(total)
            for word in block * Self.blockWords..<min((block + 1) * Self.blockWords, shown.words.count) {
                total += shown.words[word].nonzeroBitCount
            }
        }
        shownCount = total
    }
}
