import TraceAnalysis
import TraceModel

/// The services of a snapshot, in the order in which they are shown.
final class ServiceListing: Sendable {
    let snapshot: Snapshot
    let services: [ServiceStatistics]
    let numbers: ServiceNumbers
    /// What servers said, when this was made.
    let knownServices: [String]

    init(
        _ snapshot: Snapshot, _ services: [ServiceStatistics], order: ServiceOrder, numbers: ServiceNumbers, knownServices: [String] = []
    ) {
        self.snapshot = snapshot
        self.knownServices = knownServices
        self.numbers = numbers
        self.services = services.sorted { a, b in
            let rank = Self.compare(a, b, by: order.column)
            return rank == 0 ? a.name < b.name : (rank < 0) == order.isAscending
        }
    }

    private static func compare(_ a: ServiceStatistics, _ b: ServiceStatistics, by column: ServiceOrder.Column) -> Int {
        func rank<Value: Comparable>(_ a: Value, _ b: Value) -> Int { a < b ? -1 : a > b ? 1 : 0 }
        return switch column {
        case .name: rank(a.name, b.name)
        case .spans: rank(a.spans, b.spans)
        case .traces: rank(a.traces, b.traces)
        case .errors: rank(a.errorShare, b.errorShare)
        case .p50: rank(a.entryLatency?.p50 ?? -1, b.entryLatency?.p50 ?? -1)
        case .p95: rank(a.entryLatency?.p95 ?? -1, b.entryLatency?.p95 ?? -1)
        }
    }
}
