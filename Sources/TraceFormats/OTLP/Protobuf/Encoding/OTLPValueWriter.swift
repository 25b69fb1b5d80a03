import TraceModel

/// Writes attributes as KeyValue messages; arrays and maps, kept as JSON text, as OTLP's typed values.
///
/// What is nested is a stack of plain values: depth costs memory in proportion, no recursion, and has a limit.
struct OTLPValueWriter {
    private struct Level {
        let isMap: Bool
        /// The ArrayValue or KeyValueList.
        let list: WireWriter.Mark
        /// The element being written, and of a map the value in it.
        var element: WireWriter.Mark?
        var value: WireWriter.Mark?
        var isFirst = true
    }

    private var levels: [Level] = []
    private var unescaper = StringUnescaper()

    /// Writes an attribute as a field.
    mutating func write(
        _ attribute: Attribute, _ tag: UInt32, _ strings: Strings, into wire: inout WireWriter, _ tally: inout ConversionTally
    ) {
        let pair = wire.begin(tag)
        wire.bytes(PairField.key.rawValue, strings.bytes(attribute.keyID))
        let value = wire.begin(PairField.value.rawValue)
        if var mask = tally.mask(for: attribute) {
            mask.withUTF8 { wire.bytes(ValueField.string.rawValue, UnsafeRawBufferPointer($0)) }
        } else if attribute.isString, let text = attribute.utf8 {
            wire.bytes(ValueField.string.rawValue, text)
        } else if let text = attribute.utf8 {
            if !nested(text, into: &wire) {
                tally.add(.typedValue)
                wire.bytes(ValueField.string.rawValue, text)
            }
        } else {
            scalar(attribute.value, into: &wire)
        }
        wire.end(value)
        wire.end(pair)
    }

    private func scalar(_ value: AttributeValue, into wire: inout WireWriter) {
        switch value {
        case .bool(let truth): wire.varint(ValueField.bool.rawValue, truth ? 1 : 0)
        case .int64(let number): wire.varint(ValueField.int64.rawValue, UInt64(bitPattern: number))
        case .double(let number): wire.fixed64(ValueField.double.rawValue, number.bitPattern)
        case .bytes(let bytes): bytes.withUnsafeBytes { wire.bytes(ValueField.bytes.rawValue, $0) }
        case .null, .string, .array, .map: break
        }
    }

    /// Writes an array or map into the open AnyValue; false, and nothing written, when the text is no JSON after all.
    private mutating func nested(_ json: UnsafeRawBufferPointer, into wire: inout WireWriter) -> Bool {
        let input = Array(json) + repeatElement(0, count: JSONScanner.padding)
        let before = wire.count
        levels.removeAll(keepingCapacity: true)
        let isWhole = input.withUnsafeBytes { bytes in
            var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: bytes[..<json.count]))
            do throws(JSONError) {
                try value(&scanner, &wire)
                while !levels.isEmpty, levels.count <= DecoderLimits.valueDepth { try step(&scanner, &wire) }
                return levels.isEmpty && scanner.peek() == 0
            } catch {
                return false
            }
        }
        if !isWhole { wire.rewind(to: before) }
        return isWhole
    }

    /// Writes the next element of the innermost level, or its end.
    private mutating func step(_ scanner: inout JSONScanner, _ wire: inout WireWriter) throws(JSONError) {
        let top = levels.count - 1
        if levels[top].isMap {
            guard let key = try scanner.key(&levels[top].isFirst) else { return close(&wire) }
            levels[top].element = wire.begin(ListField.element.rawValue)
            string(PairField.key.rawValue, key, &wire)
            levels[top].value = wire.begin(PairField.value.rawValue)
        } else {
            guard try scanner.element(&levels[top].isFirst) else { return close(&wire) }
            levels[top].element = wire.begin(ListField.element.rawValue)
        }
        try value(&scanner, &wire)
    }

    private mutating func close(_ wire: inout WireWriter) {
        wire.end(levels.removeLast().list)
        endElement(&wire)
    }

    /// Ends the element of the innermost level whose value is complete.
    private mutating func endElement(_ wire: inout WireWriter) {
        guard let level = levels.last else { return }
        if let value = level.value { wire.end(value) }
        if let element = level.element { wire.end(element) }
    }

    private mutating func value(_ scanner: inout JSONScanner, _ wire: inout WireWriter) throws(JSONError) {
        switch scanner.peek() {
        case 0x5b, 0x7b:
            let isMap = scanner.peek() == 0x7b
            scanner.at += 1
            levels.append(Level(isMap: isMap, list: wire.begin(isMap ? ValueField.map.rawValue : ValueField.array.rawValue)))
            return
        case 0x22: string(ValueField.string.rawValue, try scanner.string(), &wire)
        case 0x74 where scanner.literal("true"): wire.varint(ValueField.bool.rawValue, 1)
        case 0x66 where scanner.literal("false"): wire.varint(ValueField.bool.rawValue, 0)
        case 0x6e where scanner.literal("null"): break
        case 0x2d, 0x30...0x39: try number(&scanner, &wire)
        default: throw scanner.error(.value)
        }
        endElement(&wire)
    }

    private func number(_ scanner: inout JSONScanner, _ wire: inout WireWriter) throws(JSONError) {
        switch try scanner.number() {
        case .integer(let value): wire.varint(ValueField.int64.rawValue, UInt64(bitPattern: value))
        case .real(let value), .outOfRange(let value): wire.fixed64(ValueField.double.rawValue, value.bitPattern)
        case .malformed: throw scanner.error(.number)
        }
    }

    private mutating func string(_ tag: UInt32, _ raw: RawString, _ wire: inout WireWriter) {
        if !raw.hasEscapes { return wire.bytes(tag, UnsafeRawBufferPointer(start: raw.start, count: raw.count)) }
        unescaper.resolve(raw) { bytes, count, _ in wire.bytes(tag, UnsafeRawBufferPointer(start: bytes, count: count)) }
    }
}
