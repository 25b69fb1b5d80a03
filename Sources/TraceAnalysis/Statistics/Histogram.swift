/// How values are spread, on a logarithmic scale: eight buckets an octave, exact counts.
///
/// Each bucket is 9 % wider than the one before, so that microseconds and minutes are told apart alike. Values of 0 have a
/// bucket of their own, and negative ones are counted there.
public struct Histogram: Equatable, Sendable {
    /// The values from ``lower`` on and below ``upper``.
    public struct Bucket: Equatable, Sendable {
        /// The least value that falls into it.
        public let lower: Int64
        /// The least value above it; `Int64.max` for the last there can be, which holds that value as well.
        public let upper: Int64
        /// The number of values.
        public let count: Int
    }

    /// Buckets an octave.
    public static let bucketsPerOctave = 8

    /// The number of values, at least 1.
    public let count: Int
    private let first: Int
    private let counts: [Int]

    /// Counts values; nil when there are none.
    ///
    /// - Complexity: O(n)
    public init?(_ values: some Sequence<Int64>) {
        var counts = [Int](repeating: 0, count: 1 + 63 * Self.bucketsPerOctave)
        for value in values { counts[Self.index(of: value)] += 1 }
        guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else { return nil }
        self.first = first
        self.counts = Array(counts[first...last])
        count = counts.reduce(0, +)
    }

    /// The buckets from that of the least value to that of the greatest, empty ones between them included.
    ///
    /// - Parameter limit: at most so many (at least 2); neighbours are joined, two or four or more at a time, until so many are left.
    ///   The bucket of 0 stays apart.
    public func buckets(atMost limit: Int = .max) -> [Bucket] {
        var joined = 1
        while Self.row(first + counts.count - 1, joined) - Self.row(first, joined) >= max(2, limit) { joined *= 2 }
        var result: [Bucket] = []
        var offset = 0
        while offset < counts.count {
            let row = Self.row(first + offset, joined)
            let next = row == 0 ? 1 : row * joined + 1
            let end = min(counts.count, next - first)
            // Below ten some buckets hold no whole number.
            let lower = row == 0 ? 0 : Self.lowerBound(of: (row - 1) * joined + 1), upper = Self.lowerBound(of: next)
            let count = counts[offset..<end].reduce(0, +)
            if lower < upper { result.append(Bucket(lower: lower, upper: upper, count: count)) }
            offset = end
        }
        return result
    }

    // MARK: Where the buckets are

    /// The row that a bucket is in when `joined` neighbours make one; the bucket of 0 is a row of its own.
    private static func row(_ index: Int, _ joined: Int) -> Int { index == 0 ? 0 : (index - 1) / joined + 1 }

    /// Eighths of an octave above 2⁶³, rounded up: 2^(63 + k/8).
    private static let eighths: [UInt64] = [
        0x8000_0000_0000_0000, 0x8b95_c1e3_ea8b_d6e7, 0x9837_f051_8db8_a970, 0xa5fe_d6a9_b151_38eb,
        0xb504_f333_f9de_6485, 0xc567_2a11_5506_dade, 0xd744_fcca_d69d_6af5, 0xeac0_c6e7_dd24_392f,
    ]

    /// The bucket of a value: 0 for what is not above 0, then 1 for the first eighth above 1 and so on.
    private static func index(of value: Int64) -> Int {
        guard value > 0 else { return 0 }
        let zeros = value.leadingZeroBitCount, mantissa = UInt64(value) << UInt64(zeros)
        var eighth = 0
        while eighth < 7, mantissa >= eighths[eighth + 1] { eighth += 1 }
        return 1 + (63 - zeros) * bucketsPerOctave + eighth
    }

    /// The least value of a bucket.
    private static func lowerBound(of index: Int) -> Int64 {
        guard index > 0 else { return 0 }
        let (octave, eighth) = (index - 1).quotientAndRemainder(dividingBy: bucketsPerOctave)
        guard octave < 63 else { return .max }
        let shift = UInt64(63 - octave)
        // Rounded up: the least whole number that is not below the bound.
        return Int64((eighths[eighth] - 1) >> shift) + 1
    }
}
