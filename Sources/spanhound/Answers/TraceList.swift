import TraceAnalysis
import TraceModel
import TraceQuery

/// The traces that a filter selects, in order.
struct TraceList {
    let traces: [Trace]

    init(_ set: TraceSet, filter: TraceFilter, sort: TraceSort) {
        traces = sort.sorted(set.select(filter), in: set.snapshot).map { set.snapshot[$0] }
    }
}
