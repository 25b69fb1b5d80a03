/// How unevenly something is spread over two sets of traces.
public struct DifferenceScore: Equatable, Sendable {
    /// Traces of the selection that have it.
    public let selected: Int
    /// Traces of the baseline that have it.
    public let baseline: Int
    /// The share of the selection that has it, 0...1.
    public let selectedShare: Double
    /// The share of the baseline that has it, 0...1.
    public let baselineShare: Double

    /// Counts traces of two sets, neither of which is empty.
    init(_ selected: Int, of selectedTraces: Int, _ baseline: Int, of baselineTraces: Int) {
        self.selected = selected
        self.baseline = baseline
        selectedShare = Double(selected) / Double(selectedTraces)
        baselineShare = Double(baseline) / Double(baselineTraces)
        // What one expects if the sets do not differ: the share over both, and how far two samples of it stray.
        let share = Double(selected + baseline) / Double(selectedTraces + baselineTraces)
        let spread = (share * (1 - share) * (1 / Double(selectedTraces) + 1 / Double(baselineTraces))).squareRoot()
        z = spread > 0 ? (selectedShare - baselineShare) / spread : 0
    }

    /// By how much the selection's share is above the baseline's, -1...1.
    public var difference: Double { selectedShare - baselineShare }
    /// 1 for what only the selection has, -1 for what only the baseline has, 0 for what is as common in both.
    public var ratio: Double {
        let sum = selectedShare + baselineShare
        return sum > 0 ? difference / sum : 0
    }
    /// The difference in standard errors of two equal shares; beyond ±3 it is hardly chance.
    public let z: Double
    /// Traces of either set that have it.
    public var support: Int { selected + baseline }

    /// The |z| below which a single difference is taken for chance.
    public static let leastZ = 3.0
    /// The support below which nothing can be told.
    public static let leastSupport = 5

    /// The |z| below which a difference is taken for chance when so many were looked at: of many numbers drawn at random the
    /// greatest comes near √(2 · ln n).
    static func leastZ(of items: Int) -> Double { max(leastZ, (2 * naturalLogarithm(of: items)).squareRoot()) }

    /// Whether enough traces have it to tell anything.
    var hasSupport: Bool { support >= Self.leastSupport }

    /// Whether it has support, and lies beyond some |z|.
    func isTelling(beyond z: Double) -> Bool { abs(self.z) >= z && hasSupport }

    /// Whether as many traces have both, so that they are the same traces if one is part of the other.
    func hasSameCounts(as other: Self) -> Bool { selected == other.selected && baseline == other.baseline }

    /// ln n, less a tenth at most; 0 of nothing.
    static func naturalLogarithm(of count: Int) -> Double {
        if count < 1 { return 0 }
        let number = Double(count), ln2 = 0.693_147_180_559_945
        // Straight between powers of 2.
        return (Double(number.exponent) + number.significand - 1) * ln2
    }

    /// More different first; of equally different ones those that the selection has.
    static func isStronger(_ a: DifferenceScore, _ b: DifferenceScore) -> Bool? {
        if abs(a.difference) != abs(b.difference) { return abs(a.difference) > abs(b.difference) }
        if a.difference != b.difference { return a.difference > b.difference }
        return abs(a.z) == abs(b.z) ? nil : abs(a.z) > abs(b.z)
    }
}
