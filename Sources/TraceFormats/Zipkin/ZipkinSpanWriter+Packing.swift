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
        var name = event.nameID.map { keys.strings.bytes($0) }
        var places = Leftovers()
        for (place, attribute) in attributes.enumerated() {
            if name == nil, keys[attribute.keyID] == .event, attribute.isString {
                name = attribute.utf8
                places.name = place
            } else if places.dropped == nil, keys[attribute.keyID] == .droppedCount, attribute.isCount {
                places.dropped = place
            }
        }
        let text = name ?? UnsafeRawBufferPointer(start: nil, count: 0)
        let taken = (places.name == nil ? 0 : 1)
        if attributes.count == taken, !ZipkinPackedText.mayBePacked(text) { return json.string(text) }
        if attributes.count > taken { tally.add(.eventAttribute) }
        scratch.removeAll()
        scratch.raw(text)
        writeAttributes(attributes, without: places)
        scratch.raw("|")
        scratch.integer(places.dropped.flatMap { attributes[$0].count } ?? 0)
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
        scratch.raw("|{")
        if link.kind != .other {
            scratch.raw("\"opentracing.ref_type\":\"")
            scratch.raw(link.kind == .childOf ? "child_of\"" : "follows_from\"")
        }
        scratch.raw("}|0")
    }

    /// Attributes that are not part of the object of attributes.
    struct Leftovers {
        var name: Int?
        var dropped: Int?
        var state: Int?

        func contains(_ place: Int) -> Bool { place == name || place == dropped || place == state }
    }

    /// Appends `|{"key":value,…}` to the text being made.
    mutating func writeAttributes(_ attributes: AttributeList, without places: Leftovers) {
        innerKeys.begin()
        scratch.raw("|{")
        var isFirst = true
        for (place, attribute) in attributes.enumerated() where !places.contains(place) {
            if !innerKeys.insert(attribute.keyID) {
                tally.add(.repeatedKey)
                continue
            }
            if !isFirst { scratch.raw(",") }
            isFirst = false
            scratch.string(keys.strings.bytes(attribute.keyID))
            scratch.raw(":")
            if !scratch.plainValue(of: attribute) { tally.add(.typedValue) }
        }
        scratch.raw("}")
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
            let first = bytes.count
            real(number)
            if !number.isFinite { return false }
            if !bytes[first...].contains(where: { $0 == 0x2e || $0 == 0x65 }) { raw(".0") }
        case .array(json: let json), .map(json: let json): text(json)
        case .bytes(let bytes):
            string(Base64.encode(bytes))
            return false
        case .null: raw("null")
        }
        return true
    }
}

extension Attribute {
    /// A number of things, when the value is one.
    var count: Int64? {
        if case .int64(let number) = value, number >= 0 { return number }
        return nil
    }

    fileprivate var isCount: Bool { count != nil }
}
