import TraceModel

extension Trace {
    /// Its spans in the order they were read, which is how encoders write them.
    ///
    /// - Complexity: O(spans), and O(spans · log) where they do not stand so already
    var rowsInInputOrder: [SpanRow] {
        var rows = (0..<spanCount).map { spanRow(at: $0) }
        if zip(rows, rows.dropFirst()).contains(where: { $0 > $1 }) { rows.sort() }
        return rows
    }
}
