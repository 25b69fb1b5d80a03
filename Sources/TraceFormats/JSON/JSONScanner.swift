import TraceModel

/// Where a text stops being JSON, or stops altogether.
public struct JSONError: Error, Equatable {
    /// What went wrong.
    public enum Code: Equatable, Sendable {
        /// The text ends within a value.
        case unexpectedEnd
        /// Something else stands where this was expected: `a value`, `"`, `,`.
        case expected(StaticToken)
    }

    /// What the grammar wanted.
    public enum StaticToken: String, Sendable {
        case string, number, colon, value, object, array
        case commaOrBrace = "comma or }"
        case commaOrBracket = "comma or ]"
    }

    /// What went wrong.
    public let code: Code
    /// Offset in bytes from the scanner's first byte.
    public let offset: Int
}

/// A string as it stands in the text: without its quotes, escapes not yet resolved.
struct RawString {
    let start: UnsafeRawPointer
    let count: Int
    let hasEscapes: Bool
    /// Some byte of the neighbourhood is not ASCII; worth validating.
    let mayBeNonASCII: Bool

    /// Whether the raw bytes are these, which hold no escapes.
    @inline(__always)
    func equals(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && ByteHash.equal(start, text.utf8Start, count)
    }

    /// The text for a diagnostic, cut short.
    var excerpt: String {
        String(decoding: UnsafeRawBufferPointer(start: start, count: min(count, 40)), as: UTF8.self) + (count > 40 ? "…" : "")
    }
}

/// A pull scanner over JSON bytes: eight at a time, no copies, no recursion.
///
/// It trusts its caller to ask for what the grammar allows next. The bytes must be followed by at least
/// ``padding`` readable ones, so that words may be loaded across the end.
struct JSONScanner {
    /// Readable bytes that must follow the text.
    static let padding = 64

    let start: UnsafeRawPointer
    let end: UnsafeRawPointer
    /// The next byte to read.
    var at: UnsafeRawPointer

    init(_ bytes: UnsafeRawBufferPointer, from offset: Int = 0) {
        // An empty text has no base address; any readable address will do for it.
        start = bytes.baseAddress ?? UnsafeRawPointer(Self.nothing.utf8Start)
        at = start + offset
        end = start + bytes.count
    }

    private static let nothing: StaticString = "                                                                "

    var offset: Int { at - start }

    @inline(never)
    func error(_ token: JSONError.StaticToken) -> JSONError {
        JSONError(code: at >= end ? .unexpectedEnd : .expected(token), offset: min(at, end) - start)
    }

    @inline(__always)
    private var byte: UInt8 { at.load(as: UInt8.self) }

    @inline(__always)
    mutating func skipWhitespace() {
        if byte > 0x20 { return }
        while at < end, byte <= 0x20 { at += 1 }
    }

    /// The next byte that is no white space; 0 at the end of the text.
    @inline(__always)
    mutating func peek() -> UInt8 {
        skipWhitespace()
        return at < end ? byte : 0
    }

    /// Steps over one structural byte.
    @inline(__always)
    mutating func expect(_ wanted: UInt8, _ token: JSONError.StaticToken) throws(JSONError) {
        if peek() != wanted { throw error(token) }
        at += 1
    }

    /// High bit of each byte that is `"` or `\`; exact for the lowest such byte.
    @inline(__always)
    private static func quoteMask(_ word: UInt64) -> UInt64 {
        let quote = word ^ 0x2222_2222_2222_2222, escape = word ^ 0x5c5c_5c5c_5c5c_5c5c
        let low: UInt64 = 0x0101_0101_0101_0101
        return ((quote &- low) & ~quote | (escape &- low) & ~escape) & 0x8080_8080_8080_8080
    }

    /// Reads a string from its opening quote.
    @inline(__always)
    mutating func string() throws(JSONError) -> RawString {
        if peek() != 0x22 { throw error(.string) }
        let first = at + 1
        var cursor = first
        var hasEscapes = false
        var seen: UInt64 = 0
        while true {
            let word = cursor.loadUnaligned(as: UInt64.self)
            let mask = Self.quoteMask(word)
            seen |= word
            if mask == 0 {
                cursor += 8
                if cursor > end { throw unterminated() }
                continue
            }
            cursor += mask.trailingZeroBitCount >> 3
            if cursor >= end { throw unterminated() }
            if cursor.load(as: UInt8.self) == 0x22 { break }
            hasEscapes = true
            cursor += 2
            if cursor > end { throw unterminated() }
        }
        at = cursor + 1
        return RawString(
            start: first, count: cursor - first, hasEscapes: hasEscapes, mayBeNonASCII: seen & 0x8080_8080_8080_8080 != 0)
    }

