import TraceModel

extension Snapshot {
    /// The service of a span, the empty string's row for spans that name none: what to group by, for loops over many spans.
    @inline(__always)
    func service(of row: SpanRow) -> StringID {
        serviceID(of: ResourceID(chunks[row.chunk].resource[row.offset])) ?? .empty
    }
}
