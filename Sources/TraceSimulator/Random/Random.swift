/// Numbers that look random and follow from a seed alone: xoshiro256**, seeded by SplitMix64 as its authors advise.
struct Random {
    private var s0: UInt64, s1: UInt64, s2: UInt64, s3: UInt64

    /// A sequence of its own for each pair of seed and stream.
    init(seed: UInt64, stream: UInt64 = 0) {
        var mixer = SplitMix(state: seed)
        mixer.state = mixer.next() ^ stream &* 0xD605_1A3B_57F9_92C5
        (s0, s1, s2, s3) = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// 64 random bits.
    mutating func next() -> UInt64 {
        let result = Self.rotate(s1 &* 5, 7) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Self.rotate(s3, 45)
        return result
    }

    /// A number from 0 to just under 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number of a range.
    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(range.count)).high)
    }

    /// True in `share` of all cases.
    mutating func chance(_ share: Double) -> Bool { unit() < share }

    /// One element of a list that is not empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[within(0...list.count - 1)] }

    /// Text of random hex digits.
    mutating func hex(_ digits: Int) -> String { String(String(next() | 1 << 63, radix: 16).suffix(digits)) }

    private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }
}

/// A generator whose output is good enough to seed a better one, and to number things without a pattern.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
