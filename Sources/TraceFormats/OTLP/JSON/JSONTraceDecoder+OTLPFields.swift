import TraceModel

extension JSONTraceDecoder {
    /// A span id of OTLP: 16 hex digits, or eight bytes in base 64.
    ///
    /// Other texts are kept and reported; without one it is 0.
    @inline(__always)
    mutating func otlpSpanID() throws(JSONError) -> (SpanID, isText: Bool) {
        if scanner.peek() != 0x22 {
            try skipUnlessNull("spanId")
            return (SpanID(0), false)
        }
        let raw = try scanner.string()
        if raw.count == 16, let id = HexWords.sixteen(raw.start) { return (SpanID(id), false) }
        return unusualSpanID(raw)
    }

    @inline(never)
    private mutating func unusualSpanID(_ raw: RawString) -> (SpanID, isText: Bool) {
        if raw.count == 0 { return (SpanID(0), false) }
        if let bytes = idBytes(raw, count: 8) { return (SpanID(Self.word(bytes)), false) }
        diagnose(.invalidID, at: raw.start, path: path("spanId"), found: raw.excerpt)
        return spanID(raw)
    }

    /// A trace id of OTLP: 32 hex digits, or 16 bytes in base 64; nil for none.
    ///
    /// Other texts are kept and reported.
    @inline(__always)
    mutating func otlpTraceID() throws(JSONError) -> TraceID? {
        if scanner.peek() != 0x22 {
            try skipUnlessNull("traceId")
            return nil
        }
        let raw = try scanner.string()
        if raw.count == 32, let high = HexWords.sixteen(raw.start), let low = HexWords.sixteen(raw.start + 16) {
            return TraceID(high: high, low: low)
        }
        return unusualTraceID(raw)
    }

    @inline(never)
    private mutating func unusualTraceID(_ raw: RawString) -> TraceID? {
        if raw.count == 0 { return nil }
        if let bytes = idBytes(raw, count: 16) { return TraceID(high: Self.word(bytes), low: Self.word(bytes[8...])) }
        diagnose(.invalidID, at: raw.start, path: path("traceId"), found: raw.excerpt)
        return traceID(raw)
    }

    /// The bytes of an id in base 64, whose padding tells it from hex digits.
    private func idBytes(_ raw: RawString, count: Int) -> [UInt8]? {
        let text = UnsafeRawBufferPointer(start: raw.start, count: raw.count)
        guard raw.count < 64, text.last == 0x3d else { return nil }
        // A slash may be escaped.
        guard let bytes = Base64.decode(text.filter { $0 != 0x5c }), bytes.count == count else { return nil }
        return bytes
    }

    private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    /// A time in nanoseconds, as a string or number; nil, reported unless null or empty, when it is none or out of range.
    @inline(__always)
    mutating func nanoseconds(_ field: StaticString) throws(JSONError) -> Int64? {
        if scanner.peek() == 0x22, let time = DecimalWords.nineteen(scanner.at + 1), scanner.at + 20 < scanner.end,
            scanner.at.load(fromByteOffset: 20, as: UInt8.self) == 0x22
        {
            scanner.at += 21
            return time
        }
        return try unusualNanoseconds(field)
    }

    @inline(never)
    private mutating func unusualNanoseconds(_ field: StaticString) throws(JSONError) -> Int64? {
        let place = scanner.at
        if scanner.literal("null") { return nil }
        let number: JSONNumber
        if scanner.peek() == 0x22 {
            let raw = try scanner.string()
            if raw.count == 0 { return nil }
            number = JSONScanner.number(UnsafeRawBufferPointer(start: raw.start, count: raw.count))
        } else {
            number = try scanner.number()
        }
        switch number {
        case .integer(let value): return value
        case .real(let value):
            if let whole = Int64(exactly: value.rounded()) { return whole }
            diagnose(.timeOutOfRange, at: place, path: path(field))
        case .outOfRange: diagnose(.timeOutOfRange, at: place, path: path(field))
        case .malformed: diagnose(.badNumber, at: place, path: path(field))
        }
        return nil
    }

    /// How many of something were dropped.
    mutating func count(_ field: StaticString) throws(JSONError) -> Int64 {
        let place = scanner.at
        if scanner.peek() == 0x6e, scanner.literal("null") { return 0 }
        var number: JSONNumber
        if scanner.peek() == 0x22 {
            let raw = try scanner.string()
            number = JSONScanner.number(UnsafeRawBufferPointer(start: raw.start, count: raw.count))
        } else {
            number = try scanner.number()
        }
        if case .real(let value) = number, let whole = Int64(exactly: value) { number = .integer(whole) }
        if case .integer(let value) = number { return value }
        diagnose(.badNumber, at: place, path: path(field))
        return 0
    }

    /// A value of an enumeration, as a number, a quoted number, or a name with or without what all names begin with.
    mutating func enumeration(_ field: StaticString, _ prefix: StaticString, _ names: [String]) throws(JSONError) -> Int? {
        let place = scanner.at
        if scanner.peek() == 0x6e, scanner.literal("null") { return nil }
        guard scanner.peek() == 0x22 else {
            if case .integer(let value) = try scanner.number(), value >= 0, value < names.count { return Int(value) }
            diagnose(.badNumber, at: place, path: path(field))
            return nil
        }
        let raw = try scanner.string()
        let text = UnsafeRawBufferPointer(start: raw.start, count: raw.count)
        if case .integer(let value) = JSONScanner.number(text), value >= 0, value < names.count { return Int(value) }
        let start = prefix.utf8CodeUnitCount
        let hasPrefix = raw.count > start && ByteHash.equal(raw.start, prefix.utf8Start, start)
        let name = hasPrefix ? UnsafeRawBufferPointer(rebasing: text[start...]) : text
        if let known = names.firstIndex(where: { word in
            word.utf8.count == name.count && zip(word.utf8, name).allSatisfy { $0 == $1 | 0x20 }
        }) {
            return known
        }
        if raw.count > 0 { diagnose(.badType, at: place, path: path(field), found: raw.excerpt) }
        return nil
    }
}
