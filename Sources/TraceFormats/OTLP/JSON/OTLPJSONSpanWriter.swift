import TraceModel

/// Writes span objects of OTLP in JSON.
struct OTLPJSONSpanWriter: ~Copyable {
    var json = JSONWriter()
    var tally: ConversionTally
    private(set) var keys = OTLPKeys(.empty)
    private var values = OTLPNestedValue()
    private var traceID: [UInt8] = []

    init(mask: ValueMask?) { tally = ConversionTally(mask: mask) }

    /// Makes ready for the traces of another snapshot.
    mutating func use(_ snapshot: Snapshot) {
        keys = OTLPKeys(snapshot)
        tally.use(snapshot)
    }

    /// Makes ready for the spans of another trace.
    mutating func begin(_ trace: Trace) {
        let text = trace.idText
        var json = JSONWriter(capacity: 256)
        if text == trace.id.hex {
            json.otlp(trace.id)
        } else {
            json.string(text)
            tally.add(.textID)
        }
        traceID = Array(json.bytes)
    }

    /// Writes one span.
    mutating func write(_ span: Span) {
        let facts = span.facts, attributes = span.attributes
        let fields = OTLPFieldValues(span, attributes, keys)
        json.raw("{\"traceId\":")
        traceID.withUnsafeBytes { json.raw($0) }
        json.raw(",\"spanId\":")
        json.id(span.id, isText: facts.hasTextID, span.snapshot, &tally)
        if let parent = span.namedParentID {
            json.raw(",\"parentSpanId\":")
            json.id(parent, isText: facts.hasTextParentID, span.snapshot, &tally)
        }
        json.otlpText(",\"traceState\":", fields.traceState)
        json.otlpText(",\"name\":", keys.strings.bytes(span.nameID))
        if facts.kind != .unspecified {
            json.raw(",\"kind\":")
            json.integer(Int64(facts.kind.rawValue))
        }
        writeTimes(span)
        writeAttributes(attributes, fields)
        writeEvents(span)
        json.otlpCount("droppedEventsCount", fields.droppedEvents)
        writeLinks(span)
        json.otlpCount("droppedLinksCount", fields.droppedLinks)
        writeStatus(fields)
        json.raw("}")
        if facts.isShared { tally.add(.sharedHalf) }
        tally.add(.warning, span.warnings.count)
    }

    /// Writes start and end; a start of 0 is one, so it is written.
    private mutating func writeTimes(_ span: Span) {
        guard let start = span.start else {
            if !span.facts.lacksDuration { tally.add(.durationWithoutStart) }
            return
        }
        json.raw(",\"startTimeUnixNano\":")
        writeTime(start)
        if span.facts.lacksDuration { return }
        let (end, overflow) = start.addingReportingOverflow(span.duration)
        if overflow { return tally.add(.timeOutOfRange) }
        json.raw(",\"endTimeUnixNano\":")
        writeTime(end)
    }

    /// Writes an instant, which OTLP has as an unsigned number.
    private mutating func writeTime(_ time: Int64) {
        if time < 0 { tally.add(.timeOutOfRange) }
        json.raw("\"")
        json.integer(max(0, time))
        json.raw("\"")
    }

    private mutating func writeAttributes(_ attributes: AttributeList, _ fields: OTLPFieldValues) {
        var isFirst = true
        for (place, attribute) in attributes.enumerated() where !fields.taken.contains(place) {
            json.raw(isFirst ? ",\"attributes\":[" : ",")
            isFirst = false
            json.otlp(attribute, keys.strings, &values, &tally)
        }
        if !isFirst { json.raw("]") }
        json.otlpCount("droppedAttributesCount", fields.droppedAttributes)
    }

    private mutating func writeEvents(_ span: Span) {
        var isFirst = true
        for event in span.events {
            json.raw(isFirst ? ",\"events\":[{\"timeUnixNano\":" : ",{\"timeUnixNano\":")
            isFirst = false
            writeTime(event.time)
            let naming = event.naming(keys.names), attributes = event.attributes
            json.otlpText(",\"name\":", naming.name)
            var fields = OTLPFieldValues(attributes, keys, .droppedAttributes)
            if let place = naming.place { fields.take(place) }
            writeAttributes(attributes, fields)
            json.raw("}")
        }
        if !isFirst { json.raw("]") }
    }

    private mutating func writeLinks(_ span: Span) {
        if !span.facts.hasLinks { return }
        var isFirst = true
        for link in span.linksBesideParent {
            json.raw(isFirst ? ",\"links\":[{\"traceId\":" : ",{\"traceId\":")
            isFirst = false
            if link.traceIDText == link.traceID.hex {
                json.otlp(link.traceID)
            } else {
                tally.add(.textID)
                json.string(link.traceIDText)
            }
            json.raw(",\"spanId\":")
            json.string(link.spanIDText)
            let attributes = link.attributes
            let fields = OTLPFieldValues(attributes, keys, .traceState, .droppedAttributes)
            json.otlpText(",\"traceState\":", fields.traceState)
            writeAttributes(attributes, fields, of: link)
            json.raw("}")
        }
        if !isFirst { json.raw("]") }
    }

    /// Writes a link's attributes, and as one of them how it refers, where its kind tells that.
    private mutating func writeAttributes(_ attributes: AttributeList, _ fields: OTLPFieldValues, of link: Link) {
        let isTyped = attributes.contains { keys[$0.keyID] == .referenceType }
        guard !isTyped, let type = Link.typeText(of: link.kind) else { return writeAttributes(attributes, fields) }
        json.raw(",\"attributes\":[{\"key\":\"")
        json.raw(Link.typeKey)
        json.raw("\",\"value\":{\"stringValue\":\"")
        json.raw(type)
        json.raw("\"}}")
        for (place, attribute) in attributes.enumerated() where !fields.taken.contains(place) {
            json.raw(",")
            json.otlp(attribute, keys.strings, &values, &tally)
        }
        json.raw("]")
        json.otlpCount("droppedAttributesCount", fields.droppedAttributes)
    }

    private mutating func writeStatus(_ fields: OTLPFieldValues) {
        if fields.statusCode == 0, fields.statusMessage == nil { return }
        json.raw(",\"status\":{")
        if let message = fields.statusMessage {
            json.raw("\"message\":")
            json.string(message)
            if fields.statusCode != 0 { json.raw(",") }
        }
        if fields.statusCode != 0 {
            json.raw("\"code\":")
            json.integer(Int64(fields.statusCode))
        }
        json.raw("}")
    }
}
