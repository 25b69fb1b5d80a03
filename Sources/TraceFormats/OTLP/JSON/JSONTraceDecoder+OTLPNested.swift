import TraceModel

/// An array or map of OTLP that is being put into plain JSON.
private struct NestedLevel {
    let isMap: Bool
    /// Where reading goes on behind it.
    let back: UnsafeRawPointer
    var isFirst = true
    var isEmpty = true
}

extension JSONTraceDecoder {
    /// Puts an array or map into plain JSON: `[1,"a",{"b":true}]`, in the text of ``OTLPMemory``.
    ///
    /// What is nested is a stack of plain values: depth costs no recursion, and is bounded.
    ///
    /// - Parameter place: the first byte of a list read to its end before.
    /// - Returns: false when it nests too deeply, which is reported.
    mutating func plainJSON(of place: UnsafeRawPointer, isMap: Bool) -> Bool {
        let back = scanner.at
        defer { scanner.at = back }
        otlp.text.removeAll()
        var levels: [NestedLevel] = []
        do throws(JSONError) {
            try open(place, isMap: isMap, back: back, &levels)
            while !levels.isEmpty {
                guard levels.count <= DecoderLimits.valueDepth else {
                    diagnose(.nestingTooDeep, at: place, path: path("attributes"))
                    return false
                }
                try nestedStep(&levels)
            }
            return true
        } catch {
            // Stepping over it went well, so only its inside can be damaged.
            diagnose(.badType, at: place, path: path("attributes"))
            return false
        }
    }

    /// Goes into a list, given as `{"values":[…]}` or, carelessly, as the bare list.
    private mutating func open(
        _ place: UnsafeRawPointer, isMap: Bool, back: UnsafeRawPointer, _ levels: inout [NestedLevel]
    ) throws(JSONError) {
        scanner.at = place
        otlp.text.raw(isMap ? "{" : "[")
        if scanner.peek() == 0x7b {
            scanner.at += 1
            var isFirst = true
            while let key = try scanner.key(&isFirst) {
                if key.equals("values"), scanner.peek() == 0x5b { break }
                try scanner.skip()
            }
        }
        // Without a list it is an empty one.
        if scanner.peek() == 0x5b, scanner.at >= place {
            scanner.at += 1
            levels.append(NestedLevel(isMap: isMap, back: back))
        } else {
            otlp.text.raw(isMap ? "}" : "]")
            scanner.at = back
        }
    }

    /// Writes the next element of the innermost level, or closes it.
    private mutating func nestedStep(_ levels: inout [NestedLevel]) throws(JSONError) {
        let top = levels.count - 1
        guard try scanner.element(&levels[top].isFirst) else {
            otlp.text.raw(levels[top].isMap ? "}" : "]")
            scanner.at = levels[top].back
            levels.removeLast()
            return
        }
        if !levels[top].isEmpty { otlp.text.raw(",") }
        levels[top].isEmpty = false
        var end: UnsafeRawPointer?
        if levels[top].isMap, scanner.peek() == 0x7b {
            let value = try nestedKey()
            end = scanner.at
            guard let value else { return otlp.text.raw("null") }
            scanner.at = value
        } else if levels[top].isMap {
            otlp.text.raw("\"\":")
        }
        let value = try otlpValue()
        let back = end ?? scanner.at
        switch value {
        case .array(let place): try open(place, isMap: false, back: back, &levels)
        case .map(let place): try open(place, isMap: true, back: back, &levels)
        default:
            write(value)
            scanner.at = back
        }
    }

    /// Writes the key of a map's pair and finds its value.
    private mutating func nestedKey() throws(JSONError) -> UnsafeRawPointer? {
        scanner.at += 1
        var value: UnsafeRawPointer?
        var name: RawString?
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            if key.equals("key"), scanner.peek() == 0x22 {
                name = try scanner.string()
            } else {
                scanner.skipWhitespace()
                if key.equals("value") { value = scanner.at }
                try scanner.skip()
            }
        }
        if let name { write(name) } else { otlp.text.raw("\"\"") }
        otlp.text.raw(":")
        return value
    }

    private mutating func write(_ value: OTLPJSONValue) {
        switch value {
        case .null, .array, .map: otlp.text.raw("null")
        case .string(let raw), .bytes(let raw): write(raw)
        case .bool(let truth): otlp.text.raw(truth ? "true" : "false")
        case .int64(let number): otlp.text.integer(number)
        case .double(let number): otlp.text.typedReal(number)
        }
    }

    private mutating func write(_ raw: RawString) {
        if !raw.hasEscapes { return otlp.text.string(UnsafeRawBufferPointer(start: raw.start, count: raw.count)) }
        var resolver = StringUnescaper()
        swap(&resolver, &unescaper)
        let isBad = resolver.resolve(raw) { bytes, count, findings in
            otlp.text.string(UnsafeRawBufferPointer(start: bytes, count: count))
            return findings.hasBadEscape
        }
        swap(&resolver, &unescaper)
        if isBad { diagnose(.badEscape, at: raw.start) }
    }
}
