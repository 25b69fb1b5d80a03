/// Reads decimal digits eight at a time.
enum DecimalWords {
    /// The value of eight digits; nil when one of them is none.
    @inline(__always)
    static func eight(_ bytes: UnsafeRawPointer) -> UInt64? {
        var word = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        // A digit's upper half is 3, and stays so when 6 is added.
        let upper: UInt64 = 0xf0f0_f0f0_f0f0_f0f0
        let isDigits = word & upper | ((word &+ 0x0606_0606_0606_0606) & upper) >> 4
        guard isDigits == 0x3333_3333_3333_3333 else { return nil }
        word = ((word & 0x0f0f_0f0f_0f0f_0f0f) &* 2561) >> 8
        word = ((word & 0x00ff_00ff_00ff_00ff) &* 6_553_601) >> 16
        return ((word & 0x0000_ffff_0000_ffff) &* 42_949_672_960_001) >> 32
    }

    /// The value of nineteen digits, as times in nanoseconds have them; nil when one is none or they do not fit.
    @inline(__always)
    static func nineteen(_ bytes: UnsafeRawPointer) -> Int64? {
        guard let high = eight(bytes), let low = eight(bytes + 8) else { return nil }
        var value = high * 100_000_000 + low
        for place in 16..<19 {
            let digit = bytes.load(fromByteOffset: place, as: UInt8.self) &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return Int64(exactly: value)
    }
}
