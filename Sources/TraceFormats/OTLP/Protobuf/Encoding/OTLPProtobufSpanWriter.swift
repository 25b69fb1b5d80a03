import TraceModel

/// Writes Span messages of OTLP.
struct OTLPProtobufSpanWriter: ~Copyable {
    var wire = WireWriter()
    var tally: ConversionTally
    private(set) var keys = OTLPKeys(.empty)
    private var values = OTLPValueWriter()
    private var traceID = TraceID(low: 0)

    init(mask: ValueMask?) { tally = ConversionTally(mask: mask) }

    /// Makes ready for the traces of another snapshot.
    mutating func use(_ snapshot: Snapshot) {
        keys = OTLPKeys(snapshot)
        tally.use(snapshot)
    }

    /// Makes ready for the spans of another trace.
    mutating func begin(_ trace: Trace) {
        traceID = trace.id
        if trace.idText != trace.id.hex { tally.add(.textID) }
    }

    /// Writes bytes as they stand.
    mutating func raw(_ bytes: [UInt8]) { bytes.withUnsafeBytes { wire.raw($0) } }

    /// Writes one span.
    mutating func write(_ span: Span) {
        let facts = span.facts, attributes = span.attributes
        let fields = OTLPFieldValues(span, attributes, keys)
        let mark = wire.begin(ScopeSpansField.span.rawValue)
        wire.id(SpanField.traceID.rawValue, traceID)
        writeID(SpanField.spanID.rawValue, span.id, isText: facts.hasTextID)
        wire.unlessEmpty(SpanField.traceState.rawValue, fields.traceState)
        if let parent = span.namedParentID { writeID(SpanField.parentSpanID.rawValue, parent, isText: facts.hasTextParentID) }
        wire.unlessEmpty(SpanField.name.rawValue, keys.strings.bytes(span.nameID))
        if facts.kind != .unspecified { wire.varint(SpanField.kind.rawValue, UInt64(facts.kind.rawValue)) }
        writeTimes(span)
        write(attributes, fields, SpanField.attribute.rawValue, SpanField.droppedAttributesCount.rawValue)
        writeEvents(span)
        wire.count(SpanField.droppedEventsCount.rawValue, fields.droppedEvents)
        if facts.hasLinks { writeLinks(span) }
        wire.count(SpanField.droppedLinksCount.rawValue, fields.droppedLinks)
        writeStatus(fields)
        wire.end(mark)
        if facts.isShared { tally.add(.sharedHalf) }
        if facts.hasWarnings { tally.add(.warning, span.warnings.count) }
    }

    private mutating func writeID(_ tag: UInt32, _ id: SpanID, isText: Bool) {
        if id.rawValue == 0 { return }
        if isText { tally.add(.textID) }
        wire.id(tag, id)
    }

    /// Writes start and end; a start of 0 is one, so it is written.
    private mutating func writeTimes(_ span: Span) {
        guard let start = span.start else {
            if !span.facts.lacksDuration { tally.add(.durationWithoutStart) }
            return
        }
        writeTime(SpanField.start.rawValue, start)
        if span.facts.lacksDuration { return }
        let (end, overflow) = start.addingReportingOverflow(span.duration)
        if overflow { return tally.add(.timeOutOfRange) }
        writeTime(SpanField.end.rawValue, end)
    }

    /// Writes an instant, which OTLP has as an unsigned number.
    private mutating func writeTime(_ tag: UInt32, _ time: Int64) {
        if time < 0 { tally.add(.timeOutOfRange) }
        wire.fixed64(tag, UInt64(max(0, time)))
    }

    @inline(__always)
    private mutating func write(_ attributes: AttributeList, _ fields: OTLPFieldValues, _ tag: UInt32, _ droppedTag: UInt32) {
        for (place, attribute) in attributes.enumerated() where !fields.taken.contains(place) {
            values.write(attribute, tag, keys.strings, into: &wire, &tally)
        }
        wire.count(droppedTag, fields.droppedAttributes)
    }

    private mutating func writeEvents(_ span: Span) {
        for event in span.events {
            let mark = wire.begin(SpanField.event.rawValue)
            writeTime(EventField.time.rawValue, event.time)
            let naming = event.naming(keys.names), attributes = event.attributes
            wire.unlessEmpty(EventField.name.rawValue, naming.name)
            var fields = OTLPFieldValues(attributes, keys, .droppedAttributes)
            if let place = naming.place { fields.take(place) }
            write(attributes, fields, EventField.attribute.rawValue, EventField.droppedAttributesCount.rawValue)
            wire.end(mark)
        }
    }

    private mutating func writeLinks(_ span: Span) {
        for link in span.linksBesideParent {
            let mark = wire.begin(SpanField.link.rawValue)
            if link.traceIDText != link.traceID.hex { tally.add(.textID) }
            wire.id(LinkField.traceID.rawValue, link.traceID)
            writeID(LinkField.spanID.rawValue, link.spanID, isText: link.spanIDText != link.spanID.hex)
            let attributes = link.attributes
            let fields = OTLPFieldValues(attributes, keys, .traceState, .droppedAttributes)
            wire.unlessEmpty(LinkField.traceState.rawValue, fields.traceState)
            if let type = Link.typeText(of: link.kind), !attributes.contains(where: { keys[$0.keyID] == .referenceType }) {
                writeType(type)
            }
            write(attributes, fields, LinkField.attribute.rawValue, LinkField.droppedAttributesCount.rawValue)
            wire.end(mark)
        }
    }

    /// Writes how a link refers, as one of its attributes.
    private mutating func writeType(_ type: StaticString) {
        let pair = wire.begin(LinkField.attribute.rawValue)
        wire.text(PairField.key.rawValue, Link.typeKey)
        let value = wire.begin(PairField.value.rawValue)
        wire.text(ValueField.string.rawValue, type)
        wire.end(value)
        wire.end(pair)
    }

    private mutating func writeStatus(_ fields: OTLPFieldValues) {
        if fields.statusCode == 0, fields.statusMessage == nil { return }
        let mark = wire.begin(SpanField.status.rawValue)
        wire.unlessEmpty(StatusField.message.rawValue, fields.statusMessage)
        if fields.statusCode != 0 { wire.varint(StatusField.code.rawValue, UInt64(fields.statusCode)) }
        wire.end(mark)
    }
}
