import TraceModel

/// Where suspect traces lose time against a baseline: inside which service, or on the way into which, ranked.
///
/// Traces are compared with those that begin with the same request. Each gives the time on its critical path that every
/// component has; how far a suspect's lies above the baseline's mean, in standard deviations of the baseline, is summed up
/// over the suspects. So what is slow all the time weighs little, and what hardly ever varies weighs much.
///
/// It ranks and does not detect: the first of a ranking between two samples of the same traces has a z as well, see
/// ``calibration``.
public struct Diagnosis: Equatable, Sendable {
    /// A part of the system that may be to blame.
    public struct Component: Equatable, Sendable {
        /// The service; empty for spans that name none.
        public let service: String
        /// Whether it is the way into the service, its network and queues, rather than the inside.
        public let isEdge: Bool
        /// Standard deviations above the baseline's mean, on average over the suspects.
        public let z: Double
        /// How much more time it has on the critical path than in the baseline, in nanoseconds, on average over the suspects.
        public let excess: Int64
    }

    /// The components that have time in any trace, the most conspicuous first.
    public let ranking: [Component]
    /// Suspect traces that were compared.
    public let suspects: Int
    /// Baseline traces that they were compared with.
    public let baseline: Int
    /// Suspect traces that begin with a request of which the baseline has too few.
    public let incomparable: Int
    /// The greatest |z| of any component when one half of the baseline is suspected against the other: what is mere chance.
    ///
    /// Nil when a half has too few traces.
    public let calibration: Double?

    /// The one to look at first.
    public var first: Component? { ranking.first }
    /// The one to look at next.
    public var runnerUp: Component? { ranking.dropFirst().first }

    /// The one that gained most time, which need not stand out from how much it varies anyway.
    public var mostTime: Component? { ranking.max { $0.excess < $1.excess } }

    /// The z below which the first of the ranking is no finding.
    public static let leastZ = 3.0
    /// Baseline traces of a request below which nothing can be said of how much they vary.
    public static let leastBaseline = 2
    /// Traces of a set below which a finding is not to be relied on.
    public static let fewTraces = 10

    /// Whether a set has few traces.
    public var hasFewTraces: Bool { min(suspects, baseline) < Self.fewTraces }
    /// Whether the first of the ranking may well be chance: a small z, one that halves of the baseline reach too, or few traces.
    public var isWeak: Bool {
        guard let first else { return true }
        return abs(first.z) < Self.leastZ || abs(first.z) <= calibration ?? 0 || hasFewTraces
    }

    /// Ranks what may make the suspects slower, in two sets of the same snapshot or of two.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans) and the complexity of the critical paths
    public init?(
        suspects: TraceSelection, baseline: TraceSelection, overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }
    ) {
        var tally = DiagnosisTally()
        guard tally.add(baseline, isBaseline: true, overlap, isCancelled) else { return nil }
        guard tally.add(suspects, isBaseline: false, overlap, isCancelled) else { return nil }
        let comparison = tally.comparison
        ranking = comparison.components
        self.suspects = comparison.suspects
        self.baseline = comparison.baseline
        incomparable = suspects.traces.count - comparison.suspects
        calibration = tally.calibration
    }
}
