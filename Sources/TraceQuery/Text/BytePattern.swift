/// A text to look for in UTF-8 bytes, whatever the case.
///
/// ASCII letters are folded byte by byte, eight at a time. A pattern with other letters is compared in lower case as
/// Unicode has it; only texts that hold such bytes are turned into strings for it.
struct BytePattern: Sendable {
    /// The pattern in lower case.
    let bytes: [UInt8]
    private let isASCII: Bool
    private let first: UInt64, last: UInt64
    private let firstFold: UInt64, lastFold: UInt64

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    init(_ text: some StringProtocol) {
        bytes = Array(text.lowercased().utf8)
        isASCII = bytes.allSatisfy { $0 < 0x80 }
        let a = bytes.first ?? 0, z = bytes.last ?? 0
        first = UInt64(a) &* Self.ones
        last = UInt64(z) &* Self.ones
        firstFold = Self.isLetter(a) ? 0x20 &* Self.ones : 0
        lastFold = Self.isLetter(z) ? 0x20 &* Self.ones : 0
    }

    /// Whether the pattern occurs in `text`.
    ///
    /// - Complexity: O(text), for patterns that occur seldom in part
    func isIn(_ text: UnsafeRawBufferPointer) -> Bool {
        if bytes.isEmpty { return true }
        if isASCII { return find(text) }
        return Self.lowercased(text).map { $0.withUnsafeBytes(find) } ?? false
    }

    /// Whether `text` begins with the pattern.
    func isPrefix(of text: UnsafeRawBufferPointer) -> Bool {
        guard isASCII else { return Self.lowercased(text)?.starts(with: bytes) ?? false }
        return text.count >= bytes.count && equal(text, 0)
    }

    /// Whether `text` ends with the pattern.
    func isSuffix(of text: UnsafeRawBufferPointer) -> Bool {
        guard isASCII else { return Self.lowercased(text)?.reversed().starts(with: bytes.reversed()) ?? false }
        return text.count >= bytes.count && equal(text, text.count - bytes.count)
    }

    private func find(_ text: UnsafeRawBufferPointer) -> Bool {
        let span = bytes.count - 1
        let starts = text.count - span
        guard starts > 0, let base = text.baseAddress else { return false }
        var at = 0
        // Words of eight possible first bytes, and the eight bytes where a match would end.
        while at + 8 <= starts {
            let a = ((base + at).loadUnaligned(as: UInt64.self) | firstFold) ^ first
            let z = ((base + at + span).loadUnaligned(as: UInt64.self) | lastFold) ^ last
            let x = a | z
            var hits = (x &- Self.ones) & ~x & Self.highs
            while hits != 0 {
                let place = at + hits.trailingZeroBitCount >> 3
                if equal(text, place) { return true }
                hits &= hits &- 1
            }
            at += 8
        }
        while at < starts {
            if equal(text, at) { return true }
            at += 1
        }
        return false
    }

    @inline(__always)
    private func equal(_ text: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        for index in bytes.indices where Self.folded(text[place + index]) != bytes[index] { return false }
        return true
    }

    @inline(__always)
    private static func folded(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// The text in lower case, nil when it is all ASCII.
    private static func lowercased(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard text.contains(where: { $0 >= 0x80 }) else { return nil }
        return Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
    }
}
