extension Trace {
    /// Where its spans are that came from one source, in display order.
    ///
    /// - Complexity: O(spans)
    func spanRows(from source: SourceID) -> [SpanRow] {
        (0..<spanCount).lazy.map { spanRow(at: $0) }.filter { snapshot.chunks[$0.chunk].facts[$0.offset].source == source }
    }

    /// Whether its spans from one source say what all spans of another reading of the trace say.
    ///
    /// Warnings are not compared: some servers add to them whenever they are asked. The stores of both share their tables.
    ///
    /// - Complexity: O(spans and what they hold)
    public func says(theSameAs other: Trace, from source: SourceID) -> Bool {
        let rows = spanRows(from: source)
        guard rows.count == other.spanCount else { return false }
        return rows.indices.allSatisfy { position in
            let a = rows[position], b = other.spanRow(at: position)
            return SpanEquality.areEqual(snapshot.chunks[a.chunk], a.offset, other.snapshot.chunks[b.chunk], b.offset)
        }
    }
}
