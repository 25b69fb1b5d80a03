import TraceModel

/// Events and links, whose attributes the collector packs as JSON into the one text there is room for.
extension ZipkinSpanWriter {
    /// Writes the events: an annotation is the name alone, or `name|{attributes}|dropped`.
    mutating func writeAnnotations(_ span: Span) {
        var isFirst = true
        for event in span.events {
            json.raw(isFirst ? ",\"annotations\":[{\"timestamp\":" : ",{\"timestamp\":")
            isFirst = false
            json.integer(tally.microseconds(event.time))
            json.raw(",\"value\":")
            writeText(of: event)
            json.raw("}")
        }
        if !isFirst { json.raw("]") }
    }

    private mutating func writeText(of event: Event) {
        let attributes = event.attributes
        let naming = event.naming(keys.names)
        let name = naming.name ?? UnsafeRawBufferPointer(start: nil, count: 0)
        var taken = AttributePlaces()
        if let place = naming.place { taken.insert(place) }
        if attributes.count == taken.count, !ZipkinPackedText.mayBePacked(name) { return json.string(name) }
        if attributes.count > taken.count { tally.add(.eventAttribute) }
        scratch.removeAll()
        scratch.raw(name)
        writePacked(attributes, taken)
        json.string(scratch.bytes)
    }

    /// Writes the links, but for the reference to the parent, as tags `otlp.link.0` … of the form
    /// `trace|span|state|{attributes}|dropped`.
    mutating func writeLinks(_ span: Span) {
        if !span.facts.hasLinks { return }
        var number: Int64 = 0
        for link in span.linksBesideParent {
            tally.add(.linkAsText)
            tags.separate(&json)
            json.raw("\"otlp.link.")
            json.integer(number)
            json.raw("\":")
            number += 1
            scratch.removeAll()
            scratch.text(link.wideTraceIDText)
            scratch.raw("|")
            scratch.text(link.spanIDText)
            scratch.raw("|")
            writeRest(of: link)
            json.string(scratch.bytes)
        }
    }

    private mutating func writeRest(of link: Link) {
        let attributes = link.attributes
        var taken = AttributePlaces()
        if let place = attributes.firstIndex(where: { keys[$0.keyID] == .traceState && $0.isString }) {
            taken.insert(place)
            if let state = attributes[place].utf8 { scratch.raw(state) }
        }
        let isTyped = attributes.contains { keys[$0.keyID] == .referenceType }
        writePacked(attributes, taken, type: isTyped ? nil : Link.typeText(of: link.kind))
    }

    /// Appends `|{"key":value,…}|dropped` to the text being made.
    private mutating func writePacked(_ attributes: AttributeList, _ taken: AttributePlaces, type: StaticString? = nil) {
        scratch.raw("|{")
        if let type {
            scratch.raw("\"")
            scratch.raw(Link.typeKey)
            scratch.raw("\":\"")
            scratch.raw(type)
            scratch.raw("\"")
        }
        innerKeys.begin()
        var isFirst = type == nil
        var dropped: Int64?
        for (place, attribute) in attributes.enumerated() where !taken.contains(place) {
            if dropped == nil, keys[attribute.keyID] == .droppedCount, let count = attribute.count {
                dropped = count
                continue
            }
            if !innerKeys.insert(attribute.keyID) {
                tally.add(.repeatedKey)
                continue
            }
            if !isFirst { scratch.raw(",") }
            isFirst = false
            scratch.string(keys.strings.bytes(attribute.keyID))
            scratch.raw(":")
            if let mask = tally.mask(for: attribute) {
                scratch.string(mask)
                continue
            }
            if !scratch.plainValue(of: attribute) { tally.add(.typedValue) }
        }
        scratch.raw("}|")
        scratch.integer(dropped ?? 0)
    }
}

extension JSONWriter {
    /// Writes text without quotes or escapes.
    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { raw(UnsafeRawBufferPointer($0)) }
    }

    /// Writes an attribute's value as JSON has it; false when its type does not show any more.
    ///
    /// A real number keeps its point, so that it is not taken for a whole one.
    mutating func plainValue(of attribute: Attribute) -> Bool {
        if attribute.isString, let text = attribute.utf8 {
            string(text)
            return true
        }
        switch attribute.value {
        case .string(let text): string(text)
        case .bool(let truth): raw(truth ? "true" : "false")
        case .int64(let number): integer(number)
        case .double(let number):
            typedReal(number)
            return number.isFinite
        case .array(json: let json), .map(json: let json): text(json)
        case .bytes(let bytes):
            string(Base64.encode(bytes))
            return false
        case .null: raw("null")
        }
        return true
    }
}
