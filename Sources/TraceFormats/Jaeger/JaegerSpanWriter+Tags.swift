import TraceModel

extension JaegerSpanWriter {
    /// Writes the instrumentation scope, the attributes, then as tags what none of them says yet: kind, error, status.
    mutating func writeTags(_ span: Span) {
        let facts = span.facts
        var isFirst = writeScope(span)
        var hasKind = false, hasError = false, hasStatus = false
        for attribute in span.attributes {
            let key = attribute.keyID
            if key == keys.kind {
                hasKind = true
            } else if key == keys.error {
                hasError = true
            } else if key == keys.status {
                hasStatus = true
            }
            write(attribute, isFirst: isFirst)
            isFirst = false
        }
        if facts.kind != .unspecified, !hasKind {
            write(tag: "span.kind", facts.kind.name, isFirst: isFirst)
            isFirst = false
        }
        if facts.isError || facts.status == .error, !hasError, !hasStatus {
            json.raw(
                isFirst ? "{\"key\":\"error\",\"type\":\"bool\",\"value\":true}" : ",{\"key\":\"error\",\"type\":\"bool\",\"value\":true}")
            isFirst = false
        }
        if facts.status == .ok && !hasStatus { write(tag: "otel.status_code", "OK", isFirst: isFirst) }
        if facts.status == .error && !hasStatus && !hasError { write(tag: "otel.status_code", "ERROR", isFirst: isFirst) }
    }

    /// Writes name and version of the instrumentation scope, where no attribute says them; true when there is nothing to write.
    private mutating func writeScope(_ span: Span) -> Bool {
        guard let scope = span.resource.scope else { return true }
        let attributes = span.attributes
        var isFirst = true
        if scope.nameID != .empty, !attributes.contains(where: { $0.keyID == keys.scopeName }) {
            write(tag: "otel.scope.name", scope.name, isFirst: isFirst)
            isFirst = false
        }
        if scope.versionID != .empty, !attributes.contains(where: { $0.keyID == keys.scopeVersion }) {
            write(tag: "otel.scope.version", scope.version, isFirst: isFirst)
            isFirst = false
        }
        return isFirst
    }

    /// Writes the events.
    mutating func writeLogs(_ span: Span) {
        var isFirstEvent = true
        for event in span.events {
            json.raw(isFirstEvent ? "{\"timestamp\":" : ",{\"timestamp\":")
            isFirstEvent = false
            json.integer(tally.microseconds(event.time))
            json.raw(",\"fields\":[")
            var isFirst = true
            if let name = event.nameID {
                json.raw("{\"key\":\"event\",\"type\":\"string\",\"value\":")
                json.string(keys.strings.bytes(name))
                json.raw("}")
                isFirst = false
            }
            for attribute in event.attributes {
                write(attribute, isFirst: isFirst)
                isFirst = false
            }
            json.raw("]}")
        }
    }

    private mutating func write(tag key: StaticString, _ text: String, isFirst: Bool) {
        json.raw(isFirst ? "{\"key\":\"" : ",{\"key\":\"")
        json.raw(key)
        json.raw("\",\"type\":\"string\",\"value\":")
        json.string(text)
        json.raw("}")
    }

    @inline(__always)
    private mutating func write(_ attribute: Attribute, isFirst: Bool) {
        json.raw(isFirst ? "{\"key\":" : ",{\"key\":")
        json.string(keys.strings.bytes(attribute.keyID))
        json.tagValue(of: attribute, &tally)
        json.raw("}")
    }
}

extension JSONWriter {
    /// Writes type and value of an attribute, in Jaeger's words; arrays and maps are text there.
    @inline(__always)
    mutating func tagValue(of attribute: Attribute, _ tally: inout ConversionTally) {
        if let mask = tally.mask(for: attribute) {
            raw(",\"type\":\"string\",\"value\":")
            string(mask)
        } else if let text = attribute.utf8 {
            if !attribute.isString { tally.add(.typedValue) }
            raw(",\"type\":\"string\",\"value\":")
            string(text)
        } else {
            tagValue(attribute.value)
        }
    }

    private mutating func tagValue(_ value: AttributeValue) {
        switch value {
        case .string(let text), .array(json: let text), .map(json: let text):
            raw(",\"type\":\"string\",\"value\":")
            string(text)
        case .bool(let truth): raw(truth ? ",\"type\":\"bool\",\"value\":true" : ",\"type\":\"bool\",\"value\":false")
        case .int64(let number):
            raw(",\"type\":\"int64\",\"value\":")
            exact(number)
        case .double(let number):
            raw(",\"type\":\"float64\",\"value\":")
            real(number)
        case .bytes(let bytes):
            raw(",\"type\":\"binary\",\"value\":")
            string(Base64.encode(bytes))
        case .null: raw(",\"type\":\"string\",\"value\":null")
        }
    }

    /// Writes a whole number; as a string when a reader that knows doubles alone would lose digits.
    private mutating func exact(_ number: Int64) {
        let isSafe = number.magnitude < 1 << 53
        if !isSafe { raw("\"") }
        integer(number)
        if !isSafe { raw("\"") }
    }
}
