import TraceModel

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
