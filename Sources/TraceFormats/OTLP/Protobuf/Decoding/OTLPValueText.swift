import TraceModel

/// Writes the arrays and maps of OTLP as JSON text, the form in which attributes keep them.
///
/// What is nested is a stack of plain values, so that depth costs a bounded amount of memory and no recursion. Real
/// numbers keep a point or an exponent and so stay apart from whole ones; bytes are base 64; NaN and infinities are strings.
struct OTLPValueText: ~Copyable {
    private struct Level {
        var elements: WireReader
        let isMap: Bool
        var isFirst = true
    }

    private var json = JSONWriter(capacity: 1 << 12)
    private var levels: [Level] = []

    /// The text written last.
    var bytes: UnsafeRawBufferPointer { json.bytes }

    /// Writes an array or map.
    ///
    /// - Returns: false when it nests too deeply.
    mutating func write(_ elements: WireReader, isMap: Bool) throws(WireError) -> Bool {
        json.removeAll()
        levels.removeAll(keepingCapacity: true)
        open(elements, isMap: isMap)
        while !levels.isEmpty {
            if levels.count > DecoderLimits.valueDepth { return false }
            try step(levels.count - 1)
        }
        return true
    }

    private mutating func open(_ elements: WireReader, isMap: Bool) {
        json.raw(isMap ? "{" : "[")
        levels.append(Level(elements: elements, isMap: isMap))
    }

    /// Writes the next element of the innermost level, or closes it.
    private mutating func step(_ top: Int) throws(WireError) {
        guard let message = try nextElement(top) else {
            json.raw(levels[top].isMap ? "}" : "]")
            levels.removeLast()
            return
        }
        if !levels[top].isFirst { json.raw(",") }
        levels[top].isFirst = false
        if levels[top].isMap {
            let pair = try OTLPPair(message)
            json.string(pair.key)
            json.raw(":")
            write(pair.value)
        } else {
            write(try OTLPValue(message))
        }
    }

    private mutating func nextElement(_ top: Int) throws(WireError) -> WireReader? {
        while !levels[top].elements.isAtEnd {
            let tag = try levels[top].elements.tag()
            if ListField(rawValue: tag) == .element { return try levels[top].elements.message() }
            try levels[top].elements.skip(tag)
        }
        return nil
    }

    private mutating func write(_ value: OTLPValue) {
        switch value {
        case .null: json.raw("null")
        case .string(let text): json.string(text)
        case .bool(let truth): json.raw(truth ? "true" : "false")
        case .int64(let number): json.integer(number)
        case .double(let number): json.typedReal(number)
        case .bytes(let bytes): json.string(Base64.encode(bytes))
        case .array(let elements): open(elements, isMap: false)
        case .map(let elements): open(elements, isMap: true)
        }
    }
}

extension JSONWriter {
    /// Writes a real number so that it is read as one again: `1.0`, not `1`.
    mutating func typedReal(_ value: Double) {
        let first = bytes.count
        real(value)
        let isWhole = bytes[first...].allSatisfy { $0 == 0x2d || $0 &- 0x30 < 10 }
        if isWhole { raw(".0") }
    }
}
