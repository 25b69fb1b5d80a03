/// From where on a service's health suffers, and how much at most.
public struct HealthThresholds: Equatable, Sendable {
    /// What one number costs: nothing as far as it is tolerable, then more and more, `most` where it is worst and beyond.
    public struct Ramp: Equatable, Sendable {
        /// Up to here nothing is taken off.
        public let tolerable: Double
        /// From here on the most is taken off.
        public let worst: Double
        /// Points taken off at most.
        public let most: Double

        /// States a ramp; nil unless `tolerable` is not above `worst`, `most` not below 0, and all of them are finite.
        public init?(tolerable: Double, worst: Double, most: Double) {
            guard tolerable <= worst, most >= 0, worst - tolerable < .infinity, most < .infinity else { return nil }
            self.init(from: tolerable, to: worst, most: most)
        }

        fileprivate init(from tolerable: Double, to worst: Double, most: Double) {
            (self.tolerable, self.worst, self.most) = (tolerable, worst, most)
        }

        /// One as steep that begins elsewhere.
        fileprivate func moved(to tolerable: Double) -> Self {
            // Not by adding and subtracting the same, which may not give what it was.
            tolerable == self.tolerable ? self : Self(from: tolerable, to: tolerable + (worst - self.tolerable), most: most)
        }

        /// The points taken off for a value.
        func penalty(_ value: Double) -> Double {
            if value <= tolerable { return 0 }
            return value >= worst ? most : most * (value - tolerable) / (worst - tolerable)
        }
    }

    /// The share of entry spans that are errors: 5 points for each per cent above one, 20 at most.
    public var errorRate = Ramp(from: ServiceStatistics.tolerableErrorShare, to: 0.05, most: 20)
    /// The p95 of entry latency, in nanoseconds: a point for each 100 ms above a second, 30 at most.
    public var latency = Ramp(from: Double(ServiceStatistics.tolerableLatency), to: 4_000_000_000, most: 30)
    /// The share of entry spans that took longer than ``slowAbove``: 2 points for each per cent, 20 at most.
    public var slowShare = Ramp(from: 0, to: 0.1, most: 20)
    /// The share of traces in which any span is an error: 0.6 points for each per cent, 15 at most.
    public var errorTraceShare = Ramp(from: 0, to: 0.25, most: 15)
    /// An entry span that took longer is slow, in nanoseconds.
    public var slowAbove: Int64 = 1_000_000_000

    /// The usual ones: calls may take a second.
    public init() {}

    /// Those for calls that may take so long, fail so often, and so on: what is more costs as much as by the usual ones.
    ///
    /// Nil unless the latency target is above 0 and the others are within 0...1.
    ///
    /// - Parameters:
    ///   - latencyTarget: in nanoseconds: p95 costs more and more up to four times as much, and single calls that take longer are slow.
    ///   - errorTarget: the share of entry spans that may be errors.
    ///   - slowTarget: the share of entry spans that may be slow.
    ///   - errorTraceTarget: the share of traces in which any span may be an error.
    public init?(
        latencyTarget: Int64 = ServiceStatistics.tolerableLatency, errorTarget: Double = ServiceStatistics.tolerableErrorShare,
        slowTarget: Double = 0, errorTraceTarget: Double = 0
    ) {
        let target = Double(latencyTarget)
        guard [errorTarget, slowTarget, errorTraceTarget].allSatisfy({ (0...1).contains($0) }), latencyTarget > 0,
            let latency = Ramp(tolerable: target, worst: 4 * target, most: latency.most)
        else { return nil }
        self.latency = latency
        slowAbove = latencyTarget
        errorRate = errorRate.moved(to: errorTarget)
        slowShare = slowShare.moved(to: slowTarget)
        errorTraceShare = errorTraceShare.moved(to: errorTraceTarget)
    }
}
