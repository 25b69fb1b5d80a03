import TraceModel

extension Trace {
    /// What the trees of the trace would take less if failed spans, with all below them, took no time, in nanoseconds.
    ///
    /// What failures cost that nobody sees as such: a retry, a time-out that something else made good. When a root has failed it is its
    /// whole duration.
    ///
    /// - Parameters:
    ///   - order: what is known of which siblings wait for which; nil: each waits for all that were over when it began.
    ///   - overlap: what a span may overlap the next one and still be taken for its predecessor.
    ///   - isFailed: which spans have failed; by default those that are errors by their format's rule.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the spans
    public func errorSaving(
        order: SiblingOrder? = nil, overlap: OverlapAllowance = .usual, where isFailed: (Span) -> Bool = { $0.isError },
        isCancelled: () -> Bool = { false }
    ) -> Int64? {
        var reductions: [Retiming.Reduction] = []
        for position in 0..<spanCount {
            if position & 0xfff == 0, isCancelled() { return nil }
            let span = span(at: position)
            if isFailed(span) { reductions.append(Retiming.Reduction(position: position, nanoseconds: span.duration)) }
        }
        if reductions.isEmpty { return 0 }
        guard var retiming = Retiming(self, order: order, overlap: overlap, isCancelled: isCancelled) else { return nil }
        return retiming.saving(reductions)
    }
}
