import TraceModel

/// Writes span objects of Zipkin v2 JSON.
struct ZipkinSpanWriter: ~Copyable {
    var json = JSONWriter()
    var tally: ConversionTally
    /// The span's tags written so far.
    var tags = ZipkinTagList()
    /// Keys of an attribute object that stands as text in a value.
    var innerKeys = KeyMarks()
    /// Text that becomes one value.
    var scratch = JSONWriter(capacity: 4096)
    var keys = ZipkinKeys(.empty)
    private var resources = ZipkinResources()
    private var traceID: [UInt8] = []
    private var isFirst = true

    init(mask: ValueMask?) { tally = ConversionTally(mask: mask) }

    /// Makes ready for the traces of another snapshot.
    mutating func use(_ snapshot: Snapshot) {
        keys = ZipkinKeys(snapshot)
        tally.use(snapshot)
        resources.use(snapshot)
    }

    /// Makes ready for the spans of another trace.
    mutating func begin(_ trace: Trace) {
        var text = JSONWriter(capacity: 256)
        text.string(trace.idText)
        traceID = Array(text.bytes)
        if trace.idText != trace.id.hex { tally.add(.textID) }
    }

    /// Writes one span.
    mutating func write(_ span: Span) {
        let facts = span.facts
        json.raw(isFirst ? "{\"traceId\":" : ",{\"traceId\":")
        isFirst = false
        traceID.withUnsafeBytes { json.raw($0) }
        if let parent = span.namedParentID {
            if parent == span.id { tally.add(.ownParent) }
            json.raw(",\"parentId\":")
            json.id(parent, isText: facts.hasTextParentID, span.snapshot, &tally)
        }
        json.raw(",\"id\":")
        json.id(span.id, isText: facts.hasTextID, span.snapshot, &tally)
        writeKind(facts.kind)
        let name = span.snapshot.strings.bytes(span.nameID)
        // A span without a start is only told by its name from something that is no span.
        if !name.isEmpty || facts.lacksStart {
            json.raw(",\"name\":")
            json.string(name)
        }
        if let start = span.start {
            json.raw(",\"timestamp\":")
            json.integer(tally.microseconds(start))
        }
        if !facts.lacksDuration {
            json.raw(",\"duration\":")
            json.integer(tally.microseconds(span.duration))
        }
        let resource = resources.known(span.resource, keys, &tally)
        if !resource.endpoint.isEmpty {
            json.raw(",\"localEndpoint\":")
            resource.endpoint.withUnsafeBytes { json.raw($0) }
        }
        let attributes = span.attributes
        let remote = ZipkinEndpoint(remoteIn: attributes, keys)
        if !remote.isEmpty {
            json.raw(",\"remoteEndpoint\":")
            remote.write(attributes, into: &json)
        }
        writeAnnotations(span)
        writeTags(span, attributes, besides: remote, resource)
        if facts.isShared { json.raw(",\"shared\":true") }
        tally.add(.warning, span.warnings.count)
        json.raw("}")
    }

    private mutating func writeKind(_ kind: SpanKind) {
        switch kind {
        case .client: json.raw(",\"kind\":\"CLIENT\"")
        case .server: json.raw(",\"kind\":\"SERVER\"")
        case .producer: json.raw(",\"kind\":\"PRODUCER\"")
        case .consumer: json.raw(",\"kind\":\"CONSUMER\"")
        case .unspecified, .internal: break
        }
    }
}
