import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Two sets of traces merged into one tree.
@Suite struct SetComparisonTests {
    static func compare(_ a: String, _ b: String) throws -> SetComparison {
        try #require(SetComparison(TraceSelection(TraceDrawing.snapshot(a)), TraceSelection(TraceDrawing.snapshot(b)), overlap: .none))
    }

    /// A node as `service operation`, with those above it.
    static func path(_ comparison: SetComparison, _ number: Int) -> String {
        comparison.path(to: number).map { comparison.nodes[$0].service + " " + comparison.nodes[$0].name }.joined(separator: " > ")
    }

    static let before = """
        web GET    ==========
          cart get  ====
          ad  show        =

        web GET    ==========
          cart get  ====
        """
    static let after = """
        web GET    ====================
          cart get  ===========
            db SELECT  ======
          cart get               ==  ! x=1
          mail send                 =

        web GET    ==========
          cart get  ====
        """

    @Test("Time on the critical path by trace, calls by trace and what changed stand at every node, the greatest difference first")
    func worked() throws {
        let found = try Self.compare(Self.before, Self.after)
        #expect(found.traces == (2, 2) && found.meanDuration == (10_000_000, 15_000_000) && found.delta == 5_000_000)
        let lines = found.ranking.map { number in
            let node = found.nodes[number]
            let time = [node.a, node.b].map { ($0.meanCritical ?? -1) / 100_000 }
            return "\(Self.path(found, number)): \(node.a.calls)/\(node.b.calls) \(time[0])-\(time[1]) \(node.change.rawValue)"
        }
        #expect(
            lines == [
                // Calls in all, time in tenths of a millisecond by trace.
                "web GET > cart get > db SELECT: 0/1 0-30 added",
                "web GET > cart get: 2/3 40-55 changed",
                "web GET: 2/2 55-60 same",
                "web GET > ad show: 1/0 5-0 removed",
                "web GET > mail send: 0/1 0-5 added",
            ])
        let shares = found.ranking.compactMap { found.share(of: found.nodes[$0]) }
        #expect(shares == [0.6, 0.3, 0.1, -0.1, 0.1] && abs(shares.reduce(0, +) - 1) < 1e-9)
        let cart = try #require(found.nodes.first { $0.name == "get" })
        #expect(cart.b.errorShare == 1.0 / 3 && cart.a.errorShare == 0 && cart.level == 2)
        #expect(cart.b.duration?.p50 == 4_000_000 && cart.b.duration?.p95 == 11_000_000 && cart.a.traces == 2)
    }

    @Test("Samples vary: calls by trace count as the same within a twentieth, but not between two traces")
    func tolerance() {
        func node(_ traces: Int, _ first: Int, _ second: Int) -> ComparedNode {
            func side(_ calls: Int) -> ComparedNode.Side {
                ComparedNode.Side(tracesInSet: traces, traces: min(traces, calls), calls: calls, errors: 0, criticalTime: 0, duration: nil)
            }
            return ComparedNode(parent: nil, level: 1, service: "a", name: "b", kind: .server, a: side(first), b: side(second))
        }
        #expect(node(100, 100, 105).change == .same && node(100, 100, 106).change == .changed)
        #expect(node(1, 20, 21).change == .changed && node(1, 7, 7).change == .same)
        #expect(node(100, 0, 1).change == .added && node(100, 1, 0).change == .removed)
        #expect(node(0, 0, 0).change == .same && node(0, 0, 0).delta == nil && node(0, 0, 0).a.callsPerTrace == nil)
    }

    @Test("A set without traces leaves everything unknown that would have to be divided by nothing")
    func emptySets() throws {
        let found = try Self.compare("", Self.before)
        #expect(found.traces == (0, 2) && found.meanDuration.a == nil && found.delta == nil && found.nodes.count == 3)
        for number in found.ranking {
            let node = found.nodes[number]
            #expect(node.a.callsPerTrace == nil && node.a.meanCritical == nil && node.delta == nil && found.share(of: node) == nil)
        }
        let nothing = try #require(SetComparison(TraceSelection(.empty), TraceSelection(.empty)))
        #expect(nothing.nodes.isEmpty && nothing.delta == nil)
        #expect(nothing == nothing && found != nothing)
    }

    @Test("A set against itself differs in nothing, and no share is made of that")
    func itself() throws {
        let found = try Self.compare(Self.after, Self.after)
        #expect(found.delta == 0 && found.nodes.allSatisfy { $0.delta == 0 && $0.change == .same && found.share(of: $0) == nil })
    }

    @Test("Kinds, missing services and trees of their own are told apart; copies of a span are not counted")
    func oddTraces() throws {
        func trace(_ kind: SpanKind) -> Snapshot {
            .of([
                SketchedSpan(1) { $0.service = nil },
                unnamed(kind), unnamed(kind),
                SketchedSpan(3, parent: 9) {
                    $0.name = "orphan"
                    $0.duration = nil
                },
                // Each the other's parent.
                SketchedSpan(4, parent: 5) {
                    $0.name = "cycle"
                    $0.duration = -7
                },
                SketchedSpan(5, parent: 4) {
                    $0.name = "cycle"
                    $0.start = nil
                },
            ])
        }
        func unnamed(_ kind: SpanKind) -> SketchedSpan {
            SketchedSpan(2, parent: 1) {
                $0.service = ""
                $0.kind = kind
            }
        }
        let found = try #require(SetComparison(TraceSelection(trace(.client)), TraceSelection(trace(.server))))
        let lines = found.nodes.indices.map { Self.path(found, $0) + " \(found.nodes[$0].a.calls)/\(found.nodes[$0].b.calls)" }
        #expect(
            Set(lines) == [" op 1/1", " op >  op 1/0", " op >  op 0/1", "a orphan 1/1", "a cycle 1/1", "a cycle > a cycle 1/1"]
                && lines.count == 6)
        #expect(found.nodes.first { $0.name == "orphan" }?.a.duration == nil)
        #expect(found.nodes.first { $0.name == "cycle" }?.a.duration?.max == 0)
    }

    @Test("100,000 levels make no more nodes than can be told apart")
    func deep() throws {
        let levels: UInt64 = 100_000
        let snapshot = Snapshot.of(
            (1...levels).map { id in
                SketchedSpan(id, parent: id - 1) {
                    $0.duration = Int64(levels - id + 1)
                    $0.name = id % 2 == 0 ? "even" : "odd"
                }
            })
        let found = try #require(SetComparison(TraceSelection(snapshot), TraceSelection(.empty)))
        #expect(found.isCut && found.nodes.count == SetComparison.deepestLevel + 1)
        #expect(found.nodes.reduce(0) { $0 + $1.a.calls } == Int(levels))
        #expect(found.nodes.reduce(0) { $0 + $1.a.criticalTime } == Int64(levels))
        #expect(found.nodes.indices.map { found.path(to: $0).count }.max() == SetComparison.deepestLevel)
    }

    @Test("Whoever no longer wants to know is heard")
    func cancelling() {
        let selection = TraceSelection(Snapshot.of((1...5000).map { SketchedSpan(id: $0, parent: $0 - 1) }))
        #expect(SetComparison(selection, selection, isCancelled: { true }) == nil)
    }
}
