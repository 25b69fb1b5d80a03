import TraceModel

/// The children that each span of a trace may wait for, in the order they begin and in the order they end, clipped to their parents' time.
///
/// One that follows on another begins when that one is over, or so little before that it is within the allowance: see
/// ``OverlapAllowance``. Left out are copies, consumers that go their own way, and spans whose times are not known or lie
/// wholly outside their parent's.
struct SiblingTimes {
    /// A child as its parent sees it.
    struct Child {
        let position: Int
        let start: Int64, end: Int64
        /// Whether it goes on after its parent is over.
        let outlivesParent: Bool
        /// The sibling that it follows on although that one is not quite over, by index; -1 for none.
        var tolerated: Int32 = -1

        var duration: Int64 { end.subtractingSaturated(start) }
    }

    /// Children of one parent together, by start.
    private(set) var children: [Child] = []
    /// Indices of the same children, by end and then by start; each parent's at the same places.
    private(set) var byEnd: [Int32] = []
    /// Where each span's children are, one a position and one more.
    private var firstChild: [Int32] = []
    /// When each span runs as far as its parent sees it; `end` < `start` for one that is left out.
    private(set) var windows: [(start: Int64, end: Int64)] = []

    /// Nil when cancelled.
    ///
    /// - Complexity: O(n log n) in the spans, O(n) where siblings end in the order they begin
    init?(_ trace: Trace, overlap: OverlapAllowance, isCancelled: () -> Bool) {
        let tree = trace.tree, times = SpanTimes(trace.snapshot)
        windows = Array(repeating: (0, -1), count: tree.count)
        children.reserveCapacity(tree.count)
        firstChild.reserveCapacity(tree.count + 1)
        for top in trace.tops { windows[top] = times.time(at: top, in: tree) ?? (0, -1) }
        for position in 0..<tree.count {
            if position & 0xfff == 0, isCancelled() { return nil }
            let first = children.count, window = windows[position]
            firstChild.append(Int32(truncatingIfNeeded: first))
            if window.start > window.end { continue }
            gather(position, window, tree, times)
            sortByEnd(from: first)
            findTolerated(from: first, allowance: Double(window.end.subtractingSaturated(window.start)) * overlap.fraction)
        }
        firstChild.append(Int32(truncatingIfNeeded: children.count))
    }

    /// The indices of a span's children.
    func indices(of position: Int) -> Range<Int> { Int(firstChild[position])..<Int(firstChild[position + 1]) }

    private mutating func gather(_ position: Int, _ window: (start: Int64, end: Int64), _ tree: TraceTree, _ times: SpanTimes) {
        let parent = tree.spanRow(at: position), end = tree.subtreeEnd(of: position)
        var child = position + 1
        while child < end {
            defer { child = tree.subtreeEnd(of: child) }
            guard !tree.isFolded(child), let time = times.time(at: child, in: tree),
                !times.isDetached(tree.spanRow(at: child), from: parent)
            else { continue }
            let from = max(time.start, window.start), to = min(time.end, window.end)
            // Zero-length ones take part as long as they lie within; what only touches does not.
            guard from < to || from == to && time.start == time.end else { continue }
            windows[child] = (from, to)
            children.append(Child(position: child, start: from, end: to, outlivesParent: time.end > window.end))
        }
    }

    private mutating func sortByEnd(from first: Int) {
        let isInOrder = zip(children[first...], children[first...].dropFirst()).allSatisfy { $0.end <= $1.end }
        byEnd.append(contentsOf: Int32(truncatingIfNeeded: first)..<Int32(truncatingIfNeeded: children.count))
        if isInOrder { return }
        let children = children
        byEnd[first...].sort { (children[Int($0)].end, $0) < (children[Int($1)].end, $1) }
    }

    /// Finds for each child the sibling that ends soonest after it has begun, if that may still be its predecessor: it
    /// began and ends before it, and no third one begins while both run.
    private mutating func findTolerated(from first: Int, allowance: Double) {
        guard allowance > 0 else { return }
        var above = first, later = first
        for index in first..<children.count {
            let child = children[index]
            while above < byEnd.count, children[Int(byEnd[above])].end <= child.start { above += 1 }
            guard above < byEnd.count else { return }
            let other = children[Int(byEnd[above])]
            guard other.start < child.start, other.end < child.end, Double(other.end.subtractingSaturated(child.start)) < allowance else {
                continue
            }
            later = max(later, index + 1)
            while later < children.count, children[later].start <= child.start { later += 1 }
            if later == children.count || children[later].start >= other.end { children[index].tolerated = byEnd[above] }
        }
    }
}
