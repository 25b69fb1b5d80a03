/// Spans that were read before, taken over from another store.
extension SpanWriter {
    /// Appends the spans of a trace of a snapshot, in display order.
    ///
    /// The snapshot's store must share its tables with the store that this writer writes for.
    ///
    /// - Parameters:
    ///   - origin: leaves out what the snapshot has from other sources; nil takes all.
    ///   - source: the source they are said to come from.
    /// - Complexity: O(spans and what they hold)
    public mutating func copy(_ trace: Trace, from origin: SourceID?, as source: SourceID) {
        keepText(of: trace)
        for position in 0..<trace.spanCount {
            let span = trace.span(at: position)
            if let origin, span.source != origin { continue }
            copy(span, of: trace.id, source: source)
        }
    }

    /// Takes over the text of a trace's id, if it is no hex.
    mutating func keepText(of trace: Trace) {
        if trace.id.high == Snapshot.oddHigh { keepText(of: trace.id.low, in: trace.snapshot) }
    }

    /// Appends one span of a snapshot.
    ///
    /// - Parameters:
    ///   - delta: nanoseconds by which it and its events are moved.
    ///   - remark: a warning that it is to bear beside its own; nil for none.
    mutating func copy(_ span: Span, of trace: TraceID, source: SourceID, movedBy delta: Int64 = 0, remark: String? = nil) {
        let chunk = span.chunk, row = span.row.offset
        if span.facts.hasTextID { keepText(of: span.id.rawValue, in: span.snapshot) }
        if span.facts.hasTextParentID { keepText(of: chunk.parent[row], in: span.snapshot) }
        copy(chunk.packedAttributes, chunk.attributeRows(of: row))
        for event in chunk.eventRows(of: row) {
            beginEvent()
            copy(chunk.packedEventAttributes, chunk.events.rows(of: event))
            endEvent(time: chunk.events.times[event].addingSaturated(delta), name: chunk.eventNameID(event))
        }
        if span.facts.hasLinks {
            for record in chunk.linkRecords(of: row) {
                if record.hasTextID { keepText(of: record.span.rawValue, in: span.snapshot) }
                beginLink()
                copy(chunk.packedLinkAttributes, record.rows)
                endLink(
                    LinkKind(rawValue: record.kind) ?? .other, trace: record.trace, isSameTrace: record.isSameTrace, span: record.span,
                    hasTextID: record.hasTextID)
            }
        }
        if span.facts.hasWarnings {
            for record in chunk.warningRecords(of: row) { warning(record.text) }
        }
        if let remark { warning(intern(remark)) }
        var copy = NewSpan(source: source)
        copy.trace = trace
        copy.id = span.id
        copy.parent = SpanID(chunk.parent[row])
        copy.start = span.facts.lacksStart ? chunk.start[row] : chunk.start[row].addingSaturated(delta)
        copy.duration = span.duration
        copy.name = span.nameID
        copy.resource = ResourceID(chunk.resource[row])
        copy.facts = span.facts.from(source)
        finish(copy)
    }

    private mutating func copy(_ attributes: PackedAttributes, _ rows: Range<Int>) {
        for row in rows {
            let key = attributes.keyID(row), type = StoredType(rawValue: attributes.keys[row] >> 28) ?? .null
            switch type {
            case .text, .bytes, .array, .map:
                let value = attributes.text[TextReference(rawValue: attributes.values[row])]
                if let start = value.baseAddress { _ = attribute(key, type, text: start, value.count) }
            case .interned, .int64, .double, .bool, .null: append(key, type, attributes.values[row])
            }
        }
    }
}
