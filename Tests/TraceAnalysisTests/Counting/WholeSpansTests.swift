import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Spans that were reported in several pieces, as Zipkin's tracers do, in all that is computed of them.
@Suite struct WholeSpansTests {
    private static func piece(_ id: UInt64, parent: UInt64 = 0, _ change: (inout SketchedSpan) -> Void) -> SketchedSpan {
        SketchedSpan(id, parent: parent) {
            $0.mayBePiece = true
            change(&$0)
        }
    }

    @Test("A span began when its earliest piece did, took as long as the longest, and failed when any did")
    func performance() throws {
        let snapshot = Snapshot.of([
            Self.piece(1) { ($0.start, $0.duration) = (5, nil) },
            Self.piece(2, parent: 1) { ($0.service, $0.start, $0.duration) = ("b", nil, 3) },
            Self.piece(1) { ($0.start, $0.duration, $0.isError) = (0, 90, true) },
            Self.piece(2, parent: 1) { ($0.service, $0.start, $0.duration) = ("b", 10, 40) },
        ])
        let trace = snapshot[snapshot.traces[0]]
        #expect(trace.spanCount == 4 && trace.responseTime == 90 && trace.isFatal && trace.mainRootPosition == 0)
        let a = try #require(snapshot.performance(of: "a")), b = try #require(snapshot.performance(of: "b"))
        #expect(a.entryDurations == [90] && a.serviceErrorRate == 1 && a.fatalErrorRate == 1 && a.responseTime?.max == 90)
        #expect(a.operations.map(\.meanSelf) == [50] && a.operations.map(\.critical) == [50] && a.operations.map(\.errors) == [1])
        #expect(b.entryDurations == [40] && b.serviceErrorRate == 0 && b.operations.map(\.critical) == [40])
        let edge = try #require(snapshot.dependencies()?.first)
        #expect(edge.errors == 1 && edge.meanCaller == 90 && edge.calleeLatency?.max == 40 && edge.meanGap == 50)
    }

    @Test("What only a further piece says of a span, the span says: attributes, its peer, the code it replied with")
    func attributes() throws {
        let snapshot = Snapshot.of([
            Self.piece(1) { $0.kind = .client },
            Self.piece(1) {
                $0.kind = .client
                $0.attributes = [("peer.service", .string("db")), ("http.status_code", .int64(503)), ("k", .string("v"))]
            },
        ])
        #expect(try #require(snapshot.spanStatistics(by: .attribute("k"))).rows.map(\.value) == ["v"])
        #expect(try #require(snapshot.dependencies()).map(\.callee) == ["db"])
        #expect(snapshot[snapshot.traces[0]].errorAnatomy()?.unmarked.serverErrors == 1)
    }

    @Test("Random traces say the same of everything whether their spans come whole or in pieces")
    func property() throws {
        var random = SeededGenerator(seed: 2)
        var pieces = 0, critical: Int64 = 0
        for _ in 0..<120 {
            let whole = Self.spans(&random)
            let split = whole.map { Self.split($0, &random) }
            // The first piece is that which is called something; the others may come whenever they like.
            let all = split.map { $0[0] } + split.flatMap { $0.dropFirst() }.shuffled(using: &random)
            let expected = try Self.numbers(Snapshot.of(whole)), found = try Self.numbers(Snapshot.of(all))
            #expect(found.performance == expected.performance && found.dependencies == expected.dependencies)
            #expect(found.totals == expected.totals && found.comparison == expected.comparison && found.table == expected.table)
            #expect(found.patterns == expected.patterns && found.slack == expected.slack)
            pieces += all.count - whole.count
            critical += expected.critical
        }
        #expect(pieces > 500 && critical > 500)
    }

    /// What is computed of a snapshot, as far as it does not number positions.
    private struct Numbers {
        let performance: [ServicePerformance], dependencies: [Dependency], totals: CriticalTotals, table: SpanStatistics
        let comparison: [ComparedNode], patterns: [String], slack: [UInt64: Int64?]
        var critical: Int64 { totals.total }
    }

    private static func numbers(_ snapshot: Snapshot) throws -> Numbers {
        let all = TraceSelection(snapshot)
        let trace = snapshot[snapshot.traces[0]], slack = try #require(trace.slack())
        let shown = (0..<trace.spanCount).filter { !trace.tree.isFolded($0) }
        return Numbers(
            performance: try #require(snapshot.servicePerformance()), dependencies: try #require(snapshot.dependencies()),
            totals: try #require(snapshot.criticalTotals()),
            table: try #require(snapshot.spanStatistics(by: .attribute("k"), then: .operation)),
            comparison: try #require(SetComparison(all, all)).nodes,
            patterns: try #require(snapshot.patterns()).map { "\($0.kind) \($0.operation) \($0.count) \($0.total) \($0.saving ?? -1)" },
            slack: Dictionary(uniqueKeysWithValues: shown.map { (trace.span(at: $0).id.rawValue, slack[$0]) }))
    }

    /// One tree of up to fourteen spans.
    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        (1...UInt64.random(in: 2...14, using: &random)).map { id in
            Self.piece(id, parent: id == 1 ? 0 : .random(in: 1..<id, using: &random)) {
                $0.service = ["a", "b", nil].randomElement(using: &random) ?? nil
                $0.name = ["x", "y"].randomElement(using: &random) ?? "x"
                $0.kind = [.client, .internal, .consumer].randomElement(using: &random) ?? .internal
                $0.start = Int.random(in: 0..<12, using: &random) == 0 ? nil : .random(in: 0...40, using: &random)
                $0.duration = Int.random(in: 0..<12, using: &random) == 0 ? nil : .random(in: -3...60, using: &random)
                $0.isError = Int.random(in: 0..<4, using: &random) == 0
                if Bool.random(using: &random) { $0.attributes = [("k", .string(["u", "v"].randomElement(using: &random) ?? "u"))] }
            }
        }
    }

    /// The same span in up to three pieces, one of which has its times.
    private static func split(_ span: SketchedSpan, _ random: inout SeededGenerator) -> [SketchedSpan] {
        let count = Int.random(in: 1...3, using: &random)
        let timed = Int.random(in: 0..<count, using: &random), failing = Int.random(in: 0..<count, using: &random)
        let tagged = Int.random(in: 0..<count, using: &random)
        return (0..<count).map { index in
            var piece = span
            if index != timed { (piece.start, piece.duration) = part(of: span, &random) }
            piece.isError = span.isError && (index == failing || Bool.random(using: &random))
            if index != tagged { piece.attributes = [] }
            return piece
        }
    }

    /// Times within those of a span, as far as anything is said of them.
    private static func part(of span: SketchedSpan, _ random: inout SeededGenerator) -> (start: Int64?, duration: Int64?) {
        guard let start = span.start, let duration = span.duration, duration > 0 else { return (span.start, nil) }
        let from = Int64.random(in: 0...duration, using: &random), length = Int64.random(in: 0...(duration - from), using: &random)
        return (Bool.random(using: &random) ? nil : start + from, Bool.random(using: &random) ? nil : length)
    }
}
