import TraceModel

/// Writes span objects of Jaeger JSON.
struct JaegerSpanWriter: ~Copyable {
    var json = JSONWriter()
    var processes = JaegerProcesses()
    var tally: ConversionTally
    private var traceID: [UInt8] = []
    private var isFirst = true
    var keys = JaegerTagKeys(.empty)

    init(mask: ValueMask?) { tally = ConversionTally(mask: mask) }

    /// Makes ready for the traces of another snapshot.
    mutating func use(_ snapshot: Snapshot) {
        keys = JaegerTagKeys(snapshot)
        tally.use(snapshot)
        processes.use(snapshot)
    }

    /// Makes ready for the spans of another trace.
    mutating func begin(_ trace: Trace) {
        var text = JSONWriter(capacity: 256)
        text.string(trace.idText)
        traceID = Array(text.bytes)
        isFirst = true
    }

    /// Writes one span.
    mutating func write(_ span: Span) {
        json.raw(isFirst ? "{\"traceID\":" : ",{\"traceID\":")
        isFirst = false
        writeTraceID()
        json.raw(",\"spanID\":")
        writeID(span.id, isText: span.facts.hasTextID, span.snapshot)
        json.raw(",\"operationName\":")
        json.string(span.snapshot.strings.bytes(span.nameID))
        json.raw(",\"references\":[")
        writeReferences(span)
        json.raw("]")
        if let start = span.start {
            json.raw(",\"startTime\":")
            json.integer(tally.microseconds(start))
        }
        if !span.facts.lacksDuration {
            json.raw(",\"duration\":")
            json.integer(tally.microseconds(span.duration))
        }
        json.raw(",\"tags\":[")
        writeTags(span)
        json.raw("],\"logs\":[")
        writeLogs(span)
        json.raw("],\"processID\":\"p")
        json.integer(Int64(processes.number(of: span.resource, &tally)))
        json.raw("\",\"warnings\":")
        writeWarnings(span.warnings)
        json.raw("}")
        if span.facts.isShared { tally.add(.sharedHalf) }
    }

    private mutating func writeTraceID() { traceID.withUnsafeBytes { json.raw($0) } }

    private mutating func writeID(_ id: SpanID, isText: Bool, _ snapshot: Snapshot) {
        if isText { return json.string(snapshot.text(of: id, isText: true)) }
        json.raw("\"")
        if id.rawValue != 0 { json.hex(id.rawValue) }
        json.raw("\"")
    }

    private mutating func writeReferences(_ span: Span) {
        let links = span.links
        var isFirst = true
        if let parent = span.namedParentID, !links.contains(where: { $0.isSameTrace && $0.spanID == parent && $0.referenceKind != .other })
        {
            json.raw("{\"refType\":\"CHILD_OF\",\"traceID\":")
            writeTraceID()
            json.raw(",\"spanID\":")
            writeID(parent, isText: span.facts.hasTextParentID, span.snapshot)
            json.raw("}")
            isFirst = false
        }
        for link in links {
            if !isFirst { json.raw(",") }
            isFirst = false
            let kind = link.referenceKind
            tally.add(.linkAttribute, link.attributes.count - (kind == link.kind ? 0 : 1))
            json.raw(kind == .childOf ? "{\"refType\":\"CHILD_OF\",\"traceID\":" : "{\"refType\":\"FOLLOWS_FROM\",\"traceID\":")
            if link.isSameTrace { writeTraceID() } else { json.string(link.traceIDText) }
            json.raw(",\"spanID\":")
            json.string(link.spanIDText)
            json.raw("}")
        }
    }

    private mutating func writeWarnings(_ warnings: [String]) {
        if warnings.isEmpty { return json.raw("null") }
        for (index, warning) in warnings.enumerated() {
            json.raw(index == 0 ? "[" : ",")
            json.string(warning)
        }
        json.raw("]")
    }
}
