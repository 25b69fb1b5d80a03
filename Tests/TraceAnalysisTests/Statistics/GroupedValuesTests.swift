import TestSupport
import Testing

@testable import TraceAnalysis

/// Percentiles of groups whose values come in any order.
@Suite struct GroupedValuesTests {
    @Test("Each group has the percentile of its own values, whatever stands between them")
    func slowTwin() {
        var random = SeededGenerator(seed: 95)
        for size in [0, 1, 7, 40, 900] {
            let count = Int.random(in: 1...12, using: &random)
            let all = (0..<size).map { _ in
                (value: Int64.random(in: -3...200, using: &random), group: Int.random(in: 0..<count, using: &random))
            }
            var grouped = GroupedValues()
            for entry in all { grouped.add(entry.value, to: entry.group) }
            for rank in Percentiles.Rank.allCases {
                let expected = (0...count).map { group in Percentiles(all.filter { $0.group == group }.map(\.value))?[rank] }
                #expect(grouped.percentiles(rank, groups: count + 1) == expected)
            }
        }
    }

    @Test("Without values there is nothing to measure")
    func empty() {
        #expect(GroupedValues().percentiles(.p95, groups: 0).isEmpty && GroupedValues().percentiles(.p95, groups: 2) == [nil, nil])
    }
}
