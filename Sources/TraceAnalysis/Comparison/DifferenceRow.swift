/// One difference between two sets of traces: something that the traces of one have and most of the other's lack.
public struct DifferenceRow: Equatable, Sendable {
    /// What it is; several items when (nearly) the same traces have them, the most different one first.
    public let items: [DifferenceItem]
    /// What (nearly) all other traces have instead, and only they.
    public let opposites: [DifferenceItem]
    /// How it is spread, as counted for the first item.
    public let score: DifferenceScore
    /// How much longer traces of both sets are on average for those that have it, in nanoseconds.
    ///
    /// The mean with it minus the mean without, times the share that has it; nil when no trace with it, or none without, has
    /// a duration.
    public let latencyExplained: Int64?

    /// Two sets of traces are the same for us if at least this share of either is in both.
    public static let leastOverlap = 0.95
}
