import TraceModel

extension OTLPProtobufDecoder {
    /// A span id: eight bytes, or bytes of another number, which become text; 0 for none.
    @inline(__always)
    mutating func spanID(_ bytes: UnsafeRawBufferPointer) -> (id: SpanID, isText: Bool) {
        if bytes.count == 8, let start = bytes.baseAddress { return (SpanID(Self.word(start)), false) }
        return bytes.isEmpty ? (SpanID(0), false) : (oddSpanID(bytes), true)
    }

    /// A trace id: sixteen bytes, or bytes of another number, which become text; nil for none.
    @inline(__always)
    mutating func traceID(_ bytes: UnsafeRawBufferPointer) -> TraceID? {
        if bytes.count == 16, let start = bytes.baseAddress { return TraceID(high: Self.word(start), low: Self.word(start + 8)) }
        return bytes.isEmpty ? nil : oddTraceID(bytes)
    }

    @inline(__always)
    private static func word(_ start: UnsafeRawPointer) -> UInt64 { UInt64(bigEndian: start.loadUnaligned(as: UInt64.self)) }

    @inline(never)
    private mutating func oddSpanID(_ bytes: UnsafeRawBufferPointer) -> SpanID {
        let text = hex(bytes)
        return text.withUnsafeBytes { text in text.baseAddress.map { writer.oddSpanID($0, text.count) } ?? SpanID(0) }
    }

    @inline(never)
    private mutating func oddTraceID(_ bytes: UnsafeRawBufferPointer) -> TraceID? {
        let text = hex(bytes)
        return text.withUnsafeBytes { text in text.baseAddress.map { writer.oddTraceID($0, text.count) } }
    }

    /// The hex digits of an id that is too short or too long, which is reported.
    private mutating func hex(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        if let start = bytes.baseAddress { diagnose(.invalidID, at: start, found: "an id of \(bytes.count) bytes") }
        let digits = Array("0123456789abcdef".utf8)
        return bytes.prefix(64).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    /// The row of a string.
    @inline(__always)
    mutating func interned(_ text: UnsafeRawBufferPointer) -> StringID {
        guard let start = text.baseAddress, text.count > 0 else { return .empty }
        if UTF8Text.mayBeNonASCII(start, text.count) { validate(text) }
        return writer.intern(start, text.count)
    }

    /// The row of bytes that need not be text.
    mutating func interned(raw bytes: UnsafeRawBufferPointer) -> StringID {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return .empty }
        return writer.intern(start, bytes.count)
    }

    /// Reports text that is no UTF-8; it is kept as it is, and mended where it is shown.
    @inline(never)
    mutating func validate(_ text: UnsafeRawBufferPointer) {
        if let start = text.baseAddress, String(validating: text, as: UTF8.self) == nil { diagnose(.invalidUTF8, at: start) }
    }

    /// Notes a finding; in a header, which was copied together, the place is that of its message.
    @inline(never)
    mutating func diagnose(_ code: DiagnosticCode, at place: UnsafeRawPointer, path: String? = nil, found: String = "") {
        let place = place >= start && place <= reader.end ? place : reader.at
        report.diagnostics.add(Diagnostic(code, at: Place(byteOffset: offset(of: place), path: path), found: found))
    }

    /// Waits for more bytes, or reports damage and goes on behind the message it is in.
    mutating func recover(from error: WireError) -> DecodeOutcome? {
        let end = levels[levels.count - 1].bounds.upperBound
        if error.code == .beyondEnd, end > offset(of: reader.end) {
            if !isFinal { return .needsMore }
            diagnose(.truncated, at: reader.at)
            levels.removeAll { $0.bounds.upperBound != .max }
            reader.at = reader.end
            return .finished
        }
        diagnose(.damagedMessage, at: start + error.offset(from: start), found: error.description)
        skipEnd = end
        reader.at = place(of: end)
        return end == .max ? .finished : nil
    }
}
