import TraceModel

extension Trace {
    /// How much of each span on the critical path is its own doing, in nanoseconds, one a position: what it could be shorter
    /// before a sibling that ended earlier takes its place.
    ///
    /// A span without such a sibling has its whole duration, as far as it lies within its parent; 0 for what is not on the
    /// critical path.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the spans, O(n) where siblings end in the order they begin
    public func drag(overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }) -> [Int64]? {
        guard let times = SiblingTimes(self, overlap: overlap, isCancelled: isCancelled),
            let isCritical = spansOnCriticalPath(overlap: overlap, isCancelled: isCancelled)
        else { return nil }
        var drag = [Int64](repeating: 0, count: spanCount)
        for top in tops where isCritical[top] { drag[top] = times.windows[top].end.subtractingSaturated(times.windows[top].start) }
        for parent in 0..<spanCount {
            if parent & 0xfff == 0, isCancelled() { return nil }
            var endBefore: Int64?
            for index in times.byEnd[times.indices(of: parent)] {
                let child = times.children[Int(index)]
                if isCritical[child.position] {
                    drag[child.position] = min(child.duration, endBefore.map { child.end.subtractingSaturated($0) } ?? child.duration)
                }
                endBefore = child.end
            }
        }
        return drag
    }
}
