/// How well a service does, as one number: 100 minus four penalties, each of which is told.
///
/// Every penalty rises with what it is for and with nothing else, so that no service looks better for doing worse; all are
/// of shares, so that many traces are judged like few. By the usual thresholds a score is within 15...100. Scores and
/// penalties are rounded to four decimals.
public struct HealthScore: Equatable, Sendable {
    /// The share of entry spans that are errors, 0...1.
    public let errorRate: Double
    /// The p95 of entry latency, in nanoseconds.
    public let latency: Int64
    /// The share of entry spans that were slow, 0...1.
    public let slowShare: Double
    /// The share of traces with an entry span of the service in which any span is an error, 0...1.
    public let errorTraceShare: Double

    /// Points taken off because the service fails its callers.
    public let errorPenalty: Double
    /// Points taken off because nearly all calls together take long.
    public let latencyPenalty: Double
    /// Points taken off because some calls take very long.
    public let slowPenalty: Double
    /// Points taken off because something fails in the traces it takes part in.
    public let errorTracePenalty: Double
    /// What is left of 100, not below 0.
    public let score: Double

    /// Judges by four numbers.
    ///
    /// - Parameters:
    ///   - errorRate: the share of entry spans that are errors, 0...1.
    ///   - latency: the p95 of entry latency, in nanoseconds.
    ///   - slowShare: the share of entry spans that were slow, 0...1.
    ///   - errorTraceShare: the share of traces in which any span is an error, 0...1.
    public init(
        errorRate: Double, latency: Int64, slowShare: Double, errorTraceShare: Double, thresholds: HealthThresholds = HealthThresholds()
    ) {
        (self.errorRate, self.latency, self.slowShare, self.errorTraceShare) = (errorRate, latency, slowShare, errorTraceShare)
        errorPenalty = Self.rounded(thresholds.errorRate.penalty(errorRate))
        latencyPenalty = Self.rounded(thresholds.latency.penalty(Double(latency)))
        slowPenalty = Self.rounded(thresholds.slowShare.penalty(slowShare))
        errorTracePenalty = Self.rounded(thresholds.errorTraceShare.penalty(errorTraceShare))
        score = max(0, Self.rounded(100 - errorPenalty - latencyPenalty - slowPenalty - errorTracePenalty))
    }

    /// Judges a service; nil when it has no trace, or nothing is known of how long its entry spans took.
    public init?(_ performance: ServicePerformance, thresholds: HealthThresholds = HealthThresholds()) {
        guard let errorRate = performance.serviceErrorRate, let latency = performance.entryLatency?.p95,
            let slowShare = performance.shareOfEntries(above: thresholds.slowAbove), let errorTraceShare = performance.traceErrorRate
        else { return nil }
        self.init(
            errorRate: errorRate, latency: latency, slowShare: slowShare, errorTraceShare: errorTraceShare, thresholds: thresholds)
    }

    private static func rounded(_ points: Double) -> Double { (points * 10_000).rounded() / 10_000 }
}
