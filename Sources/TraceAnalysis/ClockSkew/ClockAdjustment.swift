import TraceModel

/// Traces whose spans were moved in time so that the clocks of their hosts agree, and what was moved.
public struct ClockAdjustment: Sendable {
    /// All traces, those in which nothing moved included.
    public let snapshot: Snapshot
    /// Spans that were moved; copies of spans are not counted.
    public internal(set) var movedSpans = 0
    /// Traces with such spans.
    public internal(set) var movedTraces = 0
    /// The move that went furthest, with its sign; nil when nothing moved.
    public internal(set) var greatestShift: Int64?
    /// Spans that would have had to move further than was allowed; they stay where they were.
    public internal(set) var refusedSpans = 0
}

extension Snapshot {
    /// The same traces with each span moved to where the clock of its parent's host would have it, as Jaeger's server does.
    ///
    /// A span that was moved, or would have to move further than is allowed, bears Jaeger's warning. When none does the
    /// snapshot is this one.
    ///
    /// - Parameters:
    ///   - maximum: what a span may be moved by, in nanoseconds; 0 and less: nothing moves, and each warning says so.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans); when anything moves, with what they hold, and as much memory as they take
    public func adjustingClockSkew(upTo maximum: Int64, isCancelled: () -> Bool = { false }) -> ClockAdjustment? {
        var finder = ClockSkewFinder(self, maximum: maximum)
        var moves: [SpanMove] = []
        var movedSpans = 0, movedTraces = 0, refusedSpans = 0, greatest: Int64?
        for row in traces {
            let trace = self[row]
            guard let skew = finder.skew(of: trace, isCancelled: isCancelled) else { return nil }
            for shift in skew.shifts {
                moves.append(
                    SpanMove(
                        row: trace.spanRow(at: shift.position), delta: shift.isRefused ? 0 : shift.delta,
                        remark: shift.remark(maximum)))
            }
            movedSpans += skew.movedSpans
            refusedSpans += skew.refusedSpans
            if skew.movedSpans > 0 { movedTraces += 1 }
            if let shift = skew.greatestShift, shift.magnitude > greatest?.magnitude ?? 0 { greatest = shift }
        }
        return ClockAdjustment(
            snapshot: moving(moves), movedSpans: movedSpans, movedTraces: movedTraces, greatestShift: greatest,
            refusedSpans: refusedSpans)
    }
}

extension ClockSkew.Shift {
    /// What Jaeger's server says of it.
    fileprivate func remark(_ maximum: Int64) -> String {
        if !isRefused { return "This span's timestamps were adjusted by \(GoDuration.text(delta))" }
        let refusal = "not applying calculated delta of \(GoDuration.text(delta))"
        if maximum <= 0 { return "clock skew adjustment disabled; " + refusal }
        return "max clock skew adjustment delta of \(GoDuration.text(maximum)) exceeded; " + refusal
    }
}
