import TestSupport
import Testing

@testable import TraceAnalysis

/// Histograms on a logarithmic scale.
@Suite struct HistogramTests {
    @Test("Nothing has no histogram")
    func nothing() {
        #expect(Histogram([]) == nil)
    }

    @Test("Above eight an octave has eight buckets, each about 9 % wider than the one before")
    func bounds() throws {
        let buckets = try #require(Histogram(1024...2048)).buckets()
        #expect(buckets.map(\.lower) == [1024, 1117, 1218, 1328, 1449, 1580, 1723, 1879, 2048])
        #expect(buckets.dropLast().allSatisfy { $0.count == Int($0.upper - $0.lower) } && buckets.last?.count == 1)
        let wide = try #require(Histogram([1_000_000_000, 2_000_000_000])).buckets()
        for (bucket, next) in zip(wide, wide.dropFirst()) {
            let ratio = Double(next.lower) / Double(bucket.lower)
            #expect(abs(ratio - 1.0905) < 0.0001 && bucket.upper == next.lower)
        }
        #expect(wide.count == 9)
    }

    @Test("Nought has a bucket of its own, and what is below it is counted there")
    func noughts() throws {
        let histogram = try #require(Histogram([0, -5, .min, 1, 2]))
        #expect(histogram.count == 5)
        #expect(histogram.buckets().map { [$0.lower, $0.upper, Int64($0.count)] } == [[0, 1, 3], [1, 2, 1], [2, 3, 1]])
        #expect(histogram.buckets(atMost: 2).map { [$0.lower, Int64($0.count)] } == [[0, 3], [1, 2]])
        #expect(try #require(Histogram([0, 0])).buckets() == [Histogram.Bucket(lower: 0, upper: 1, count: 2)])
    }

    @Test("The greatest value there can be has its bucket")
    func greatest() throws {
        let buckets = try #require(Histogram([.max, .max - 1])).buckets()
        #expect(buckets.count == 1 && buckets[0].count == 2 && buckets[0].upper == .max && buckets[0].lower > .max / 2)
        let all = try #require(Histogram([0, 1, .max])).buckets(atMost: 10)
        #expect(all.count <= 10 && all.map(\.count).reduce(0, +) == 3 && all.last?.upper == .max)
    }

    @Test("Whatever the values, each is in the bucket that holds it, and joined buckets hold the same values")
    func holdsEveryValue() throws {
        var random = SeededGenerator(seed: 7)
        for round in 0..<300 {
            let bits = Int64(1) << Int64.random(in: 1...62, using: &random)
            let values = (0..<Int.random(in: 1...200, using: &random)).map { _ in Int64.random(in: 0...bits, using: &random) }
            let histogram = try #require(Histogram(values)), limit = round % 3 == 0 ? Int.max : .random(in: 2...40, using: &random)
            let buckets = histogram.buckets(atMost: limit)
            #expect(buckets.count <= limit)
            for bucket in buckets { #expect(bucket.count == values.count { bucket.lower <= $0 && $0 < bucket.upper }) }
            for (bucket, next) in zip(buckets, buckets.dropFirst()) { #expect(bucket.upper == next.lower && bucket.lower < bucket.upper) }
            #expect(histogram.count == values.count && buckets.reduce(0) { $0 + $1.count } == values.count)
        }
    }
}
