import TraceModel

/// Writes traces as OTLP in JSON: a line `{"resourceSpans":[…]}` a trace, as the collector's file exporter writes lines.
///
/// Spans stand by resource, then by scope, each in the order they were read; schemas stand before them, so that who reads a stream
/// knows them in time. Empty fields are left out, ids have all their
/// digits in lower case, enumerations are numbers, 64-bit integers are strings. What other systems say in tags (kind, status, scope,
/// trace state) goes back into the fields it belongs to. ``losses`` counts what was lost. See the OpenTelemetry protocol
/// specification, "JSON Protobuf Encoding".
public struct OTLPJSONEncoder: TraceEncoder, ~Copyable {
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var spans: OTLPJSONSpanWriter
    private var resources = OTLPResourceNumbers<OTLPJSONEntryMaker>()
    private var groups = OTLPGroups()

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - mask: what to put in the place of values that are to stay behind; nil writes all.
    ///   - sink: takes the text in pieces of some 256 kB; a piece is only valid during the call.
    public init(mask: ValueMask? = nil, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.sink = sink
        spans = OTLPJSONSpanWriter(mask: mask)
    }

    /// What OTLP could not carry so far.
    public var losses: [ConversionLoss] { spans.tally.losses }

    /// Writes every trace of a snapshot, or those given.
    ///
    /// - Throws: what the sink throws.
    /// - Complexity: O(spans), and O(spans · log) for traces whose spans do not stand in the order they were read
    public mutating func encode(_ snapshot: Snapshot, traces: [TraceRow]? = nil) throws {
        spans.use(snapshot)
        resources.use(snapshot)
        for row in traces ?? snapshot.traces { try encode(snapshot[row]) }
    }

    /// Ends the document.
    ///
    /// - Throws: what the sink throws.
    public mutating func finish() throws { try spans.json.handOn(to: sink, force: true) }

    /// A whole document.
    ///
    /// - Complexity: O(spans)
    public static func text(of snapshot: Snapshot) -> [UInt8] {
        var text: [UInt8] = []
        var encoder = OTLPJSONEncoder { text.append(contentsOf: $0) }
        // The sink does not throw.
        try? encoder.encode(snapshot)
        try? encoder.finish()
        return text
    }

    private mutating func encode(_ trace: Trace) throws {
        groups.removeAll()
        for row in trace.rowsInInputOrder {
            let span = trace.snapshot[row]
            let resource = resources.resource(of: span, spans.keys, &spans.tally)
            groups.add(row, resource: resource, scope: resources.scope(of: span, spans.keys, &spans.tally))
        }
        spans.begin(trace)
        spans.json.raw("{\"resourceSpans\":[")
        for (place, group) in groups.resources.enumerated() {
            spans.json.raw(place == 0 ? "{\"resource\":" : ",{\"resource\":")
            resources[resource: group.resource].object.withUnsafeBytes { spans.json.raw($0) }
            resources[resource: group.resource].schema.withUnsafeBytes { spans.json.raw($0) }
            spans.json.raw(",\"scopeSpans\":[")
            for (place, scope) in group.scopes.enumerated() {
                if place > 0 { spans.json.raw(",") }
                try write(scope, of: trace.snapshot)
            }
            spans.json.raw("]}")
        }
        spans.json.raw("]}\n")
    }

    private mutating func write(_ group: OTLPGroups.ScopeGroup, of snapshot: Snapshot) throws {
        let scope = resources[scope: group.scope]
        spans.json.raw("{")
        if !scope.object.isEmpty {
            spans.json.raw("\"scope\":")
            scope.object.withUnsafeBytes { spans.json.raw($0) }
            scope.schema.withUnsafeBytes { spans.json.raw($0) }
            spans.json.raw(",")
        }
        spans.json.raw("\"spans\":[")
        for (place, row) in group.rows.enumerated() {
            if place > 0 { spans.json.raw(",") }
            spans.write(snapshot[row])
            try spans.json.handOn(to: sink)
        }
        spans.json.raw("]}")
    }
}
