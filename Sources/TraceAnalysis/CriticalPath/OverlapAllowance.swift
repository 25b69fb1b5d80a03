/// How far one sibling may reach into the next one and still be taken for its predecessor on a critical path.
///
/// Clocks and instrumentation are not exact: a result set is opened a few microseconds before the query that gives it is
/// over. Without an allowance all time of the first would be its parent's.
public struct OverlapAllowance: Equatable, Sendable {
    /// The share of the parent's time that an overlap has to stay below, 0...1.
    public let fraction: Double

    /// 1 % of the parent's time, as in CRISP.
    public static let usual = OverlapAllowance(fraction: 0.01)
    /// Siblings follow each other only when they do not overlap; those that touch do.
    public static let none = OverlapAllowance(fraction: 0)

    private init(fraction: Double) { self.fraction = fraction }

    /// A share in percent; nil unless it is 0...100.
    public init?(percent: Double) {
        guard percent >= 0, percent <= 100 else { return nil }
        fraction = percent / 100
    }
}
