import TraceAnalysis
import TraceModel
import TraceQuery

extension ListedTrace {
    /// A trace that a server has told of.
    init(_ trace: TraceSummary) {
        id = trace.id.hex
        (rootService, rootOperation) = (trace.rootService, trace.rootOperation)
        (start, duration, responseTime) = (trace.start, trace.duration, nil)
        (spans, errorSpans, orphanSpans) = (trace.spanCount, trace.errorSpans, trace.orphanSpans)
        services = trace.services.map { Service(name: $0.name, spans: $0.spans, errorSpans: $0.errorSpans) }
            .sorted { $0.name < $1.name }
        isIncomplete = trace.orphanSpans > 0 || trace.rootService.isEmpty && trace.rootOperation.isEmpty
    }
}

extension TraceSort {
    /// Puts what is listed in the order in which traces would be; what is not known of comes last.
    func sorted(_ traces: [ListedTrace]) -> [ListedTrace] {
        if self == .name { return Self.stable(traces) { $0.name } }
        return Self.stable(traces) { key($0) }
    }

    /// The least first.
    private func key(_ trace: ListedTrace) -> Int64? {
        switch self {
        case .recent: trace.start.map { -max($0, -.max) }
        case .oldest: trace.start
        case .longest: trace.duration.map { -$0 }
        case .shortest: trace.duration
        case .spans: -Int64(trace.spans)
        case .errors: -Int64(trace.errorSpans)
        case .services: -Int64(trace.services.count)
        case .name: nil
        }
    }

    private static func stable<Key: Comparable>(_ traces: [ListedTrace], _ key: (ListedTrace) -> Key?) -> [ListedTrace] {
        let keys = traces.map(key)
        let order = traces.indices.sorted { a, b in
            switch (keys[a], keys[b]) {
            case (let x?, let y?) where x != y: x < y
            case (_?, nil): true
            case (nil, _?): false
            default: a < b
            }
        }
        return order.map { traces[$0] }
    }
}

extension TraceFilter {
    /// Whether a trace that a server has found took as long as it should have; the rest is the server's to know.
    func selects(_ trace: TraceSummary) -> Bool {
        guard minDuration != nil || maxDuration != nil else { return true }
        guard let duration = trace.duration else { return false }
        return (minDuration.map { duration >= $0 } ?? true) && (maxDuration.map { duration <= $0 } ?? true)
    }
}
