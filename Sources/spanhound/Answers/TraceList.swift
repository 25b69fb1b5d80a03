import TraceAnalysis
import TraceModel
import TraceQuery

/// The traces that a filter selects, in order.
struct TraceList {
    let traces: [Trace]

    init(_ snapshot: Snapshot, filter: TraceFilter, sort: TraceSort) {
        let rows = filter.select(from: snapshot) ?? []
        traces = sort.sorted(rows, in: snapshot).map { snapshot[$0] }
    }
}
