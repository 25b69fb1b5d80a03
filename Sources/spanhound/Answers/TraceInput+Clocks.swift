import Explorer
import TraceAnalysis
import TraceModel

extension TraceInput {
    /// The same traces with spans moved to where their hosts' clocks ought to have them, if that was asked for; how many were and
    /// how far is said on standard error.
    func adjustingClocks(of set: TraceSet) -> TraceSet {
        guard let maximumClockShift, let adjustment = set.snapshot.adjustingClockSkew(upTo: maximumClockShift) else { return set }
        if !isQuiet { StandardError.write("spanhound: note: \(Self.sentence(for: adjustment, maximumClockShift))\n") }
        return TraceSet(adjustment.snapshot, servers: set.snapshot.sources.count - set.firstServer)
    }

    private static func sentence(for adjustment: ClockAdjustment, _ maximum: Int64) -> String {
        var sentence = "clocks agree, nothing was moved"
        if let shift = adjustment.greatestShift {
            sentence = "\(CountText.text(adjustment.movedSpans, "span")) in \(CountText.text(adjustment.movedTraces, "trace")) moved to"
            sentence += " where their hosts' clocks ought to have them, by \(DurationText.shift(shift)) at most"
        } else if adjustment.refusedSpans > 0 {
            sentence = "nothing was moved"
        }
        guard adjustment.refusedSpans > 0 else { return sentence }
        let limit = "further than \(DurationText.short(maximum))"
        return sentence + "; \(CountText.text(adjustment.refusedSpans, "span")) would have to move \(limit)"
    }
}

extension DurationText {
    /// How far a span is moved, whichever way.
    static func shift(_ nanoseconds: Int64) -> String { text(Int64(clamping: nanoseconds.magnitude)) }
}
