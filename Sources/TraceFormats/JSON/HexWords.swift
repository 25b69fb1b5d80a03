/// Reads hex digits eight at a time.
enum HexWords {
    /// The value of eight hex digits of either case; nil when one of them is none.
    ///
    /// Adding constants to bytes below 0x80 raises their high bit exactly when they reach a bound, so both ranges of
    /// digits are tested in all eight bytes at once.
    @inline(__always)
    static func eight(_ bytes: UnsafeRawPointer) -> UInt64? {
        var word = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        let high: UInt64 = 0x8080_8080_8080_8080
        let lower = word | 0x2020_2020_2020_2020
        let isDigit = (word &+ 0x5050_5050_5050_5050) & ~(word &+ 0x4646_4646_4646_4646)
        let isLetter = (lower &+ 0x1f1f_1f1f_1f1f_1f1f) & ~(lower &+ 0x1919_1919_1919_1919)
        if word & high != 0 || (isDigit | isLetter) & high != high { return nil }
        word = (word & 0x0f0f_0f0f_0f0f_0f0f) &+ ((word >> 6) & 0x0101_0101_0101_0101) &* 9
        word = (word | word >> 4) & 0x00ff_00ff_00ff_00ff
        word = (word | word >> 8) & 0x0000_ffff_0000_ffff
        return (word | word >> 16) & 0xffff_ffff
    }

    /// The value of sixteen hex digits; nil when one of them is none.
    @inline(__always)
    static func sixteen(_ bytes: UnsafeRawPointer) -> UInt64? {
        guard let upper = eight(bytes), let lower = eight(bytes + 8) else { return nil }
        return upper << 32 | lower
    }
}
