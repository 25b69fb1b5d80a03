/// Spans that a ``SpanWriter`` appended and that no snapshot shows yet.
///
/// Their traces are numbered within the batch; ``SpanStore/commit(_:)`` gives them their final numbers.
public struct SpanBatch {
    struct Range {
        let chunk: SpanChunk
        let rows: Swift.Range<Int>
    }

    var ranges: [Range] = []
    /// Trace ids by the number the trace column holds.
    public internal(set) var traceIDs: [TraceID] = []
    /// Whether a trace's id may have been cut to its lower half, by the same number.
    var mayBeCut: [Bool] = []
    var oddIDs: [UInt64: StringID] = [:]

    /// The number of spans.
    public var spanCount: Int { ranges.reduce(0) { $0 + $1.rows.count } }

    /// Rewrites the resource of `count` spans from the one numbered `first` in this batch.
    ///
    /// A decoder that learns of a resource only after its spans stores a placeholder first.
    public func updateResources(first: Int, count: Int, _ update: (UInt32) -> UInt32) {
        var skip = first, left = count
        for range in ranges where left > 0 {
            if skip >= range.rows.count {
                skip -= range.rows.count
                continue
            }
            let from = range.rows.lowerBound + skip
            let to = min(range.rows.upperBound, from + left)
            for row in from..<to { range.chunk.resource[row] = update(range.chunk.resource[row]) }
            left -= to - from
            skip = 0
        }
    }
}
