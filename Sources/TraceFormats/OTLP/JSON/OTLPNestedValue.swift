import TraceModel

/// Turns arrays and maps, kept as JSON text, into OTLP's typed values: `{"arrayValue":{"values":[…]}}`, `{"kvlistValue":…}`.
///
/// What is nested is a stack of plain values: depth costs memory in proportion to the text, and no recursion.
struct OTLPNestedValue {
    private var text: [UInt8] = []
    private var levels: [Level] = []
    private var unescaper = StringUnescaper()

    private struct Level {
        let isMap: Bool
        var isFirst = true
    }

    /// Translates a text; false when it is no JSON after all.
    mutating func translate(_ json: UnsafeRawBufferPointer) -> Bool {
        let input = Array(json) + Array(repeating: 0, count: JSONScanner.padding)
        levels.removeAll(keepingCapacity: true)
        var output = JSONWriter(capacity: json.count * 4 + 256)
        let isWhole = input.withUnsafeBytes { bytes in
            var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: bytes[..<json.count]))
            do throws(JSONError) {
                try value(&scanner, &output)
                while !levels.isEmpty { try step(&scanner, &output) }
                return scanner.peek() == 0
            } catch {
                return false
            }
        }
        text = Array(output.bytes)
        return isWhole
    }

    /// Calls `body` with the text translated last.
    func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) { text.withUnsafeBytes(body) }

    /// Reads the next element of the innermost level, or its end.
    private mutating func step(_ scanner: inout JSONScanner, _ output: inout JSONWriter) throws(JSONError) {
        let top = levels.count - 1
        let isFirst = levels[top].isFirst
        if levels[top].isMap {
            guard let key = try scanner.key(&levels[top].isFirst) else { return close(&output) }
            output.raw(isFirst ? "{\"key\":" : ",{\"key\":")
            string(key, &output)
            output.raw(",\"value\":")
        } else {
            guard try scanner.element(&levels[top].isFirst) else { return close(&output) }
            if !isFirst { output.raw(",") }
        }
        try value(&scanner, &output)
    }

    private mutating func close(_ output: inout JSONWriter) {
        levels.removeLast()
        output.raw("]}}")
        endElement(&output)
    }

    /// Ends the pair of a map that a value belongs to.
    private func endElement(_ output: inout JSONWriter) {
        if levels.last?.isMap == true { output.raw("}") }
    }

    private mutating func value(_ scanner: inout JSONScanner, _ output: inout JSONWriter) throws(JSONError) {
        switch scanner.peek() {
        case 0x5b, 0x7b:
            let isMap = scanner.peek() == 0x7b
            scanner.at += 1
            output.raw(isMap ? "{\"kvlistValue\":{\"values\":[" : "{\"arrayValue\":{\"values\":[")
            levels.append(Level(isMap: isMap))
            return
        case 0x22:
            output.raw("{\"stringValue\":")
            string(try scanner.string(), &output)
            output.raw("}")
        case 0x74 where scanner.literal("true"): output.raw("{\"boolValue\":true}")
        case 0x66 where scanner.literal("false"): output.raw("{\"boolValue\":false}")
        case 0x6e where scanner.literal("null"): output.raw("{}")
        case 0x2d, 0x30...0x39: try number(&scanner, &output)
        default: throw scanner.error(.value)
        }
        endElement(&output)
    }

    private func number(_ scanner: inout JSONScanner, _ output: inout JSONWriter) throws(JSONError) {
        switch try scanner.number() {
        case .integer(let value):
            output.raw("{\"intValue\":\"")
            output.integer(value)
            output.raw("\"}")
        case .real(let value), .outOfRange(let value):
            output.raw("{\"doubleValue\":")
            output.real(value)
            output.raw("}")
        case .malformed: throw scanner.error(.number)
        }
    }

    private mutating func string(_ raw: RawString, _ output: inout JSONWriter) {
        if !raw.hasEscapes { return output.string(UnsafeRawBufferPointer(start: raw.start, count: raw.count)) }
        var resolver = StringUnescaper()
        swap(&resolver, &unescaper)
        resolver.resolve(raw) { bytes, count, _ in output.string(UnsafeRawBufferPointer(start: bytes, count: count)) }
        swap(&resolver, &unescaper)
    }
}
