import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// The fast comparison of two sets in time against a slow and obvious one.
@Suite struct SetComparisonPropertyTests {
    /// What is known of a path in one set.
    struct Slow: Equatable {
        var traces: Set<TraceRow> = []
        var calls = 0, errors = 0
        var critical: Int64 = 0
        var durations: [Int64] = []
    }

    @Test("On random traces every node is what a dictionary by the names of all callers gives")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 5)
        var nodes = 0
        for _ in 0..<60 {
            let sets = (0..<2).map { _ in Snapshot.of(Self.spans(&random)) }
            let found = try #require(SetComparison(TraceSelection(sets[0]), TraceSelection(sets[1])))
            let slow = try sets.map(Self.slowly)
            #expect(Set(slow[0].keys).union(slow[1].keys).count == found.nodes.count)
            for (number, node) in found.nodes.enumerated() {
                let path = found.path(to: number).map { found.nodes[$0] }.map { "\($0.service)/\($0.name)/\($0.kind)" }
                #expect(node.level == path.count)
                for (side, expected) in [(node.a, slow[0][path] ?? Slow()), (node.b, slow[1][path] ?? Slow())] {
                    #expect(side.traces == expected.traces.count && side.calls == expected.calls && side.errors == expected.errors)
                    #expect(side.criticalTime == expected.critical && side.duration == Percentiles(expected.durations))
                }
            }
            let deltas = found.ranking.map { found.nodes[$0].delta?.magnitude ?? 0 }
            #expect(deltas == deltas.sorted(by: >) && Set(found.ranking) == Set(found.nodes.indices))
            nodes += found.nodes.count
        }
        #expect(nodes > 1000, "\(nodes)")
    }

    private static func slowly(_ snapshot: Snapshot) throws -> [[String]: Slow] {
        var found: [[String]: Slow] = [:]
        for row in snapshot.traces {
            let trace = snapshot[row], critical = try #require(trace.criticalTimes())
            for position in 0..<trace.spanCount where !trace.marks(of: position).contains(.folded) {
                let path = Array(sequence(first: position) { trace.parent(of: $0) }).reversed().map { trace.span(at: $0) }
                let names = path.map { "\($0.service)/\($0.name)/\($0.kind)" }, span = trace.span(at: position)
                found[names, default: Slow()].traces.insert(row)
                found[names, default: Slow()].calls += 1
                found[names, default: Slow()].errors += span.isError ? 1 : 0
                found[names, default: Slow()].critical += critical[position]
                if !span.facts.lacksDuration { found[names, default: Slow()].durations.append(max(0, span.duration)) }
            }
        }
        return found
    }

    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        (1...UInt64.random(in: 1...60, using: &random)).map { id in
            SketchedSpan(id, parent: .random(in: 0..<(id + 2), using: &random)) {
                $0.trace = .random(in: 1...5, using: &random)
                $0.service = [nil, "", "a", "b"].randomElement(using: &random) ?? nil
                $0.name = ["x", "y"].randomElement(using: &random) ?? "x"
                $0.kind = [.client, .server].randomElement(using: &random) ?? .client
                $0.start = Int.random(in: 0..<9, using: &random) == 0 ? nil : .random(in: 0...40, using: &random)
                $0.duration = Int.random(in: 0..<9, using: &random) == 0 ? nil : .random(in: -3...40, using: &random)
                $0.isError = Int.random(in: 0..<4, using: &random) == 0
            }
        }
    }
}
