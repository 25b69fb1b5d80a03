import Testing
import TraceModel

@testable import TraceSimulator

/// Two hosts whose clocks are wrong.
@Suite struct ClockSkewTests {
    private static let traces = simulatedTraces(.clockSkew, 300)
    private static let offsets = [
        Fleet.hostName(.users, 1): Int64(640_000_000), Fleet.hostName(.payments, 0): Int64(-1_870_000_000),
    ]

    private static func host(_ span: Span) -> String { span.resource.attributes["host.name"]?.text ?? "" }

    @Test("Hosts are named, and every call of a wrong one is shifted by the same amount, events too")
    func shiftIsFixed() {
        var shifted: [String: Int] = [:]
        for trace in Self.traces {
            for (position, span) in trace.spans.enumerated() where span.kind == .server {
                #expect(!Self.host(span).isEmpty)
                guard let client = trace.parentSpan(of: position), let sent = client.start, let start = span.start else { continue }
                let offset = Self.offsets[Self.host(span)] ?? 0
                // What is left once the clock is set right is the way there and back.
                let delay = start - offset - sent
                #expect(delay > 0 && delay + span.duration < client.duration, "\(span.name)")
                for event in span.events { #expect(event.time >= start && event.time <= start + span.duration) }
                if offset != 0 { shifted[Self.host(span), default: 0] += 1 }
            }
        }
        #expect(shifted.count == 2 && shifted.values.allSatisfy { $0 > 40 })
    }

    @Test("Behind, children begin before their parents; ahead, after they ended; all others fit")
    func marks() {
        var (before, after) = (0, 0)
        for trace in Self.traces {
            for (position, span) in trace.spans.enumerated() where trace.marks(of: position).contains(.outsideParent) {
                guard let parent = trace.parentSpan(of: position), let start = span.start, let sent = parent.start else { continue }
                if span.kind == .consumer { continue }
                #expect(Self.offsets[Self.host(span)] != nil && Self.host(parent) != Self.host(span))
                if start < sent { before += 1 }
                if start > parent.end ?? .max { after += 1 }
            }
        }
        #expect(before > 40 && after > 40)
    }

    @Test("Within a host, spans fit as ever; the other scenarios have no wrong clocks and do not name their hosts twice")
    func othersAreRight() {
        for trace in Self.traces {
            for (position, span) in trace.spans.enumerated() {
                guard let parent = trace.parentSpan(of: position), Self.host(parent) == Self.host(span) else { continue }
                #expect(!trace.marks(of: position).contains(.outsideParent))
            }
        }
        for scenario in Scenario.allCases where scenario != .clockSkew {
            #expect(scenario.conditions.clocks.isEmpty)
            let spans = simulatedTraces(scenario, 5).flatMap(\.spans)
            #expect(spans.allSatisfy { $0.resource.attributes["host.name"] == nil })
        }
    }
}
