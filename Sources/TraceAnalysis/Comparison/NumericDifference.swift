/// A numeric attribute whose values lie elsewhere in one set of traces than in another.
///
/// Of each trace the greatest value counts, so that a trace with many spans says no more than another.
public struct NumericDifference: Equatable, Sendable {
    /// Where the attribute stands.
    public let scope: DifferenceItem.Scope
    /// Its key.
    public let key: String
    /// Which spans have the numbers; nil when that is not known.
    public let place: DifferenceItem.Place?
    /// Traces of the selection that have a number there.
    public let selected: Int
    /// Traces of the baseline that have one.
    public let baseline: Int
    /// The middle one of the selection's values, by nearest rank.
    public let selectedMedian: Double
    /// The middle one of the baseline's values.
    public let baselineMedian: Double
    /// The Kolmogorov-Smirnov distance D, 0...1: how far at most the shares of values up to some number are apart.
    public var distance: Double { sample.distance }
    private let sample: SampleDistance

    /// By how much the selection's median is above the baseline's.
    public var medianDifference: Double { selectedMedian - baselineMedian }

    /// Fewer distinct numbers than this are names rather than measures: status codes, versions, ports.
    static let leastDistinct = 8

    /// Whether it is hardly chance when so many attributes were looked at: as improbable as a |z| of 3 of a single one.
    func isTelling(among attributes: Int) -> Bool {
        selected + baseline >= DifferenceScore.leastSupport && sample.isTelling(among: attributes)
    }

    /// Compares the numbers of traces; nil when a set has none, or when they are too few distinct ones to be a measure.
    ///
    /// - Complexity: O(n log n)
    init?(_ scope: DifferenceItem.Scope, _ key: String, _ numbers: TraceMaxima, _ place: DifferenceItem.Place?) {
        self.init(scope, key, selected: numbers.selected, baseline: numbers.baseline, place: place)
    }

    /// Whether another one of the same key is of the same numbers, as far as one can see.
    func saysTheSame(as other: Self) -> Bool {
        (selected, baseline, selectedMedian, baselineMedian, distance)
            == (other.selected, other.baseline, other.selectedMedian, other.baselineMedian, other.distance)
    }

    /// Compares finite values, in any order; nil when a set has none, or when they are too few distinct ones to be a measure.
    ///
    /// - Complexity: O(n log n)
    init?(
        _ scope: DifferenceItem.Scope, _ key: String, selected: [Double], baseline: [Double], place: DifferenceItem.Place? = nil
    ) {
        if selected.isEmpty || baseline.isEmpty { return nil }
        let a = selected.sorted(), b = baseline.sorted()
        (self.scope, self.key, self.place) = (scope, key, place)
        (self.selected, self.baseline) = (a.count, b.count)
        selectedMedian = a[(a.count + 1) / 2 - 1]
        baselineMedian = b[(b.count + 1) / 2 - 1]
        sample = SampleDistance(a, b)
        if sample.distinct < Self.leastDistinct { return nil }
    }
}
