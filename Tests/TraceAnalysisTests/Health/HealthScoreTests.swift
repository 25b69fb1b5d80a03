import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Health as one number, and what it is made of.
@Suite struct HealthScoreTests {
    static let second: Int64 = 1_000_000_000

    static func score(_ errorRate: Double, _ latency: Int64, _ slow: Double, _ errorTraces: Double) -> HealthScore {
        HealthScore(errorRate: errorRate, latency: latency, slowShare: slow, errorTraceShare: errorTraces)
    }

    @Test(
        "The score falls continuously with each number",
        arguments: [
            (0, 500, 0, 0, 100), (0.01, 1000, 0, 0, 100), (0.03, 1000, 0, 0.03, 88.2), (0.05, 1000, 0, 0.05, 77), (0.1, 1000, 0, 0.1, 74),
            (0, 1500, 0, 0, 95), (0, 2000, 0, 0, 90), (0, 4000, 0, 0, 70), (0, 1000, 0.05, 0, 90), (1, 9999, 1, 1, 15),
            (0.0501, 1000, 0, 0, 80), (0, 2001, 0, 0, 89.99), (0, 1000, 0.1, 0, 80), (0, 1000, 0, 0.25, 85),
        ] as [(Double, Int64, Double, Double, Double)])
    func points(errorRate: Double, milliseconds: Int64, slow: Double, errorTraces: Double, expected: Double) {
        #expect(Self.score(errorRate, milliseconds * 1_000_000, slow, errorTraces).score == expected)
    }

    @Test("Each penalty is told, and together with the score they make 100")
    func terms() {
        let found = Self.score(0.03, 1_500_000_000, 0.02, 0.1)
        #expect(found.errorPenalty == 10 && found.latencyPenalty == 5 && found.slowPenalty == 4 && found.errorTracePenalty == 6)
        #expect(found.score == 75)
    }

    @Test("No number that gets worse makes the score better, and it stays within 15...100")
    func monotone() {
        var random = SeededGenerator(seed: 3)
        var falls = 0
        for _ in 0..<5_000 {
            let shares = (0..<3).map { _ in Double.random(in: 0...1, using: &random) * [0.05, 0.3, 1].randomElement(using: &random)! }
            let latency = Int64.random(in: 0...6 * Self.second, using: &random)
            let before = Self.score(shares[0], latency, shares[1], shares[2]).score
            let worse = shares.map { Swift.min(1, $0 + Double.random(in: 0...0.1, using: &random)) }
            let later = latency + .random(in: 0...Self.second, using: &random)
            for after in [
                Self.score(worse[0], latency, shares[1], shares[2]), Self.score(shares[0], later, shares[1], shares[2]),
                Self.score(shares[0], latency, worse[1], shares[2]), Self.score(shares[0], latency, shares[1], worse[2]),
                Self.score(worse[0], later, worse[1], worse[2]),
            ] {
                #expect(after.score <= before && (15...100).contains(after.score))
                if after.score < before { falls += 1 }
            }
        }
        #expect(falls > 5_000)
    }

