import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// The fast comparison of sets against a slow and obvious one.
@Suite struct SetDifferencesPropertyTests {
    @Test("On random traces the items, their counts and what they explain are what a dictionary of sets gives")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 21)
        var items = 0, merged = 0
        for _ in 0..<40 {
            let snapshot = Snapshot.of(Self.spans(&random))
            let border = Int.random(in: 5...25, using: &random)
            let selected = Array(snapshot.traces.prefix(border)), baseline = Array(snapshot.traces.dropFirst(border))
            let found = try #require(snapshot.differences(selected: selected, baseline: baseline))
            let expected = Self.slowly(snapshot, selected, baseline)
            let all = found.rows.flatMap { $0.items + $0.opposites }
            #expect(Set(all) == Set(expected.keys) && all.count == expected.count)
            for row in found.rows {
                let lead = try #require(expected[row.items[0]])
                #expect(row.score == lead.score && row.latencyExplained == lead.latencyExplained)
                for other in row.items + row.opposites {
                    // Each is nearly the same set as the first of its row, and so not far from the others.
                    let set = try #require(expected[other]).set
                    let same = row.items.contains(other) ? set : Set(snapshot.traces).subtracting(set)
                    #expect(Double(same.intersection(lead.set).count) >= 0.9 * Double(same.union(lead.set).count))
                }
                merged += row.items.count + row.opposites.count - 1
            }
            let strengths = found.rows.map { abs($0.score.difference) }
            #expect(strengths == strengths.sorted(by: >))
            items += expected.count
        }
        #expect(items > 150 && merged > 20, "\(items) \(merged)")
    }

    private struct Slow {
        let set: Set<TraceRow>
        let score: DifferenceScore
        let latencyExplained: Int64?
    }

    private static func slowly(_ snapshot: Snapshot, _ selected: [TraceRow], _ baseline: [TraceRow]) -> [DifferenceItem: Slow] {
        var sets: [DifferenceItem: Set<TraceRow>] = [:]
        for row in selected + baseline {
            let trace = snapshot[row]
            for position in 0..<trace.spanCount where !trace.marks(of: position).contains(.folded) {
                let span = trace.span(at: position)
                func add(_ scope: DifferenceItem.Scope, _ key: String, _ value: AttributeValue) {
                    sets[DifferenceItem(scope, key, value), default: []].insert(row)
                    sets[DifferenceItem(scope, key, nil), default: []].insert(row)
                }
                add(.service, "service.name", .string(span.service))
                add(.operation, span.service, .string(span.name))
                for attribute in span.resource.attributes { add(.resource, attribute.key, attribute.value) }
                for attribute in span.attributes { add(.span, attribute.key, attribute.value) }
                for attribute in span.events.flatMap({ Array($0.attributes) }) { add(.event, attribute.key, attribute.value) }
            }
        }
        let all = Set(selected + baseline)
        var found: [DifferenceItem: Slow] = [:]
        for (item, having) in sets {
            if item.value == nil, item.scope == .service || item.scope == .operation { continue }
            let set = item.value == nil ? all.subtracting(having) : having
            let score = DifferenceScore(
                selected.count(where: set.contains), of: selected.count, baseline.count(where: set.contains), of: baseline.count)
            guard score.selected + score.baseline >= 5 else { continue }
            let durations = all.compactMap { row in snapshot[row].duration.map { (set.contains(row), Double($0)) } }
            let with = durations.filter(\.0).map(\.1), without = durations.filter { !$0.0 }.map(\.1)
            var explained: Int64?
            if !with.isEmpty, !without.isEmpty {
                let apart = with.reduce(0, +) / Double(with.count) - without.reduce(0, +) / Double(without.count)
                explained = Int64((apart * Double(with.count) / Double(durations.count)).rounded())
            }
            found[item] = Slow(set: set, score: score, latencyExplained: explained)
        }
        let least = DifferenceScore.leastZ(of: found.count)
        return found.filter { abs($0.value.score.z) >= least }
    }

    /// 30 to 60 traces, of which the first have other things than the rest.
    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        let traces = UInt64.random(in: 30...60, using: &random)
        var spans: [SketchedSpan] = []
        for trace in 1...traces {
            let first = UInt64(spans.count + 1), isEarly = trace <= 20
            for id in first...first + .random(in: 0...3, using: &random) {
                var span = SketchedSpan(id: id, parent: id == first ? 0 : first)
                span.trace = trace
                span.service = [nil, "a", isEarly ? "b" : "c"].randomElement(using: &random) ?? nil
                span.name = isEarly && Bool.random(using: &random) ? "x" : "y"
                span.start = Int.random(in: 0..<9, using: &random) == 0 ? nil : 0
                span.duration = .random(in: -5...1_000_000, using: &random) * (isEarly ? 2 : 1)
                if Bool.random(using: &random) { span.resource = [("host", isEarly ? "h1" : "h\(Int.random(in: 1...3, using: &random))")] }
                for key in ["k", "l", "m"] where Bool.random(using: &random) || isEarly {
                    span.attributes.append((key, value(isEarly, &random)))
                }
                if Int.random(in: 0..<3, using: &random) == 0 {
                    span.events = [.init(time: 0, [("message", value(isEarly, &random)), ("level", .string("info"))])]
                }
                spans.append(span)
            }
        }
        return spans
    }

    private static func value(_ isEarly: Bool, _ random: inout SeededGenerator) -> AttributeValue {
        let values: [AttributeValue] = [
            .string("x"), .string(""), .int64(1), .double(1), .bool(true), .null, .bytes([1, 2]), .array(json: "[1]"), .string("1"),
            // Too long to be interned.
            .string(String(repeating: "y", count: 5000)),
        ]
        return (isEarly ? values.prefix(4) : values.suffix(7)).randomElement(using: &random) ?? .null
    }
}
