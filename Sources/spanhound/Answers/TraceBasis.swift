import TraceAnalysis
import TraceModel
import TraceQuery

/// The traces that an answer rests on: of files those that match, or the first so many of them in order; of servers what they found.
struct TraceBasis {
    let rows: [TraceRow]

    init(_ set: TraceSet, _ filter: TraceFilter, _ order: OrderOptions, _ sources: NamedSources) {
        let matching = set.select(filter)
        let sorted = order.sort?.sorted(matching, in: set.snapshot) ?? matching
        rows = Array(sorted.prefix(sources.paths.isEmpty ? .max : order.limit ?? .max))
    }
}