    @Test("Every point of the recorded curve is on ours")
    func recordedCurve() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: the health curve was not compared.")
            return
        }
        let file = Places.fixtures.appendingPathComponent("real/guide-acceptance/expected_ten_orders.json")
        let expected = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let curve = try #require(expected["health_curve"] as? [[String: Double]])
        #expect(curve.count == 10)
        for point in curve {
            let rate = try #require(point["error_rate"]), latency = try #require(point["p95_ms"])
            let slow = try #require(point["slow_share"]), errors = try #require(point["error_trace_share"])
            #expect(Self.score(rate / 100, Int64(latency) * 1_000_000, slow, errors).score == point["score"], "\(point)")
        }
    }

    @Test("Without traces, or without any duration, there is no score")
    func nothing() throws {
        let nobody = try #require(Snapshot.empty.performance(of: "a"))
        #expect(HealthScore(nobody) == nil)
        let untimed = Snapshot.of([SketchedSpan(1) { $0.duration = nil }])
        let unknown = try #require(untimed.performance(of: "a"))
        #expect(unknown.traces == 1 && HealthScore(unknown) == nil)
    }

    @Test("A service whose spans are all errors and take no time loses what errors cost, and no more")
    func allErrors() throws {
        let snapshot = Snapshot.of((1...3).map { id in SketchedSpan(id) { ($0.isError, $0.duration, $0.trace) = (true, 0, id) } })
        let performance = try #require(snapshot.performance(of: "a"))
        let found = try #require(HealthScore(performance))
        #expect(found.score == 65 && found.errorRate == 1 && found.latency == 0 && found.slowShare == 0)
    }

    @Test("Thresholds can be others, and a ramp without a slope is a step")
    func otherThresholds() throws {
        var thresholds = HealthThresholds()
        thresholds.latency = try #require(HealthThresholds.Ramp(tolerable: 100, worst: 100, most: 80))
        thresholds.errorTraceShare = try #require(HealthThresholds.Ramp(tolerable: 0, worst: 1, most: 50))
        func score(_ latency: Int64) -> Double {
            HealthScore(errorRate: 0, latency: latency, slowShare: 0, errorTraceShare: 1, thresholds: thresholds).score
        }
        #expect(score(100) == 50 && score(101) == 0)
        let target = try #require(HealthThresholds(latencyTarget: 200))
        #expect(HealthThresholds(latencyTarget: Self.second) == HealthThresholds() && HealthThresholds(latencyTarget: 0) == nil)
        let slower = [200, 500, 800, 900].map {
            HealthScore(errorRate: 0, latency: $0, slowShare: 0, errorTraceShare: 0, thresholds: target)
        }
        #expect(slower.map(\.score) == [100, 85, 70, 70] && target.slowAbove == 200)
        #expect(HealthThresholds.Ramp(tolerable: 2, worst: 1, most: 1) == nil)
        #expect(HealthThresholds.Ramp(tolerable: 0, worst: 1, most: -1) == nil)
        #expect(HealthThresholds.Ramp(tolerable: 0, worst: .infinity, most: 1) == nil)
        #expect(HealthThresholds.Ramp(tolerable: .nan, worst: 1, most: 1) == nil)
    }

    @Test("Where shares begin to cost can be elsewhere, and each per cent above costs what it usually does")
    func targets() throws {
        let moved = try #require(HealthThresholds(errorTarget: 0.02, slowTarget: 0.5, errorTraceTarget: 0.1))
        func score(_ error: Double, _ slow: Double, _ errorTraces: Double) -> HealthScore {
            HealthScore(errorRate: error, latency: 0, slowShare: slow, errorTraceShare: errorTraces, thresholds: moved)
        }
        #expect(score(0.02, 0.5, 0.1).score == 100 && score(0.03, 0.5, 0.1).errorPenalty == 5 && score(0.06, 0, 0).errorPenalty == 20)
        #expect(score(0, 0.55, 0).slowPenalty == 10 && score(0, 0.6, 0).slowPenalty == 20 && score(0, 1, 0).score == 80)
        #expect(score(0, 0, 0.2).errorTracePenalty == 6 && score(0, 0, 1).errorTracePenalty == 15 && score(1, 1, 1).score == 45)
        let lenient = try #require(HealthThresholds(errorTarget: 1, slowTarget: 1, errorTraceTarget: 1))
        #expect(HealthScore(errorRate: 1, latency: 0, slowShare: 1, errorTraceShare: 1, thresholds: lenient).score == 100)
        #expect(HealthThresholds(latencyTarget: Self.second, errorTarget: 0.01, slowTarget: 0, errorTraceTarget: 0) == HealthThresholds())
        for wrong in [-0.1, 1.1, .nan] {
            #expect(HealthThresholds(errorTarget: wrong) == nil && HealthThresholds(slowTarget: wrong) == nil)
            #expect(HealthThresholds(errorTraceTarget: wrong) == nil)
        }
    }
}
