import TraceModel

/// Writes traces as Jaeger's query service sends them: `{"data":[…],"total":0,"limit":0,"offset":0,"errors":null}`.
///
/// Spans stand in the order they were read. A snapshot that begins with the trace the last one ended with goes on in the same
/// trace object, so that a trace of any size may come in pieces. What Jaeger has no words for becomes what its collector
/// makes of it: kind and status are tags, arrays and maps are text, an event's name is its field `event`, links are
/// FOLLOWS_FROM; nanoseconds are cut to microseconds. ``losses`` counts what was lost. See specification "Jaeger JSON", as emitted by Jaeger 1.76 and 2.
public struct JaegerJSONEncoder: TraceEncoder, ~Copyable {
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var spans: JaegerSpanWriter
    private var openTrace: TraceID?
    private var isFirstTrace = true

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - mask: what to put in the place of values that are to stay behind; nil writes all.
    ///   - sink: takes the text in pieces of some 256 kB; a piece is only valid during the call.
    public init(mask: ValueMask? = nil, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.sink = sink
        spans = JaegerSpanWriter(mask: mask)
        spans.json.raw("{\"data\":[")
    }

    /// What Jaeger could not carry so far.
    public var losses: [ConversionLoss] { spans.tally.losses }

    /// Writes every trace of a snapshot, or those given.
    ///
    /// - Throws: what the sink throws.
    /// - Complexity: O(spans), and O(spans · log) for traces whose spans do not stand in the order they were read
    public mutating func encode(_ snapshot: Snapshot, traces: [TraceRow]? = nil) throws {
        spans.use(snapshot)
        for row in traces ?? snapshot.traces { try encode(snapshot[row]) }
    }

    private mutating func encode(_ trace: Trace) throws {
        if openTrace != trace.id {
            closeTrace()
            open(trace)
        }
        for row in trace.rowsInInputOrder {
            spans.write(trace.snapshot[row])
            try spans.json.handOn(to: sink)
        }
    }

    /// Ends the document.
    ///
    /// - Throws: what the sink throws.
    public mutating func finish() throws {
        closeTrace()
        spans.json.raw("],\"total\":0,\"limit\":0,\"offset\":0,\"errors\":null}\n")
        try spans.json.handOn(to: sink, force: true)
    }

    /// A whole document.
    ///
    /// - Complexity: O(spans)
    public static func text(of snapshot: Snapshot) -> [UInt8] {
        var text: [UInt8] = []
        var encoder = JaegerJSONEncoder { text.append(contentsOf: $0) }
        // The sink does not throw.
        try? encoder.encode(snapshot)
        try? encoder.finish()
        return text
    }

    private mutating func open(_ trace: Trace) {
        spans.json.raw(isFirstTrace ? "{\"traceID\":" : ",{\"traceID\":")
        spans.json.string(trace.idText)
        spans.json.raw(",\"spans\":[")
        spans.begin(trace)
        (openTrace, isFirstTrace) = (trace.id, false)
    }

    private mutating func closeTrace() {
        if openTrace == nil { return }
        spans.json.raw("],\"processes\":{")
        spans.processes.writeUsed(into: &spans.json)
        spans.json.raw("},\"warnings\":null}")
        openTrace = nil
    }
}
