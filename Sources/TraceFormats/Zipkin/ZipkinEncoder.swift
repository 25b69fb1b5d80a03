import TraceModel

/// Writes traces as Zipkin v2 JSON: one array of spans, trace after trace.
///
/// Spans stand in the order they were read. What Zipkin has no words for becomes what OpenTelemetry's collector makes of it:
/// values are text, kind `internal` and the status are tags, so are instrumentation scope and links (`otlp.link.0` …), an event's
/// attributes stand as JSON beside its name; a resource's attributes are tags of each of its spans; nanoseconds are cut to
/// microseconds. Names keep their case, and a duration of 0 is written although Zipkin would leave it out, so that it is not
/// taken for a missing one. ``losses`` counts what was lost. See the Zipkin API specification, `zipkin2-api.yaml`.
public struct ZipkinEncoder: TraceEncoder, ~Copyable {
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var spans: ZipkinSpanWriter

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - mask: what to put in the place of values that are to stay behind; nil writes all.
    ///   - sink: takes the text in pieces of some 256 kB; a piece is only valid during the call.
    public init(mask: ValueMask? = nil, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.sink = sink
        spans = ZipkinSpanWriter(mask: mask)
        spans.json.raw("[")
    }

    /// What Zipkin could not carry so far.
    public var losses: [ConversionLoss] { spans.tally.losses }

    /// Writes every trace of a snapshot, or those given.
    ///
    /// - Throws: what the sink throws.
    /// - Complexity: O(spans), and O(spans · log) for traces whose spans do not stand in the order they were read
    public mutating func encode(_ snapshot: Snapshot, traces: [TraceRow]? = nil) throws {
        spans.use(snapshot)
        for row in traces ?? snapshot.traces {
            let trace = snapshot[row]
            spans.begin(trace)
            for row in trace.rowsInInputOrder {
                spans.write(snapshot[row])
                try spans.json.handOn(to: sink)
            }
        }
    }

    /// Ends the document.
    ///
    /// - Throws: what the sink throws.
    public mutating func finish() throws {
        spans.json.raw("]\n")
        try spans.json.handOn(to: sink, force: true)
    }

    /// A whole document.
    ///
    /// - Complexity: O(spans)
    public static func text(of snapshot: Snapshot) -> [UInt8] {
        var text: [UInt8] = []
        var encoder = ZipkinEncoder { text.append(contentsOf: $0) }
        // The sink does not throw.
        try? encoder.encode(snapshot)
        try? encoder.finish()
        return text
    }
}
