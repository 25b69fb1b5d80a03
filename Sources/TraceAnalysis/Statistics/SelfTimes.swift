import TraceModel

extension Trace {
    /// The self time of every span, in nanoseconds, one a position: its duration minus the time in which at least one of
    /// its direct children ran, as far as that lies within the span.
    ///
    /// Between 0 and the duration; 0 for a span without a duration or with a negative one. Times of which the input says
    /// nothing cover nothing: a child without a start takes nothing from its parent, and a parent without a start keeps
    /// its whole duration. A span that only says again what another one says has no time of its own.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans)
    public func selfTimes(isCancelled: () -> Bool = { false }) -> [Int64]? {
        let spans = WholeSpans(snapshot), tree = tree, count = tree.count
        var own = [Int64](repeating: 0, count: count)
        // Up to where a span's time is already known to be its children's, and where it ends; empty without a start.
        var covered = [Int64](repeating: .max, count: count)
        var ends = [Int64](repeating: .min, count: count)
        // Parents come before children and siblings in order of their starts, so one walk joins each span's children.
        for position in 0..<count {
            if position & 0xfff == 0, isCancelled() { return nil }
            let span = spans.span(at: position, in: tree), start = span.start, duration = max(0, span.duration)
            own[position] = tree.isFolded(position) ? 0 : duration
            if span.facts.lacksStart { continue }
            let end = start.addingSaturated(duration)
            own[position] = tree.isFolded(position) ? 0 : end.subtractingSaturated(start)
            covered[position] = start
            ends[position] = end
            guard let parent = tree.parent(of: position) else { continue }
            let from = max(start, covered[parent]), to = min(end, ends[parent])
            if from < to {
                own[parent] -= to - from
                covered[parent] = to
            }
        }
        return own
    }
}
