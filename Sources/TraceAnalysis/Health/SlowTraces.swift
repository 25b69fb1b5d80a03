import TraceModel

extension Snapshot {
    /// The traces that took at least so long, the slowest first, then by id; those of unknown duration are none of them.
    ///
    /// - Parameters:
    ///   - threshold: the least duration of a whole trace, in nanoseconds.
    ///   - traces: the traces looked at; nil = all.
    /// - Complexity: O(n log n)
    public func slowTraces(atLeast threshold: Int64, among traces: [TraceRow]? = nil) -> [TraceRow] {
        slowestFirst((traces ?? self.traces).filter { self[$0].duration.map { $0 >= threshold } ?? false })
    }

    /// The same traces, the slowest first, then by id; those of unknown duration last.
    ///
    /// - Complexity: O(n log n)
    func slowestFirst(_ rows: [TraceRow]) -> [TraceRow] {
        let keys = rows.map { row in
            let trace = self[row]
            return (duration: trace.duration ?? -1, id: trace.id)
        }
        let order = rows.indices.sorted { a, b in
            if keys[a].duration != keys[b].duration { return keys[a].duration > keys[b].duration }
            return (keys[a].id.high, keys[a].id.low) < (keys[b].id.high, keys[b].id.low)
        }
        return order.map { rows[$0] }
    }
}
