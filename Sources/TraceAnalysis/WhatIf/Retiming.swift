import TraceModel

/// What a trace would take if some of its spans took less.
///
/// A span that followed on others still begins as long after the last of them as it did; one that did not still begins as
/// long after its parent. A parent still takes as long for itself before its first child and after its last one is over. A
/// span that overlapped the one before by no more than the allowance still does, but does not begin before it. Nothing
/// ever takes longer than it did.
public struct Retiming {
    /// What is taken off a span.
    public struct Reduction: Equatable, Sendable {
        /// The span.
        public let position: Int
        /// Nanoseconds, at most its duration.
        ///
        /// What is below the span shrinks with it.
        public let nanoseconds: Int64

        /// States a reduction.
        public init(position: Int, nanoseconds: Int64) {
            self.position = position
            self.nanoseconds = nanoseconds
        }
    }

    private let tree: TraceTree
    private let tops: [Int]
    private let times: SiblingTimes
    private var proven: ProvenOrder
    /// What each span is shorter, one a position; none outside a question.
    private var saved: [Int64]
    private var isTouched: [Bool]
    private var isReduced: [Bool]
    /// When each child begins and ends now, one a child; of the parent looked at last.
    private var starts: [Int64], ends: [Int64]
    /// Whether a sibling follows on a child although it is not quite over, one a child.
    private let isTolerated: [Bool]

