import TraceModel

extension JSONTraceDecoder {
    /// A span id: up to 16 hex digits, or any other text, which keeps its text; 0 for null or an empty or zero id.
    @inline(__always)
    mutating func spanID(_ field: StaticString = "spanID") throws(JSONError) -> (SpanID, isText: Bool) {
        if scanner.peek() != 0x22 {
            try skipUnlessNull(field)
            return (SpanID(0), false)
        }
        return spanID(try scanner.string())
    }

    /// A span id: up to 16 hex digits, or any other text, which keeps its text; 0 for an empty or zero id.
    @inline(__always)
    mutating func spanID(_ raw: RawString) -> (SpanID, isText: Bool) {
        if raw.count == 16, let id = HexWords.sixteen(raw.start) { return (SpanID(id), false) }
        return otherSpanID(raw)
    }

    @inline(never)
    private mutating func otherSpanID(_ raw: RawString) -> (SpanID, isText: Bool) {
        if raw.count == 0 { return (SpanID(0), false) }
        let text = String(decoding: UnsafeRawBufferPointer(start: raw.start, count: min(raw.count, 64)), as: UTF8.self)
        if raw.count <= 64, let id = SpanID(hex: text) { return (id, false) }
        return (writer.oddSpanID(raw.start, raw.count), true)
    }

    /// A trace id, or nil when none stands there.
    @inline(__always)
    mutating func readTraceID(_ field: StaticString = "traceID") throws(JSONError) -> TraceID? {
        if scanner.peek() != 0x22 {
            try skipUnlessNull(field)
            return nil
        }
        return traceID(try scanner.string())
    }

    /// A trace id: up to 32 hex digits, or any other text, which keeps its text; nil for an empty one.
    @inline(__always)
    mutating func traceID(_ raw: RawString) -> TraceID? {
        if raw.count == 32, let high = HexWords.sixteen(raw.start), let low = HexWords.sixteen(raw.start + 16) {
            return TraceID(high: high, low: low)
        }
        if raw.count == 16, let low = HexWords.sixteen(raw.start) { return TraceID(low: low) }
        return otherTraceID(raw)
    }

    @inline(never)
    private mutating func otherTraceID(_ raw: RawString) -> TraceID? {
        if raw.count == 0 { return nil }
        let text = String(decoding: UnsafeRawBufferPointer(start: raw.start, count: min(raw.count, 64)), as: UTF8.self)
        if raw.count <= 64, let id = TraceID(hex: text) { return id }
        return writer.oddTraceID(raw.start, raw.count)
    }

    /// A string's row, or nil when no string stands there.
    @inline(__always)
    mutating func internedString(_ field: StaticString) throws(JSONError) -> StringID? {
        if scanner.peek() != 0x22 {
            try skipUnlessNull(field)
            return nil
        }
        return interned(try scanner.string())
    }

    /// A string as it stands there; nil when there is none or it is empty.
    mutating func nonEmptyText(_ field: StaticString) throws(JSONError) -> RawString? {
        if scanner.peek() != 0x22 {
            try skipUnlessNull(field)
            return nil
        }
        let raw = try scanner.string()
        return raw.count > 0 ? raw : nil
    }

    /// The row of a string, escapes resolved.
    @inline(__always)
    mutating func interned(_ raw: RawString) -> StringID {
        if !raw.hasEscapes, !raw.mayBeNonASCII { return writer.intern(raw.start, raw.count) }
        return internedSlowly(raw)
    }

    @inline(never)
    private mutating func internedSlowly(_ raw: RawString) -> StringID {
        withText(of: raw) { writer, bytes, count in writer.intern(bytes, count) }
    }

    /// Calls `body` with the bytes of a string, escapes resolved; reports bad escapes and bytes that are no UTF-8.
    mutating func withText<Result>(of raw: RawString, _ body: (inout SpanWriter, UnsafeRawPointer, Int) -> Result) -> Result {
        if raw.mayBeNonASCII, String(validating: UnsafeRawBufferPointer(start: raw.start, count: raw.count), as: UTF8.self) == nil {
            diagnose(.invalidUTF8, at: raw.start)
        }
        if !raw.hasEscapes { return body(&writer, raw.start, raw.count) }
        var isBad = false
        // The closure may not touch `self` while the unescaper is in use.
        var resolver = StringUnescaper()
        swap(&resolver, &unescaper)
        let result = resolver.resolve(raw) { bytes, count, findings in
            isBad = findings.hasBadEscape
            return body(&writer, bytes, count)
        }
        swap(&resolver, &unescaper)
        if isBad { diagnose(.badEscape, at: raw.start) }
        return result
    }

    /// A time or duration in microseconds as nanoseconds; nil, reported unless null, when it is none or out of range.
    @inline(__always)
    mutating func microseconds(_ field: StaticString) throws(JSONError) -> Int64? {
        let next = scanner.peek()
        if next == 0x22 { return try quotedMicroseconds(field) }
        let place = scanner.at
        if next == 0x6e, scanner.literal("null") { return nil }
        return nanoseconds(try scanner.number(), field, place)
    }

    private mutating func quotedMicroseconds(_ field: StaticString) throws(JSONError) -> Int64? {
        let place = scanner.at
        let raw = try scanner.string()
        let number = JSONScanner.number(UnsafeRawBufferPointer(start: raw.start, count: raw.count))
        if number == .malformed {
            diagnose(.badNumber, at: place, path: path(field), found: raw.excerpt)
            return nil
        }
        diagnose(.typeMismatch, at: place, path: path(field), found: raw.excerpt)
        return nanoseconds(number, field, place)
    }

    @inline(__always)
    private mutating func nanoseconds(_ number: JSONNumber, _ field: StaticString, _ place: UnsafeRawPointer) -> Int64? {
        if case .integer(let value) = number {
            let (product, overflow) = value.multipliedReportingOverflow(by: 1000)
            if !overflow { return product }
        }
        return unusualNanoseconds(number, field, place)
    }

    @inline(never)
    private mutating func unusualNanoseconds(_ number: JSONNumber, _ field: StaticString, _ place: UnsafeRawPointer) -> Int64? {
        switch number {
        case .real(let value):
            if let whole = Int64(exactly: (value * 1000).rounded()) { return whole }
            diagnose(.timeOutOfRange, at: place, path: path(field))
        case .integer, .outOfRange: diagnose(.timeOutOfRange, at: place, path: path(field))
        case .malformed: diagnose(.badNumber, at: place, path: path(field))
        }
        return nil
    }
}
