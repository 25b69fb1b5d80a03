/// What a set of measured values looks like: extremes, mean, and percentiles by nearest rank.
///
/// The percentile p of n values is the ⌈p·n⌉-th in order: always a value that was measured.
public struct Percentiles: Equatable, Sendable {
    /// The number of values, at least 1.
    public let count: Int
    /// The least value.
    public let min: Int64
    /// Half of the values are not above it.
    public let p50: Int64
    /// Nine of ten values are not above it.
    public let p90: Int64
    /// 95 of 100 values are not above it.
    public let p95: Int64
    /// 99 of 100 values are not above it.
    public let p99: Int64
    /// The greatest value.
    public let max: Int64
    /// The arithmetic mean, rounded half up.
    public let mean: Int64
    /// The sum, or the nearest number that fits.
    public let sum: Int64

    /// Measures values in any order; nil when there are none.
    ///
    /// - Complexity: O(n log n)
    public init?(_ values: some Sequence<Int64>) {
        self.init(sorted: values.sorted())
    }

    /// Measures values in ascending order; nil when there are none.
    ///
    /// - Complexity: O(n)
    public init?(sorted values: [Int64]) {
        guard let least = values.first, let greatest = values.last else { return nil }
        count = values.count
        min = least
        max = greatest
        p50 = Self.value(.p50, ofSorted: values)
        p90 = Self.value(.p90, ofSorted: values)
        p95 = Self.value(.p95, ofSorted: values)
        p99 = Self.value(.p99, ofSorted: values)
        let total = values.reduce(into: Int128(0)) { $0 += Int128($1) }
        sum = Int64(clamping: total)
        mean = Self.mean(of: total, count: values.count)
    }

    /// A percentile that is reported.
    public enum Rank: Int, Sendable, CaseIterable, Comparable {
        case p50 = 50
        case p90 = 90
        case p95 = 95
        case p99 = 99

        /// The name it has in JSON: `p95`.
        public var name: String { "p\(rawValue)" }

        /// Whether n values are too few for it: on average less than one of them lies above.
        public func isUncertain(count: Int) -> Bool { count * (100 - rawValue) < 100 }

        /// From the middle to the tail.
        public static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
    }

    /// The value of a rank.
    public subscript(rank: Rank) -> Int64 {
        switch rank {
        case .p50: p50
        case .p90: p90
        case .p95: p95
        case .p99: p99
        }
    }

    /// The ranks that so few values say little about: p99 of fewer than 100 values, p95 of fewer than 20.
    public var fewSamples: [Rank] { Rank.allCases.filter { $0.isUncertain(count: count) } }

    /// The value at a rank of values in ascending order, of which there is at least one.
    static func value(_ rank: Rank, ofSorted values: some RandomAccessCollection<Int64>) -> Int64 {
        values[values.index(values.startIndex, offsetBy: (rank.rawValue * values.count + 99) / 100 - 1)]
    }

    /// The mean of values that sum up to `total`, rounded half up; a mean of halves below zero rounds up as well.
    static func mean(of total: Int128, count: Int) -> Int64 {
        let doubled = 2 * total + Int128(count), divisor = 2 * Int128(count)
        let quotient = doubled / divisor
        return Int64(clamping: doubled % divisor < 0 ? quotient - 1 : quotient)
    }
}
