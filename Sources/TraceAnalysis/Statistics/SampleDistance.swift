/// How far two samples of some measure are apart: the Kolmogorov-Smirnov distance D.
struct SampleDistance: Equatable, Sendable {
    /// How far at most the shares of values up to some number are apart, 0...1.
    let distance: Double
    /// Distinct values in both together.
    let distinct: Int
    private let a: Double, b: Double

    /// Compares two samples in ascending order, neither of which is empty.
    ///
    /// - Complexity: O(n)
    init<Value: Comparable>(_ a: [Value], _ b: [Value]) {
        var i = 0, j = 0, distinct = 0, distance = 0.0
        while i < a.count || j < b.count {
            // The least value not passed yet, and behind all values equal to it.
            let at = i == a.count ? b[j] : j == b.count ? a[i] : min(a[i], b[j])
            while i < a.count, a[i] == at { i += 1 }
            while j < b.count, b[j] == at { j += 1 }
            distinct += 1
            distance = max(distance, abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)))
        }
        (self.distance, self.distinct, self.a, self.b) = (distance, distinct, Double(a.count), Double(b.count))
    }

    /// Whether it is hardly chance when so many pairs of samples were looked at: as improbable as a |z| of 3 of a single one.
    ///
    /// Two samples of the same numbers have a distance times √(n·m/(n+m)) above c with a probability of 2 · exp(-2c²), nearly.
    func isTelling(among pairs: Int) -> Bool {
        let least = ((Self.improbability + DifferenceScore.naturalLogarithm(of: pairs)) / 2).squareRoot()
        return distance * (a * b / (a + b)).squareRoot() >= least
    }

    /// -ln(p/2) for the probability p of a |z| beyond 3.
    private static let improbability = 6.608
}
