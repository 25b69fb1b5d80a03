/// How long something takes: log-normal, with a Pareto tail now and then, as measured latencies are.
///
/// Only operations that IEEE 754 defines to the last bit are used, so every machine draws the same durations.
struct Latency {
    /// Half of the samples are shorter, in microseconds.
    let median: Double
    /// Standard deviation of the logarithm; 0.3 is steady, 1 is erratic.
    let spread: Double
    /// Share of samples that the tail stretches.
    let tail: Double

    /// A distribution around a median in milliseconds.
    init(milliseconds: Double, spread: Double = 0.35, tail: Double = 0.01) {
        median = milliseconds * 1000
        self.spread = spread
        self.tail = tail
    }

    /// The same work, `factor` times slower and more erratic.
    func slowed(_ factor: Double, spread: Double) -> Latency { Latency(milliseconds: median / 1000 * factor, spread: spread, tail: tail) }

    /// The same work on a quiet day: half as erratic, and without a tail.
    var calm: Latency { Latency(milliseconds: median / 1000, spread: spread / 2, tail: 0) }

    /// One duration in nanoseconds: whole microseconds, at least one.
    func sample(_ random: inout Random) -> Int64 {
        var microseconds = median * Self.exponential(spread * Self.normal(&random))
        if random.chance(tail) { microseconds *= min(40, 1 / (1 - random.unit()).squareRoot()) * 2 }
        return max(1, Int64(microseconds)) * 1000
    }

    /// A number from the standard normal distribution, as the sum of twelve uniform ones.
    private static func normal(_ random: inout Random) -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += random.unit() }
        return sum
    }

    /// e to the power `x` for |x| < 700: a power of two times a Taylor series for the rest, exact to about 1e-13.
    static func exponential(_ x: Double) -> Double {
        let power = (x * 1.4426950408889634).rounded()
        let rest = x - power * 0.6931471805599453
        var term = 1.0, sum = 1.0
        for n in 1...13 {
            term *= rest / Double(n)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
    }
}
