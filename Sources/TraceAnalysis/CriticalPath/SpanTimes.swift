import TraceModel

/// When spans run, and which go their own way.
struct SpanTimes {
    private let snapshot: Snapshot
    private let chunks: [SpanChunkView]
    private let spans: WholeSpans

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        chunks = snapshot.chunks
        spans = WholeSpans(snapshot)
    }

    /// Start and end of the span at a position, a negative duration counting as 0; nil when either is not known.
    @inline(__always)
    func time(at position: Int, in tree: TraceTree) -> (start: Int64, end: Int64)? { spans.span(at: position, in: tree).time }

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
