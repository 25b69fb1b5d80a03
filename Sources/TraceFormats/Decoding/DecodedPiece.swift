import TraceModel

/// What a ``TraceDecoder`` read between two places where it stopped.
///
/// Spans of Jaeger JSON name their process by an id that the trace object explains only after its spans, so resources are filled in
/// when the object is complete; that may be a later piece. ``PieceJoiner`` does it.
public struct DecodedPiece {
    var batch: SpanBatch
    var report: DecodedReport
    /// What encloses the place where the piece ends.
    public let levels: [DecoderLevel]
    /// Where it ends, in the whole text.
    public let endOffset: Int
    /// The resource stated for the spans that follow.
    let openResource: OpenResource?
    /// Whether the trace object at its end goes on in the next piece.
    let endsInsideTrace: Bool

    /// The number of spans.
    public var spanCount: Int { batch.spanCount }
    /// Whether anything was skipped, mended or odd, or nothing was read at all.
    public var hasFindings: Bool { !report.diagnostics.entries.isEmpty || spanCount == 0 }
    /// Spans that have a name or a start; a file of which none has cannot be shown on any time line.
    public var placeableSpans: Int { report.placeableSpans }
    /// The trace that goes on in the next piece.
    public var openTraceID: TraceID? { endsInsideTrace ? report.openTrace ?? batch.traceIDs.last : nil }
}

/// What was found out beside the spans themselves.
struct DecodedReport {
    /// A trace object: which spans of the piece it holds, and its processes.
    struct Object {
        var firstSpan: Int
        var spanCount: Int?
        var trace: TraceID?
        var processes: [(id: StringID, resource: ResourceID)] = []
    }

    /// Trace objects in order; the first continues the previous piece's last when `startsInsideTrace`.
    var objects: [Object] = []
    let startsInsideTrace: Bool
    var diagnostics = DiagnosticList()
    /// Formats met.
    var formats = FormatTally()
    /// Keys of the top-level object, a few of them, to say what a foreign file looks like.
    private(set) var topLevelKeys: [String] = []
    /// Spans that have a name or a start.
    var placeableSpans = 0

    init(startsInsideTrace: Bool) {
        self.startsInsideTrace = startsInsideTrace
        if startsInsideTrace { objects.append(Object(firstSpan: 0)) }
    }

    /// The id of the trace object being read.
    var openTrace: TraceID? {
        get { objects.last?.trace }
        set { if !objects.isEmpty { objects[objects.count - 1].trace = newValue } }
    }

    /// Whether the spans that come belong to the last object; behind damage they may belong to none.
    var hasOpenObject: Bool { objects.last.map { $0.spanCount == nil } ?? false }

    mutating func openObject(at span: Int) {
        closeLastObject(at: span)
        objects.append(Object(firstSpan: span))
    }

    mutating func closeLastObject(at span: Int) {
        guard let last = objects.last, last.spanCount == nil else { return }
        objects[objects.count - 1].spanCount = span - last.firstSpan
    }

    mutating func addTopLevelKey(_ key: RawString) {
        if topLevelKeys.count < 4 { topLevelKeys.append(key.excerpt) }
    }
}