    /// Prepares questions about one trace; nil when cancelled.
    ///
    /// - Parameters:
    ///   - order: what is known of which siblings wait for which; nil: each waits for all that were over when it began.
    ///   - overlap: what a span may overlap the next one and still be taken for its predecessor.
    ///   - isCancelled: asked every few thousand spans.
    /// - Complexity: O(n log n) in the spans, O(n) where siblings end in the order they begin
    public init?(_ trace: Trace, order: SiblingOrder? = nil, overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }) {
        guard let times = SiblingTimes(trace, overlap: overlap, isCancelled: isCancelled) else { return nil }
        self.times = times
        tree = trace.tree
        tops = Array(trace.tops)
        proven = ProvenOrder(order, trace)
        saved = Array(repeating: 0, count: trace.spanCount)
        isTouched = Array(repeating: false, count: trace.spanCount)
        isReduced = isTouched
        starts = times.children.map(\.start)
        ends = times.children.map(\.end)
        var isTolerated = [Bool](repeating: false, count: times.children.count)
        for child in times.children where child.tolerated >= 0 { isTolerated[Int(child.tolerated)] = true }
        self.isTolerated = isTolerated
    }

    /// By how much less the trees of the trace would take in all, in nanoseconds.
    ///
    /// - Parameter reductions: of spans that lie in each other only the outermost counts.
    /// - Complexity: O(siblings of the spans and of their ancestors), and O(r log r) in the ancestors
    public mutating func saving(_ reductions: [Reduction]) -> Int64 {
        let touched = apply(reductions)
        let sum = tops.reduce(Int64(0)) { $0.addingSaturated(saved[$1]) }
        forget(touched)
        return sum
    }

    /// When each span would run, one a position; nil for those that are left out because nothing waits for them, and for those below one that shrinks.
    ///
    /// - Complexity: O(spans)
    public mutating func times(_ reductions: [Reduction]) -> [(start: Int64, end: Int64)?] {
        let touched = apply(reductions)
        defer { forget(touched) }
        var result = [(start: Int64, end: Int64)?](repeating: nil, count: saved.count)
        for top in tops where times.windows[top].start <= times.windows[top].end {
            result[top] = (times.windows[top].start, times.windows[top].end.subtractingSaturated(saved[top]))
        }
        for position in 0..<saved.count where !isReduced[position] {
            guard let parent = result[position] else { continue }
            let range = times.indices(of: position)
            if isTouched[position] {
                retime(position)
            } else {
                for index in range { (starts[index], ends[index]) = (times.children[index].start, times.children[index].end) }
            }
            let moved = parent.start.subtractingSaturated(times.windows[position].start)
            for index in range {
                result[times.children[index].position] = (starts[index].addingSaturated(moved), ends[index].addingSaturated(moved))
            }
        }
        return result
    }

    // MARK: From the bottom up

    /// Fills in what spans are shorter; gives those whose times it has changed.
    private mutating func apply(_ reductions: [Reduction]) -> [Int] {
        var touched: [Int] = []
        for reduction in reductions where reduction.nanoseconds > 0 {
            let window = times.windows[reduction.position]
            if window.start > window.end || isReduced[reduction.position] { continue }
            isReduced[reduction.position] = true
            saved[reduction.position] = min(reduction.nanoseconds, window.end.subtractingSaturated(window.start))
            var at: Int? = reduction.position
            while let position = at, !isTouched[position] {
                isTouched[position] = true
                touched.append(position)
                at = tree.parent(of: position)
            }
        }
        touched.sort(by: >)
        for position in touched where !isReduced[position] { saved[position] = retime(position) }
        return touched
    }

    private mutating func forget(_ touched: [Int]) {
        for position in touched {
            saved[position] = 0
            isTouched[position] = false
            isReduced[position] = false
        }
    }

    /// The latest ends among siblings that are over: the latest with the child it is of, and the next to it.
    private struct Latest {
        var end = Int64.min, child = -1, endOfOthers = Int64.min
        /// The same before anything was shorter.
        var original = Int64.min

        mutating func add(_ end: Int64, _ child: Int, original: Int64) {
            self.original = max(self.original, original)
            if end >= self.end {
                (endOfOthers, self.end, self.child) = (self.end, end, child)
            } else {
                endOfOthers = max(endOfOthers, end)
            }
        }

        func end(without excluded: Int) -> Int64 { child == excluded ? endOfOthers : end }
    }

    /// Gives the children of a span their new times; what the span itself is shorter for it.
    @discardableResult
    private mutating func retime(_ parent: Int) -> Int64 {
        let range = times.indices(of: parent)
        if range.isEmpty { return 0 }
        proven.look(at: parent, times.children[range])
        var latest = [Latest](repeating: Latest(), count: proven.before.count)
        var next = range.lowerBound, lastEnd = Int64.min, lastOriginalEnd = Int64.min
        for index in range {
            let child = times.children[index]
            while next < range.upperBound {
                let earlier = Int(times.byEnd[next])
                guard earlier < index, times.children[earlier].end <= child.start else { break }
                latest[proven.kind(earlier - range.lowerBound)].add(ends[earlier], earlier, original: times.children[earlier].end)
                next += 1
            }
            starts[index] = start(of: index, range, latest)
            ends[index] = starts[index].addingSaturated(max(0, child.duration.subtractingSaturated(saved[child.position])))
            if isTolerated[index] { continue }
            lastEnd = max(lastEnd, ends[index])
            lastOriginalEnd = max(lastOriginalEnd, child.end)
        }
        return max(0, lastOriginalEnd.subtractingSaturated(lastEnd))
    }

    /// When a child begins now.
    private func start(of index: Int, _ range: Range<Int>, _ latest: [Latest]) -> Int64 {
        let child = times.children[index], kind = proven.kind(index - range.lowerBound)
        var tolerated = Int(child.tolerated)
        if tolerated >= 0, !proven.isProven(proven.kind(tolerated - range.lowerBound), before: kind) { tolerated = -1 }
        // What the overlapping one itself follows on that closely is its business.
        let excluded = tolerated < 0 ? -1 : Int(times.children[tolerated].tolerated)
        var end = Int64.min, original = Int64.min
        proven.forEachKind(before: kind) { earlier in
            end = max(end, latest[earlier].end(without: excluded))
            original = max(original, latest[earlier].original)
        }
        if tolerated >= 0 {
            let overlap = times.children[tolerated].end.subtractingSaturated(child.start)
            let began = ends[tolerated].subtractingSaturated(starts[tolerated])
            return max(end, ends[tolerated].subtractingSaturated(min(overlap, began)))
        }
        return end == .min ? child.start : end.addingSaturated(child.start.subtractingSaturated(original))
    }
}
