import TraceModel

/// Writes traces as OTLP protobuf: one TracesData message, or the frames of the collector's file exporter.
///
/// Spans stand by trace, resource and scope, each in the order they were read; a trace of any size is written in messages of some
/// megabyte, so that readers and this writer need no more of it at a time. Ids have the length they must have: one that was
/// text is written as the number it goes by here, which keeps spans together, and is counted. What other systems say in tags
/// goes back into the fields it belongs to. ``losses`` counts what was lost. See opentelemetry-proto, `trace/v1/trace.proto`.
public struct OTLPProtobufEncoder: TraceEncoder, ~Copyable {
    /// How messages follow each other.
    public enum Framing: Sendable {
        /// One message is all there is; its parts may be handed on as they come, for so protobuf joins messages.
        case bare
        /// Each message has its length before it, in four bytes, big end first.
        case framed
    }

    /// Bytes of a message that are handed on together.
    private static let pieceSize = 1 << 18
    /// Bytes of one trace after which the rest of it goes into another message.
    private static let messageSize = 1 << 20

    private let framing: Framing
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var spans: OTLPProtobufSpanWriter
    private var resources = OTLPResourceNumbers<OTLPProtobufEntryMaker>()
    private var groups = OTLPGroups()

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - mask: what to put in the place of values that are to stay behind; nil writes all.
    ///   - sink: takes the bytes in pieces of some 256 kB; a piece is only valid during the call.
    public init(framing: Framing, mask: ValueMask? = nil, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.framing = framing
        self.sink = sink
        spans = OTLPProtobufSpanWriter(mask: mask)
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
        for row in traces ?? snapshot.traces {
            try encode(snapshot[row])
            if spans.wire.count >= Self.pieceSize { try handOn() }
        }
    }

    /// Ends the document.
    ///
    /// - Throws: what the sink throws.
    public mutating func finish() throws { try handOn() }

    /// A whole document.
    ///
    /// - Complexity: O(spans)
    public static func bytes(of snapshot: Snapshot, framing: Framing = .bare) -> [UInt8] {
        var bytes: [UInt8] = []
        var encoder = OTLPProtobufEncoder(framing: framing) { bytes.append(contentsOf: $0) }
        // The sink does not throw.
        try? encoder.encode(snapshot)
        try? encoder.finish()
        return bytes
    }

    private mutating func handOn() throws {
        if spans.wire.count == 0 { return }
        if framing == .framed {
            let length = UInt32(truncatingIfNeeded: spans.wire.count).bigEndian
            try withUnsafeBytes(of: length) { try sink($0) }
        }
        try sink(spans.wire.bytes)
        spans.wire.removeAll()
    }

    private mutating func encode(_ trace: Trace) throws {
        groups.removeAll()
        for row in trace.rowsInInputOrder {
            let span = trace.snapshot[row]
            let resource = resources.resource(of: span, spans.keys, &spans.tally)
            groups.add(row, resource: resource, scope: resources.scope(of: span, spans.keys, &spans.tally))
        }
        spans.begin(trace)
        for group in groups.resources {
            for scope in group.scopes { try write(scope, of: group.resource, in: trace.snapshot) }
        }
    }

    /// Writes the spans of a scope as a ResourceSpans of one ScopeSpans, or several where there are very many.
    private mutating func write(_ group: OTLPGroups.ScopeGroup, of resource: Int, in snapshot: Snapshot) throws {
        var next = group.rows.startIndex
        while next < group.rows.endIndex {
            let resourceMark = spans.wire.begin(TracesField.resourceSpans.rawValue)
            spans.raw(resources[resource: resource].object)
            let scopeMark = spans.wire.begin(ResourceSpansField.scopeSpans.rawValue)
            spans.raw(resources[scope: group.scope].object)
            while next < group.rows.endIndex, spans.wire.count < Self.messageSize {
                spans.write(snapshot[group.rows[next]])
                next += 1
            }
            spans.raw(resources[scope: group.scope].schema)
            spans.wire.end(scopeMark)
            spans.raw(resources[resource: resource].schema)
            spans.wire.end(resourceMark)
            if spans.wire.count >= Self.messageSize { try handOn() }
        }
    }
}
