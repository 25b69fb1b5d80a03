import TraceModel

extension JSONWriter {
    /// Writes an attribute as `{"key":…,"value":{…}}`.
    mutating func otlp(_ attribute: Attribute, _ strings: Strings, _ nested: inout OTLPNestedValue, _ tally: inout ConversionTally) {
        raw("{\"key\":")
        string(strings.bytes(attribute.keyID))
        raw(",\"value\":")
        if let mask = tally.mask(for: attribute) {
            raw("{\"stringValue\":")
            string(mask)
            raw("}")
        } else if attribute.isString, let text = attribute.utf8 {
            raw("{\"stringValue\":")
            string(text)
            raw("}")
        } else if let text = attribute.utf8 {
            otlpNested(text, &nested, &tally)
        } else {
            otlp(attribute.value)
        }
        raw("}")
    }

    private mutating func otlp(_ value: AttributeValue) {
        switch value {
        case .bool(let truth): raw(truth ? "{\"boolValue\":true}" : "{\"boolValue\":false}")
        case .int64(let number):
            raw("{\"intValue\":\"")
            integer(number)
            raw("\"}")
        case .double(let number):
            raw("{\"doubleValue\":")
            real(number)
            raw("}")
        case .bytes(let bytes):
            raw("{\"bytesValue\":")
            string(Base64.encode(bytes))
            raw("}")
        case .null, .string, .array, .map: raw("{}")
        }
    }

    private mutating func otlpNested(_ text: UnsafeRawBufferPointer, _ nested: inout OTLPNestedValue, _ tally: inout ConversionTally) {
        if nested.translate(text) { return nested.withBytes { raw($0) } }
        tally.add(.typedValue)
        raw("{\"stringValue\":")
        string(text)
        raw("}")
    }

    /// Writes a field that holds text, unless it is empty.
    mutating func otlpText(_ prefix: StaticString, _ text: UnsafeRawBufferPointer?) {
        guard let text, !text.isEmpty else { return }
        raw(prefix)
        string(text)
    }

    /// Writes a field that holds a count, unless it is 0.
    mutating func otlpCount(_ name: StaticString, _ count: UInt32, isFirst: Bool = false) {
        if count == 0 { return }
        raw(isFirst ? "\"" : ",\"")
        raw(name)
        raw("\":")
        integer(Int64(count))
    }

    /// Writes a trace id with all its digits.
    mutating func otlp(_ id: TraceID) {
        raw("\"")
        hex(id.high)
        hex(id.low)
        raw("\"")
    }
}
