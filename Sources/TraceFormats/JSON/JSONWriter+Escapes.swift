extension JSONWriter {
    /// Writes bytes with what JSON and Go want escaped; room for six bytes each was reserved.
    @inline(__always)
    mutating func escape(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) {
        var at = start
        while at + 8 <= end {
            let word = at.loadUnaligned(as: UInt64.self)
            if Self.needsCare(word) { break }
            plain(word)
            at += 8
        }
        if at < end { escapeSlowly(at, end) }
    }

    /// Whether any of eight bytes is not ASCII, a control character, or one of `"` `\` `&` `<` `>`.
    @inline(__always)
    private static func needsCare(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high = ones &* 0x80
        // A byte of `word ^ x` is zero where the byte is x; the subtraction borrows into its top bit.
        let quote = word ^ ones &* 0x22, backslash = word ^ ones &* 0x5c, ampersand = word ^ ones &* 0x26
        // 0x3c and 0x3e differ in one bit.
        let angle = word & ~(ones &* 2) ^ ones &* 0x3c
        let found = (quote &- ones) | (backslash &- ones) | (ampersand &- ones) | (angle &- ones) | (word &- ones &* 0x20)
        return (found | word) & high != 0
    }

    @inline(never)
    private mutating func escapeSlowly(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) {
        var at = start
        while at < end {
            let next = at.load(as: UInt8.self)
            if next < 0x80 {
                ascii(next)
                at += 1
            } else {
                at += other(at, end)
            }
        }
    }

    @inline(__always)
    private mutating func ascii(_ value: UInt8) {
        switch value {
        case 0x22, 0x5c: escaped(value)
        case 0x08: escaped(0x62)
        case 0x0c: escaped(0x66)
        case 0x0a: escaped(0x6e)
        case 0x0d: escaped(0x72)
        case 0x09: escaped(0x74)
        case 0x00...0x1f, 0x26, 0x3c, 0x3e:
            raw("\\u00")
            byte(0x30 + value >> 4)
            byte(value & 15 < 10 ? 0x30 + value & 15 : 0x57 + value & 15)
        default: byte(value)
        }
    }

    private mutating func escaped(_ letter: UInt8) {
        byte(0x5c)
        byte(letter)
    }

    /// Writes one character that is not ASCII, or a replacement for one byte.
    ///
    /// - Returns: the number of bytes taken.
    private mutating func other(_ at: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Int {
        let length = Self.validLength(at, end)
        if length == 0 {
            raw("\\ufffd")
            return 1
        }
        let isSeparator = length == 3 && at.load(as: UInt8.self) == 0xe2 && at.load(fromByteOffset: 1, as: UInt8.self) == 0x80
        let last = at.load(fromByteOffset: length - 1, as: UInt8.self)
        if isSeparator && last & 0xfe == 0xa8 {
            raw("\\u202")
            byte(last == 0xa8 ? 0x38 : 0x39)
        } else {
            for offset in 0..<length { byte(at.load(fromByteOffset: offset, as: UInt8.self)) }
        }
        return length
    }

    /// The bytes of the character that begins here, by the table of well-formed sequences in the Unicode standard (3-7); 0 for none.
    private static func validLength(_ at: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Int {
        let lead = at.load(as: UInt8.self)
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xc2...0xdf: (2, 0x80...0xbf)
            case 0xe0: (3, 0xa0...0xbf)
            case 0xed: (3, 0x80...0x9f)
            case 0xe1...0xef: (3, 0x80...0xbf)
            case 0xf0: (4, 0x90...0xbf)
            case 0xf1...0xf3: (4, 0x80...0xbf)
            case 0xf4: (4, 0x80...0x8f)
            default: (0, 0...0)
            }
        guard length > 0, end - at >= length, second.contains(at.load(fromByteOffset: 1, as: UInt8.self)) else { return 0 }
        for offset in 2..<max(2, length) where at.load(fromByteOffset: offset, as: UInt8.self) & 0xc0 != 0x80 { return 0 }
        return length
    }

    @inline(__always)
    private mutating func plain(_ word: UInt64) {
        var word = word
        withUnsafeBytes(of: &word) { raw($0) }
    }
}
