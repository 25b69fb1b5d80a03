import Testing
import TraceAnalysis

/// Percentiles by nearest rank.
@Suite struct PercentilesTests {
    @Test(
        "The values 1...n have the percentiles of the nearest rank",
        arguments: [
            (1, [1, 1, 1, 1]), (2, [1, 2, 2, 2]), (4, [2, 4, 4, 4]), (10, [5, 9, 10, 10]), (20, [10, 18, 19, 20]),
            (100, [50, 90, 95, 99]), (1000, [500, 900, 950, 990]),
        ] as [(Int64, [Int64])])
    func nearestRank(n: Int64, expected: [Int64]) throws {
        let measured = try #require(Percentiles((1...n).reversed()))
        #expect(Percentiles.Rank.allCases.map { measured[$0] } == expected)
        #expect(measured.min == 1 && measured.max == n && measured.count == Int(n) && measured.sum == n * (n + 1) / 2)
    }

    @Test("Nothing has no percentiles")
    func nothing() {
        #expect(Percentiles([]) == nil)
    }

    @Test(
        "A mean is rounded half up, below zero as well",
        arguments: [([1, 2], 2), ([1, 1, 2], 1), ([-1, -2], -1), ([-1, -2, -2], -2), ([0], 0), ([-3], -3)] as [([Int64], Int64)])
    func roundsHalfUp(values: [Int64], mean: Int64) throws {
        #expect(try #require(Percentiles(values)).mean == mean)
    }

    @Test("A sum beyond 64 bits stays at the end of the range, and the mean is right all the same")
    func hugeValues() throws {
        let measured = try #require(Percentiles([.max, .max, .max]))
        #expect(measured.sum == .max && measured.mean == .max)
        #expect(try #require(Percentiles([.min, .min])).mean == .min)
    }

    @Test("Few samples are named: p99 below 100 values, p95 below 20, p90 below 10, p50 below 2")
    func fewSamples() throws {
        let few: (Int) throws -> [Percentiles.Rank] = { try #require(Percentiles((1...Int64($0)).map { $0 })).fewSamples }
        #expect(try few(1) == [.p50, .p90, .p95, .p99])
        #expect(try few(2) == [.p90, .p95, .p99])
        #expect(try few(10) == [.p95, .p99])
        #expect(try few(20) == [.p99])
        #expect(try few(99) == [.p99])
        #expect(try few(100) == [])
    }
}
