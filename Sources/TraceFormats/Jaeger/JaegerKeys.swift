import TraceModel

/// Attribute keys that mean something to Jaeger, as rows of the string table.
struct JaegerKeys: Sendable {
    let error: StringID
    let statusCode: StringID
    let spanKind: StringID

    init(_ writer: inout SpanWriter) {
        error = writer.intern("error")
        statusCode = writer.intern("otel.status_code")
        spanKind = writer.intern("span.kind")
    }
}

/// Guesses the key of a span's n-th attribute from that of the span before: spans of one kind carry the same keys.
struct KeyGuesses {
    private var guesses: [InternedString?] = Array(repeating: nil, count: 32)

    /// The row of a key without escapes.
    @inline(__always)
    mutating func intern(_ key: RawString, place: Int, _ writer: inout SpanWriter) -> StringID {
        let slot = place & 31
        if let guess = guesses[slot], guess.count == key.count, ByteHash.equal(guess.start, key.start, key.count) { return guess.id }
        let known = writer.locate(key.start, key.count)
        guesses[slot] = known
        return known.id
    }
}

/// A reference as it was read; whose trace it means is known only when the span's own trace id is.
struct JaegerReference {
    var kind = LinkKind.childOf
    /// nil: none given, so the span's own trace.
    var trace: TraceID?
    var span = SpanID(0)
    var hasTextID = false
}