    @inline(never)
    private func unterminated() -> JSONError { JSONError(code: .unexpectedEnd, offset: end - start) }

    /// Inside an object: the next key with its colon read, or nil at the closing brace, which is read.
    ///
    /// - Parameter isFirst: true before the first key; cleared.
    @inline(__always)
    mutating func key(_ isFirst: inout Bool) throws(JSONError) -> RawString? {
        var next = peek()
        if next == 0x7d {
            at += 1
            return nil
        }
        if isFirst {
            isFirst = false
        } else {
            if next != 0x2c { throw error(.commaOrBrace) }
            at += 1
            next = peek()
        }
        let key = try string()
        try expect(0x3a, .colon)
        return key
    }

    /// Inside an array: true when another element follows, false at the closing bracket, which is read.
    ///
    /// - Parameter isFirst: true before the first element; cleared.
    @inline(__always)
    mutating func element(_ isFirst: inout Bool) throws(JSONError) -> Bool {
        let next = peek()
        if next == 0x5d {
            at += 1
            return false
        }
        if isFirst {
            isFirst = false
            return true
        }
        if next != 0x2c { throw error(.commaOrBracket) }
        at += 1
        if peek() == 0x5d { throw error(.value) }
        return true
    }

    /// Steps over a value of any kind and tells how deep it nests.
    ///
    /// - Complexity: O(bytes), whatever the depth
    @inline(never)
    @discardableResult
    mutating func skip() throws(JSONError) -> Int {
        switch peek() {
        case 0x22:
            _ = try string()
            return 0
        case 0x7b, 0x5b:
            return try skipContainer()
        case 0x2c, 0x7d, 0x5d, 0x3a, 0:
            throw error(.value)
        default:
            while at < end {
                let byte = byte
                if byte == 0x2c || byte == 0x7d || byte == 0x5d || byte <= 0x20 { return 0 }
                at += 1
            }
            // Something must follow a value within a list or object; a stream's window may end in the middle of it.
            throw unterminated()
        }
    }

    private mutating func skipContainer() throws(JSONError) -> Int {
        var depth = 0, deepest = 0
        repeat {
            if at >= end { throw error(.value) }
            switch byte {
            case 0x22:
                _ = try string()
                continue
            case 0x7b, 0x5b:
                depth += 1
                deepest = max(deepest, depth)
            case 0x7d, 0x5d:
                depth -= 1
            default:
                break
            }
            at += 1
        } while depth > 0
        return deepest
    }

    /// Steps over a literal such as `true`, or anything else that ends at a comma, bracket or white space.
    @inline(__always)
    mutating func literal(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard at + count <= end, ByteHash.equal(at, text.utf8Start, count) else { return false }
        at += count
        return true
    }

    /// Steps over a field's name when it stands right here, written without spaces.
    @inline(__always)
    mutating func steps(over field: FieldPrefix) -> Bool {
        guard at.loadUnaligned(as: UInt64.self) & field.mask == field.word,
            field.count <= 8 || at.load(fromByteOffset: 8, as: UInt8.self) == 0x3a
        else { return false }
        at += field.count
        return true
    }
}

/// A field's name with its quotes, its colon and the comma before it, ready to be compared in one load.
struct FieldPrefix {
    fileprivate let word: UInt64
    fileprivate let mask: UInt64
    fileprivate let count: Int

    /// Takes up to nine characters, of which a ninth is the colon.
    init(_ text: StaticString) {
        count = text.utf8CodeUnitCount
        precondition(count <= 9, "a field prefix is compared as one word")
        var word: UInt64 = 0
        for place in (0..<min(count, 8)).reversed() { word = word << 8 | UInt64(text.utf8Start[place]) }
        self.word = UInt64(littleEndian: word)
        mask = count >= 8 ? .max : UInt64(littleEndian: (1 << UInt64(count * 8)) - 1)
    }
}
