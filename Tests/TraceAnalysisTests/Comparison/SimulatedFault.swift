import TestSupport
import TraceModel
import TraceSimulator

@testable import TraceAnalysis

/// Something that is wrong with a simulated shop, and where: the label that has to be found.
enum SimulatedFault: CustomStringConvertible {
    /// The service takes five times as long for what it computes itself.
    case slowInside(String)
    /// Calls take some 15 ms more until they reach the service.
    case slowEdge(String)
    /// A third of what the service is asked fails, and so does who asked.
    case failing(String)
    /// One of the service's hosts takes five times as long, databases included.
    case slowHost(String, Int)

    var description: String {
        switch self {
        case .slowInside(let service): "slow inside \(service)"
        case .slowEdge(let service): "slow on the way into \(service)"
        case .failing(let service): "\(service) fails"
        case .slowHost(let service, let number): "host \(number) of \(service) is slow"
        }
    }

    /// The name of a host of a service, by number.
    static func host(_ number: Int, of service: String, in snapshot: Snapshot) -> String {
        let resources = (0..<snapshot.resourceCount).map { snapshot[ResourceID(UInt32($0))] }
        let names = Set(resources.filter { $0.service == service }.compactMap { $0.attributes["hostname"]?.text })
        return names.sorted()[number]
    }

    /// Traces of a shop in which this is wrong; nil = as it always is.
    static func traces(_ scenario: Scenario, _ count: Int, seed: UInt64, _ fault: SimulatedFault?) -> Snapshot {
        var random = SeededGenerator(seed: seed), spans: [SketchedSpan] = [], number: UInt64 = 0
        for snapshot in Simulator(scenario: scenario, amount: .traces(count), seed: seed) {
            for row in snapshot.traces {
                number += 1
                spans += fault?.sketch(snapshot[row], number, &random) ?? Self.sketch(snapshot[row], number)
            }
        }
        return .of(spans)
    }

    // MARK: One trace

    /// A stop of all clocks: what runs then takes longer, what comes later begins later.
    private struct Delay {
        let at: Int64, by: Int64
    }

    private func sketch(_ trace: Trace, _ number: UInt64, _ random: inout SeededGenerator) -> [SketchedSpan] {
        var spans = Self.sketch(trace, number), delays: [Delay] = []
        let own = trace.selfTimes() ?? []
        for position in 0..<trace.spanCount {
            let span = trace.span(at: position), start = span.start ?? 0
            let caller = trace.parent(of: position).map { trace.span(at: $0) }
            let isEntry = caller.map { $0.service != span.service } ?? true
            switch self {
            case .slowInside(span.service) where span.kind != .client && span.kind != .producer:
                delays.append(Delay(at: start + 1, by: own[position] * 4))
            case .slowHost(span.service, let number) where !trace.hasForeignChild(position):
                let name = Self.host(number, of: span.service, in: trace.snapshot)
                if span.resource.attributes["hostname"]?.text == name { delays.append(Delay(at: start + 1, by: own[position] * 4)) }
            case .slowEdge(span.service) where caller?.kind == .client && isEntry:
                delays.append(Delay(at: start, by: .random(in: 8_000_000...22_000_000, using: &random)))
            case .failing(span.service) where isEntry && Int.random(in: 0..<3, using: &random) == 0:
                for failed in sequence(first: position, next: { trace.parent(of: $0) }) { spans[failed].isError = true }
            default: break
            }
        }
        return spans.map { Self.delayed($0, delays) }
    }

    private static func delayed(_ span: SketchedSpan, _ delays: [Delay]) -> SketchedSpan {
        guard let start = span.start, let duration = span.duration else { return span }
        var span = span
        let before = delays.reduce(0) { $0 + ($1.at <= start ? $1.by : 0) }
        let within = delays.reduce(0) { $0 + ($1.at > start && $1.at < start + duration ? $1.by : 0) }
        (span.start, span.duration) = (start + before, duration + within)
        return span
    }

    /// The spans of a trace as they are, with what analyses look at.
    private static func sketch(_ trace: Trace, _ number: UInt64) -> [SketchedSpan] {
        (0..<trace.spanCount).map { position in
            let span = trace.span(at: position)
            return SketchedSpan(span.id.rawValue, parent: span.namedParentID?.rawValue ?? 0) {
                ($0.trace, $0.service, $0.name, $0.kind) = (number, span.service, span.name, span.kind)
                ($0.start, $0.duration, $0.isError) = (span.start, span.duration, span.isError)
                $0.resource = span.resource.attributes.map { ($0.key, $0.value.text) }
            }
        }
    }
}

extension Trace {
    /// Whether a span waits for another service.
    fileprivate func hasForeignChild(_ position: Int) -> Bool {
        let service = span(at: position).service
        return (position + 1..<spanCount).contains { parent(of: $0) == position && span(at: $0).service != service }
    }
}
