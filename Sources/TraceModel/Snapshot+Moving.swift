/// Where a span is to be moved in time.
public struct SpanMove: Equatable, Sendable {
    /// The span.
    public let row: SpanRow
    /// Nanoseconds that are added to its start and to the times of its events.
    public let delta: Int64
    /// A warning that the span bears from then on, which says what was done to it.
    public let remark: String

    /// States a move.
    public init(row: SpanRow, delta: Int64, remark: String) {
        self.row = row
        self.delta = delta
        self.remark = remark
    }
}

extension Snapshot {
    /// The same spans in the same order, some of which run at other times; the traces are assembled anew.
    ///
    /// A span without a start gets none; its events move all the same. Without any move it is this snapshot itself.
    ///
    /// - Parameter moves: in any order; of several for one span the first counts.
    /// - Complexity: O(spans and what they hold), and as much memory as this snapshot takes
    public func moving(_ moves: [SpanMove]) -> Snapshot {
        if moves.isEmpty { return self }
        let indexOfRow = Dictionary(moves.enumerated().map { ($1.row, $0) }, uniquingKeysWith: { first, _ in first })
        let store = SpanStore(tables: owner.tables)
        (store.sources, store.summaries) = (sources, summaries)
        var writer = store.writer()
        for row in traces {
            let trace = self[row]
            writer.keepText(of: trace)
            // Which of two spans with one id came first must stay as it is.
            for row in trace.rowsAsRead {
                let span = self[row], move = indexOfRow[row].map { moves[$0] }
                writer.copy(span, of: trace.id, source: span.source, movedBy: move?.delta ?? 0, remark: move?.remark)
            }
        }
        store.commit(writer.takeBatch())
        return store.publish()
    }
}

extension Trace {
    /// The rows of its spans in input order.
    fileprivate var rowsAsRead: [SpanRow] {
        var rows = (0..<spanCount).map { spanRow(at: $0) }
        rows.sort()
        return rows
    }
}
