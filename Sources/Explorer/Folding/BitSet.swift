/// A set of small numbers as a row of bits.
struct BitSet: Equatable, Sendable {
    private(set) var words: [UInt64]

    /// Numbers below `count`, all in or all out.
    init(count: Int, all: Bool = false) {
        words = Array(repeating: all ? .max : 0, count: (count + 63) / 64)
        if all, count % 64 != 0 { words[words.count - 1] = 1 << UInt64(count % 64) - 1 }
    }

    func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 == 1 }

    mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

    mutating func remove(_ number: Int) { words[number >> 6] &= ~(1 << UInt64(number & 63)) }

    /// Puts a range in or out.
    ///
    /// - Complexity: O(range / 64)
    mutating func set(_ range: Range<Int>, to isIn: Bool) {
        guard !range.isEmpty else { return }
        let first = range.lowerBound >> 6, last = (range.upperBound - 1) >> 6
        for word in first...last {
            var mask = UInt64.max
            if word == first { mask &= .max << UInt64(range.lowerBound & 63) }
            if word == last { mask &= .max >> UInt64(63 - (range.upperBound - 1) & 63) }
            if isIn { words[word] |= mask } else { words[word] &= ~mask }
        }
    }

    /// Puts out of a range what another set holds.
    ///
    /// - Complexity: O(range / 64)
    mutating func subtract(_ other: BitSet, in range: Range<Int>) {
        guard !range.isEmpty else { return }
        let first = range.lowerBound >> 6, last = (range.upperBound - 1) >> 6
        for word in first...last {
            var mask = other.words[word]
            if word == first { mask &= .max << UInt64(range.lowerBound & 63) }
            if word == last { mask &= .max >> UInt64(63 - (range.upperBound - 1) & 63) }
            words[word] &= ~mask
        }
    }

    /// The first number in the set that is not below `start` and is below `end`.
    ///
    /// - Complexity: O(distance / 64)
    func first(from start: Int, below end: Int) -> Int? {
        guard start < end else { return nil }
        var word = start >> 6
        var bits = words[word] & .max << UInt64(start & 63)
        while bits == 0 {
            word += 1
            guard word << 6 < end else { return nil }
            bits = words[word]
        }
        let found = word << 6 + bits.trailingZeroBitCount
        return found < end ? found : nil
    }

    /// How many numbers are in.
    ///
    /// - Complexity: O(count / 64)
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
