import TraceAnalysis
import TraceModel
import TraceQuery

/// Both lists of the search screen, to be made anew.
struct ListRequest: Equatable, Sendable {
    let snapshot: Shared<Snapshot>
    let filter: TraceFilter
    let traceOrder: TraceOrder
    let serviceOrder: ServiceOrder
    let selectedTrace: TraceID?
    /// The services as they are; counted anew if they are another snapshot's.
    let services: Shared<ServiceListing>?
    /// Services that servers know, whether or not a span of theirs is here.
    var knownServices: [String] = []

    /// Nil when the task was cancelled.
    func perform(_ isCancelled: () -> Bool) -> ComputeResult.Outcome? {
        let snapshot = snapshot.object
        let numbers: ServiceNumbers, statistics: [ServiceStatistics]
        if let known = services?.object, known.snapshot === snapshot, known.knownServices == knownServices {
            (numbers, statistics) = (known.numbers, known.services)
        } else {
            guard let counted = snapshot.serviceStatistics(isCancelled: isCancelled) else { return nil }
            (numbers, statistics) = (ServiceNumbers(snapshot, knownServices), counted + unseen(beside: counted))
        }
        guard let rows = filter.select(from: snapshot, isCancelled: isCancelled) else { return nil }
        let traces = TraceListing(
            snapshot, rows: rows, summaries: snapshot.summaries.filter(filter.admits), order: traceOrder, selecting: selectedTrace,
            numbers: numbers)
        return .listed(
            Shared(ServiceListing(snapshot, statistics, order: serviceOrder, numbers: numbers, knownServices: knownServices)),
            Shared(traces))
    }

    /// Services of which only the name is known.
    private func unseen(beside seen: [ServiceStatistics]) -> [ServiceStatistics] {
        if knownServices.isEmpty { return [] }
        let names = Set(seen.map(\.name))
        return knownServices.filter { !names.contains($0) }.map { ServiceStatistics(name: $0, id: .empty) }
    }
}
