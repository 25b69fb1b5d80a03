/// Writes JSON as it comes, keys in the order they are written, without ever holding the whole.
///
/// Numbers follow the contract: whole numbers beyond ±2⁵³ and what is no number at all are strings.
struct JSONWriter {
    // Not inlined is what hundreds of places call: copies of it only cost size, and time to build.

    private var bytes: [UInt8] = []
    private var needsComma = false
    private let sink: Sink
    /// 2⁵³: beyond it a reader that keeps numbers as doubles would round.
    private static let safe: Int64 = 9_007_199_254_740_992

    init(to sink: Sink = .standardOutput) { self.sink = sink }

    // MARK: Structure

    mutating func object(_ body: (inout JSONWriter) -> Void) {
        comma()
        enclose(0x7b, 0x7d, body)
    }

    mutating func object(_ key: String, _ body: (inout JSONWriter) -> Void) {
        self.key(key)
        enclose(0x7b, 0x7d, body)
    }

    mutating func array<Elements: Sequence>(_ key: String, _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void) {
        self.key(key)
        enclose(0x5b, 0x5d) { json in
            for element in elements { body(&json, element) }
        }
    }

    private mutating func enclose(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
        bytes.append(open)
        needsComma = false
        body(&self)
        bytes.append(close)
        needsComma = true
        if bytes.count > 1 << 16 { flush() }
    }

    // MARK: Fields

    @inline(never)
    mutating func field(_ key: String, _ value: String?) {
        self.key(key)
        if let value { string(value) } else { null() }
    }

    @inline(never)
    mutating func field(_ key: String, _ value: Bool) {
        self.key(key)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    mutating func field(_ key: String, _ value: Int?) { field(key, value.map(Int64.init)) }

    @inline(never)
    mutating func field(_ key: String, _ value: Int64?) {
        self.key(key)
        if let value { number(value) } else { null() }
    }

    @inline(never)
    mutating func field(_ key: String, _ value: Double?) {
        self.key(key)
        if let value { number(value) } else { null() }
    }

    /// An instant: Unix nanoseconds as a decimal string.
    mutating func field(instant key: String, _ nanoseconds: Int64?) { field(key, nanoseconds.map { String($0) }) }

    /// JSON text that is known to be valid.
    mutating func field(_ key: String, json text: String) {
        self.key(key)
        bytes.append(contentsOf: text.utf8)
    }

    /// A string as an element of an array.
    mutating func value(_ text: String) {
        comma()
        string(text)
        needsComma = true
    }

    // MARK: End

    /// Ends the text with a line feed and hands it over.
    mutating func finish() {
        bytes.append(0x0a)
        flush()
    }

    @inline(never)
    private mutating func flush() {
        bytes.withUnsafeBytes { sink.write($0) }
        bytes.removeAll(keepingCapacity: true)
    }

    /// What was written and not yet handed over, for tests.
    var pendingText: String { String(decoding: bytes, as: UTF8.self) }

    // MARK: Tokens

    private mutating func comma() {
        if needsComma { bytes.append(0x2c) }
    }

    private mutating func key(_ key: String) {
        comma()
        string(key)
        bytes.append(0x3a)
        needsComma = true
    }

    private mutating func null() { bytes.append(contentsOf: "null".utf8) }

    private mutating func number(_ value: Int64) {
        let text = String(value)
        if value > Self.safe || value < -Self.safe { string(text) } else { bytes.append(contentsOf: text.utf8) }
    }

    private mutating func number(_ value: Double) {
        if value.isFinite {
            bytes.append(contentsOf: value.description.utf8)
        } else {
            string(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
        }
    }

    @inline(never)
    private mutating func string(_ text: String) {
        bytes.append(0x22)
        var text = text
        let isPlain = text.withUTF8 { utf8 in
            // Nearly every string needs no escape.
            guard utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        if !isPlain { escaped(text) }
        bytes.append(0x22)
    }

    private mutating func escaped(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: bytes.append(contentsOf: [0x5c, 0x22])
            case 0x5c: bytes.append(contentsOf: [0x5c, 0x5c])
            case 0x0a: bytes.append(contentsOf: [0x5c, 0x6e])
            case 0x09: bytes.append(contentsOf: [0x5c, 0x74])
            case 0x0d: bytes.append(contentsOf: [0x5c, 0x72])
            // Control and bidirectional characters must not steer a terminal that shows the text.
            case 0x00..<0x20, 0x7f...0x9f, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: escape(scalar.value)
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    private mutating func escape(_ scalar: UInt32) {
        let digits = String(scalar, radix: 16)
        bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    }
}
