import TraceModel

/// When spans run, and which go their own way.
struct SpanTimes {
    private let snapshot: Snapshot
    private let chunks: [SpanChunkView]

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        chunks = snapshot.chunks
    }

    /// Start and end, a negative duration counting as 0; nil when either is not known.
    @inline(__always)
    func time(of row: SpanRow) -> (start: Int64, end: Int64)? {
        let chunk = chunks[row.chunk], facts = chunk.facts[row.offset]
        if facts.lacksStart || facts.lacksDuration { return nil }
        let start = chunk.start[row.offset]
        return (start, start.addingSaturated(max(0, chunk.duration[row.offset])))
    }

    /// Whether a consumer goes its own way: its producer does not wait for it, nor does what it merely follows.
    func isDetached(_ row: SpanRow, from parent: SpanRow) -> Bool {
        let facts = chunks[row.chunk].facts[row.offset]
        guard facts.kind == .consumer else { return false }
        if chunks[parent.chunk].facts[parent.offset].kind == .producer { return true }
        guard facts.hasLinks else { return false }
        let kinds = snapshot[row].links.map(\.kind)
        return kinds.contains(.followsFrom) && !kinds.contains(.childOf)
    }
}
