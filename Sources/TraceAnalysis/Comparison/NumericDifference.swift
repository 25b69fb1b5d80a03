/// A numeric attribute whose values lie elsewhere in one set of traces than in another.
///
/// Of each trace the greatest value counts, so that a trace with many spans says no more than another.
public struct NumericDifference: Equatable, Sendable {
    /// Where the attribute stands.
    public let scope: DifferenceItem.Scope
    /// Its key.
    public let key: String
    /// Traces of the selection that have a number there.
    public let selected: Int
    /// Traces of the baseline that have one.
    public let baseline: Int
    /// The middle one of the selection's values, by nearest rank.
    public let selectedMedian: Double
    /// The middle one of the baseline's values.
    public let baselineMedian: Double
    /// The Kolmogorov-Smirnov distance D, 0...1: how far at most the shares of values up to some number are apart.
    public let distance: Double

    /// By how much the selection's median is above the baseline's.
    public var medianDifference: Double { selectedMedian - baselineMedian }

    /// Fewer distinct numbers than this are names rather than measures: status codes, versions, ports.
    static let leastDistinct = 8

    /// Whether it is hardly chance when so many attributes were looked at: as improbable as a |z| of 3 of a single one.
    ///
    /// Two samples of the same numbers have a distance times √(n·m/(n+m)) above c with a probability of 2 · exp(-2c²), nearly.
    func isTelling(among attributes: Int) -> Bool {
        let n = Double(selected), m = Double(baseline)
        let least = ((Self.improbability + DifferenceScore.naturalLogarithm(of: attributes)) / 2).squareRoot()
        return selected + baseline >= DifferenceScore.leastSupport && distance * (n * m / (n + m)).squareRoot() >= least
    }

    /// -ln(p/2) for the probability p of a |z| beyond 3.
    private static let improbability = 6.608

    /// Compares finite values, in any order; nil when a set has none, or when they are too few distinct ones to be a measure.
    ///
    /// - Complexity: O(n log n)
    init?(_ scope: DifferenceItem.Scope, _ key: String, selected: [Double], baseline: [Double]) {
        if selected.isEmpty || baseline.isEmpty { return nil }
        let a = selected.sorted(), b = baseline.sorted()
        (self.scope, self.key) = (scope, key)
        (self.selected, self.baseline) = (a.count, b.count)
        selectedMedian = a[(a.count + 1) / 2 - 1]
        baselineMedian = b[(b.count + 1) / 2 - 1]
        var i = 0, j = 0, distinct = 0, distance = 0.0
        while i < a.count || j < b.count {
            // The least number not passed yet, and behind all values equal to it.
            let at = i == a.count ? b[j] : j == b.count ? a[i] : min(a[i], b[j])
            while i < a.count, a[i] == at { i += 1 }
            while j < b.count, b[j] == at { j += 1 }
            distinct += 1
            distance = max(distance, abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)))
        }
        if distinct < Self.leastDistinct { return nil }
        self.distance = distance
    }
}
