import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Numeric attributes that lie elsewhere in one set than in another.
@Suite struct NumericDifferenceTests {
    @Test("The distance is how far the shares of values up to a number are apart at most")
    func distance() throws {
        let found = try #require(NumericDifference(.span, "rows", selected: [9, 1, 5, 7, 3], baseline: [2, 4, 4, 6, 8, 10]))
        // Up to 3 lie two of five and one of six, up to 4 two and three; up to 9 all five but five of six.
        #expect(abs(found.distance - (2.0 / 5 - 1.0 / 6)) < 1e-12)
        #expect(found.selectedMedian == 5 && found.baselineMedian == 4 && found.medianDifference == 1)
        #expect(!found.isTelling(among: 1))
        let apart = try #require(
            NumericDifference(.span, "rows", selected: (1...10).map(Double.init), baseline: (11...20).map(Double.init)))
        #expect(apart.distance == 1 && apart.isTelling(among: 1) && !apart.isTelling(among: 1_000_000))
    }

    @Test("Nothing is measured of a set without numbers, nor of a handful of distinct ones")
    func notMeasured() {
        #expect(NumericDifference(.span, "rows", selected: [], baseline: [1, 2, 3]) == nil)
        #expect(
            NumericDifference(.span, "status", selected: Array(repeating: 500, count: 50), baseline: Array(repeating: 200, count: 50))
                == nil)
    }

    @Test("On random numbers the distance is the greatest over all numbers")
    func agreesWithTheObviousWay() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            func some() -> [Double] {
                (0..<Int.random(in: 1...40, using: &random)).map { _ in Double(Int.random(in: 0...30, using: &random)) }
            }
            let a = some(), b = some()
            guard let found = NumericDifference(.span, "k", selected: a, baseline: b) else { continue }
            let slow = (a + b).map { at in
                abs(Double(a.count { $0 <= at }) / Double(a.count) - Double(b.count { $0 <= at }) / Double(b.count))
            }.max()
            #expect(abs(found.distance - (slow ?? 0)) < 1e-12)
        }
    }

    @Test("Of a trace the greatest number counts; numbers of ids, and numbers that are none, do not")
    func inTraces() throws {
        var spans: [SketchedSpan] = []
        for trace in 1...40 as ClosedRange<UInt64> {
            let isSelected = trace <= 20
            spans.append(
                SketchedSpan(trace * 2) {
                    $0.trace = trace
                    $0.attributes = [
                        ("rows", .int64(Int64(trace) + (isSelected ? 100 : 0))), ("thread.id", .int64(Int64(trace))),
                        ("net.peer.port", .int64(Int64(trace))),
                        ("load", .double(isSelected ? .nan : .infinity)),
                    ]
                })
            spans.append(
                SketchedSpan(trace * 2 + 1, parent: trace * 2) {
                    $0.trace = trace
                    $0.attributes = [("rows", .double(trace == 1 ? 1000 : 1))]
                })
        }
        let snapshot = Snapshot.of(spans)
        let found = try #require(snapshot.differences(selected: Array(snapshot.traces[..<20]), baseline: Array(snapshot.traces[20...])))
        #expect(found.numbers.map(\.key) == ["rows"])
        let rows = try #require(found.numbers.first)
        // 2...20 and 1000 above 100; the tenth of twenty. Without trace 1 that is 110 + 1.
        #expect(rows.selectedMedian == 111 && rows.baselineMedian == 30 && rows.distance == 1)
        #expect(rows.selected == 20 && rows.baseline == 20)
    }
}
