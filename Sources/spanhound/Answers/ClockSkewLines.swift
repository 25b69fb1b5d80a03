import Explorer
import TraceAnalysis
import TraceModel

extension ClockSkewSummary {
    /// What `summary` says of the clocks of hosts, a line each; nothing when they agree.
    var lines: [String] {
        guard let worst, let greatestShift else { return [] }
        let way = worst.medianOffset < 0 ? "ahead of" : "behind"
        let isOneService = worst.caller.service == worst.callee.service
        let names = [worst.callee, worst.caller].map { isOneService && !$0.host.isEmpty ? "\($0.service) on \($0.host)" : $0.service }
        return [
            "\(CountText.text(spans, "span")) in \(CountText.text(traces, "trace"))" + Self.remedy(greatestShift),
            "\(names[0]) \(DurationText.shift(worst.medianOffset)) \(way) \(names[1])"
                + " in \(CountText.text(worst.skewedCalls)) of \(CountText.text(worst.calls, "call"))",
        ]
    }

    /// What `show` says of the clocks of a trace's hosts; nil when they agree.
    var line: String? {
        guard worst != nil, let greatestShift else { return nil }
        return CountText.text(spans, "span") + Self.remedy(greatestShift)
    }

    private static func remedy(_ shift: Int64) -> String { " suspect, by up to \(DurationText.shift(shift)) (--adjust-clock-skew)" }

    /// The pair furthest apart; work that a service without a host's name does for itself may just go on after its caller is done,
    /// and says nothing of clocks.
    private var worst: Pair? { pairs.first { $0.caller != $0.callee } }
}

extension JSONWriter {
    /// Whose clocks disagree.
    mutating func clockSkew(_ skew: ClockSkewSummary) {
        object("clockSkew") { json in
            json.field("traces", skew.traces)
            json.field("spans", skew.spans)
            json.field("greatestShiftNano", skew.greatestShift)
            json.array("pairs", skew.pairs) { json, pair in
                json.object { json in
                    for (key, place) in [("caller", pair.caller), ("callee", pair.callee)] {
                        json.object(key) { json in
                            json.field("service", place.service)
                            json.field("host", place.host.isEmpty ? nil : place.host)
                        }
                    }
                    json.field("calls", pair.calls)
                    json.field("skewedCalls", pair.skewedCalls)
                    json.field("medianOffsetNano", pair.medianOffset)
                    json.field("greatestOffsetNano", pair.greatestOffset)
                }
            }
        }
    }
}

extension JSONWriter {
    /// How many spans of a trace run at times that cannot be.
    mutating func clockSkew(ofTrace skew: ClockSkewSummary) {
        object("clockSkew") { json in
            json.field("spans", skew.spans)
            json.field("greatestShiftNano", skew.greatestShift)
        }
    }
}
