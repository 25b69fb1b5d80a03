import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// The fast comparison of sets against a slow and obvious one.
@Suite struct SetDifferencesPropertyTests {
    @Test("On random traces the items, their counts and what they explain are what a dictionary of sets gives")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 21)
        var items = 0, merged = 0, places: Set<DifferenceItem.Place?> = []
        for round in 0..<60 {
            let snapshot = Snapshot.of(Self.spans(&random))
            let border = Int.random(in: 5...25, using: &random)
            let selected = Array(snapshot.traces.prefix(border)), baseline = Array(snapshot.traces.dropFirst(border))
            let matched = Self.matched(round, snapshot)
            let found = try #require(snapshot.differences(selected: selected, baseline: baseline, matched: matched.spans))
            let expected = Self.slowly(snapshot, selected, baseline, matched.isMatched)
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
                    places.insert(other.place)
                }
                merged += row.items.count + row.opposites.count - 1
            }
            let strengths = found.rows.map { abs($0.score.difference) }
            #expect(strengths == strengths.sorted(by: >))
            items += expected.count
        }
        #expect(items > 150 && merged > 20, "\(items) \(merged)")
        #expect(places == [.matched, .elsewhere, .both, nil])
    }

    /// Main roots in turn with the spans called x, which not every trace has, and with none.
    private static func matched(_ round: Int, _ snapshot: Snapshot) -> (spans: MatchedSpans, isMatched: (Trace, Int) -> Bool) {
        switch round % 5 {
        case 0, 1: return (.mainRoots, { $1 == $0.mainRootPosition })
        case 2: return (.failed, { $0.span(at: $1).isError })
        default:
            let name = snapshot.strings.find("x")?.rawValue, chunks = snapshot.chunks
            return (.meeting { chunks[$0.chunk].name[$0.offset] == name }, { $0.span(at: $1).name == "x" })
        }
    }

    private struct Slow {
        let set: Set<TraceRow>
        let score: DifferenceScore
        let latencyExplained: Int64?
    }

    /// Something traces say, and which of them say it: anywhere, and on matched spans.
    private struct Said {
        let scope: DifferenceItem.Scope, key: String, value: AttributeValue?
        var anywhere: Set<TraceRow> = [], onMatched: Set<TraceRow> = []
    }

    private static func slowly(
        _ snapshot: Snapshot, _ selected: [TraceRow], _ baseline: [TraceRow], _ isMatched: (Trace, Int) -> Bool
    ) -> [DifferenceItem: Slow] {
        let (said, matchable) = said(snapshot, selected + baseline, isMatched)
        let all = Set(selected + baseline)
        var looked = 0, pairs: [(anywhere: (DifferenceItem, Slow)?, onMatched: (DifferenceItem, Slow)?)] = []
        for one in said {
            if one.value == nil, one.scope == .service || one.scope == .operation { continue }
            let set = one.value == nil ? all.subtracting(one.anywhere) : one.anywhere
            let first = Self.slow(set, of: all, selected, baseline, snapshot)
            let onMatched = one.value == nil ? matchable.subtracting(one.onMatched) : one.onMatched
            let isComparable =
                one.value == nil ? matchable == all : !matchable.isDisjoint(with: selected) && !matchable.isDisjoint(with: baseline)
            var second = isComparable && !one.onMatched.isEmpty ? Self.slow(onMatched, of: matchable, selected, baseline, snapshot) : nil
            if let both = second, both.score.selected == first.score.selected, both.score.baseline == first.score.baseline { second = nil }
            let counted = [first, second].compactMap { $0 }.filter { $0.score.selected + $0.score.baseline >= 5 }
            looked += counted.count
            let place = one.value == nil ? nil : place(set.intersection(matchable).count, one.onMatched.count)
            let items = [place, .matched].map { DifferenceItem(one.scope, one.key, one.value, $0) }
            pairs.append(((items[0], first), second.map { (items[1], $0) }))
        }
        let least = DifferenceScore.leastZ(of: looked)
        let telling = pairs.compactMap { pair in
            [pair.anywhere, pair.onMatched].compactMap { $0 }.filter { abs($0.1.score.z) >= least && $0.1.score.support >= 5 }
                .max { abs($0.1.score.difference) < abs($1.1.score.difference) }
        }
        return Dictionary(uniqueKeysWithValues: telling)
    }

    private static func place(_ traces: Int, _ onMatched: Int) -> DifferenceItem.Place? {
        if traces == 0 { return nil }
        let share = Double(onMatched) / Double(traces)
        return share >= 0.95 ? .matched : share <= 0.05 ? .elsewhere : .both
    }

    /// What the traces say, and which of them have matched spans.
    private static func said(
        _ snapshot: Snapshot, _ rows: [TraceRow], _ isMatched: (Trace, Int) -> Bool
    ) -> (said: [Said], matchable: Set<TraceRow>) {
        var said: [DifferenceItem: Said] = [:], matchable: Set<TraceRow> = []
        for row in rows {
            let trace = snapshot[row]
            for position in 0..<trace.spanCount where !trace.marks(of: position).contains(.folded) {
                let span = trace.span(at: position), isMatched = isMatched(trace, position)
                if isMatched { matchable.insert(row) }
                func add(_ scope: DifferenceItem.Scope, _ key: String, _ value: AttributeValue) {
                    for value in [value, nil] {
                        let item = DifferenceItem(scope, key, value)
                        said[item, default: Said(scope: scope, key: key, value: value)].anywhere.insert(row)
                        if isMatched { said[item]?.onMatched.insert(row) }
                    }
                }
                add(.service, "service.name", .string(span.service))
                add(.operation, span.service, .string(span.name))
                for attribute in span.resource.attributes { add(.resource, attribute.key, attribute.value) }
                for attribute in span.attributes { add(.span, attribute.key, attribute.value) }
                for attribute in span.events.flatMap({ Array($0.attributes) }) { add(.event, attribute.key, attribute.value) }
                for attribute in span.links.flatMap({ Array($0.attributes) }) { add(.link, attribute.key, attribute.value) }
            }
        }
        return (Array(said.values), matchable)
    }

    /// The score of some traces among others, and what they explain.
    private static func slow(
        _ set: Set<TraceRow>, of others: Set<TraceRow>, _ selected: [TraceRow], _ baseline: [TraceRow], _ snapshot: Snapshot
    ) -> Slow {
        let score = DifferenceScore(
            selected.count(where: set.contains), of: selected.count(where: others.contains),
            baseline.count(where: set.contains), of: baseline.count(where: others.contains))
        let durations = (selected + baseline).compactMap { row in snapshot[row].duration.map { (set.contains(row), Double($0)) } }
        let with = durations.filter(\.0).map(\.1), without = durations.filter { !$0.0 }.map(\.1)
        var explained: Int64?
        if !with.isEmpty, !without.isEmpty {
            let apart = with.reduce(0, +) / Double(with.count) - without.reduce(0, +) / Double(without.count)
            explained = Int64((apart * Double(with.count) / Double(durations.count)).rounded())
        }
        return Slow(set: set, score: score, latencyExplained: explained)
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
                if Int.random(in: 0..<3, using: &random) == 0 { span.links = [[("why", value(isEarly, &random))], []] }
                span.isError = Bool.random(using: &random)
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
