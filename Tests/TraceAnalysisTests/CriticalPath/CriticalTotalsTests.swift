import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Critical paths summed up over traces.
@Suite struct CriticalTotalsTests {
    private static let traces = """
        web GET /     ==========
          web call     ========
            db  read    ====

        web GET /     ====
          web call     ==
            db  read   ==

        job run       ==
        """

    @Test("Time is summed up by operation, with the traces it is in and the one where it is most")
    func operations() throws {
        let snapshot = TraceDrawing.snapshot(Self.traces), totals = try #require(snapshot.criticalTotals())
        #expect(totals.traces == 3 && totals.total == 16_000_000 && totals.kindsOfRequest == 2)
        let found = totals.operations.map { "\($0.service) \($0.name) \($0.time / 1_000_000) in \($0.traces)" }
        #expect(found == ["db read 6 in 2", "web GET / 4 in 2", "web call 4 in 1", "job run 2 in 1"])
        #expect(totals.operations[0].example == snapshot.traces[0] && totals.operations[0].exampleTime == 4_000_000)
        #expect(totals.share(of: 4_000_000) == 0.25)
    }

    @Test("What is inside a service is kept apart from the way into it")
    func components() throws {
        let totals = try #require(TraceDrawing.snapshot(Self.traces).criticalTotals())
        let found = totals.components.map { "\($0.isEdge ? "into" : "in") \($0.service) \($0.time / 1_000_000) in \($0.traces)" }
        #expect(found == ["in db 6 in 2", "into db 4 in 1", "in web 4 in 2", "in job 2 in 1"])
    }

    @Test("Stacks lead from the root to the span, and end with the callee where the time is the way into it")
    func stacks() throws {
        let stacks = try #require(TraceDrawing.snapshot(Self.traces).criticalStacks())
        let found = stacks.stacks.map { stack in
            (stack.frames.map { stacks.frames[$0] }.map { "\($0.service) \($0.name)" } + [stack.callee.map { "> \($0)" }].compactMap { $0 })
                .joined(separator: ";")
                + " \(stack.time / 1_000_000)"
        }
        #expect(Set(found) == ["web GET / 4", "web GET /;web call;> db 4", "web GET /;web call;db read 6", "job run 2"])
    }

    @Test("Levels beyond the limit count for the last one, and nothing is lost")
    func deep() throws {
        let count = UInt64(CriticalStacks.maxDepth + 50)
        let spans = (1...count).map { id in
            SketchedSpan(id, parent: id - 1) { ($0.start, $0.duration) = (Int64(id), Int64(2 * (count - id) + 1)) }
        }
        let stacks = try #require(Snapshot.of(spans).criticalStacks())
        #expect(stacks.isCut && stacks.stacks.map(\.frames.count).max() == CriticalStacks.maxDepth)
        #expect(stacks.stacks.reduce(0) { $0 + $1.time } == spans[0].duration)
    }

    @Test("Of nothing there is nothing, and no share")
    func empty() throws {
        let totals = try #require(Snapshot.empty.criticalTotals())
        #expect(totals == CriticalTotals() && totals.share(of: 0) == nil)
        #expect(try #require(Snapshot.empty.criticalStacks()).stacks.isEmpty)
        let cancelled = TraceDrawing.snapshot("a op ==")
        #expect(cancelled.criticalTotals(of: [], isCancelled: { true }) != nil)
    }

    @Test("On random traces the sums are those of all segments put together one by one")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<100 {
            let spans = (1...UInt64.random(in: 1...40, using: &random)).map { id in
                SketchedSpan(id, parent: .random(in: 0..<id, using: &random)) {
                    $0.trace = .random(in: 1...3, using: &random)
                    $0.service = ["a", "b", nil].randomElement(using: &random) ?? nil
                    $0.name = ["x", "y"].randomElement(using: &random) ?? "x"
                    ($0.start, $0.duration) = (.random(in: 0...50, using: &random), .random(in: 0...60, using: &random))
                }
            }
            let snapshot = Snapshot.of(spans), totals = try #require(snapshot.criticalTotals())
            var operations: [String: Int64] = [:], components: [String: Int64] = [:]
            for row in snapshot.traces {
                let trace = snapshot[row]
                for segment in try #require(trace.criticalPath()).segments {
                    let span = trace.span(at: segment.position)
                    operations["\(span.service) \(span.name)", default: 0] += segment.duration
                    let callee = segment.callee.map { "into \(trace.span(at: $0).service)" }
                    components[callee ?? "in \(span.service)", default: 0] += segment.duration
                }
            }
            #expect(Dictionary(uniqueKeysWithValues: totals.operations.map { ("\($0.service) \($0.name)", $0.time) }) == operations)
            let found = totals.components.map { ("\($0.isEdge ? "into" : "in") \($0.service)", $0.time) }
            #expect(Dictionary(uniqueKeysWithValues: found) == components)
            #expect(try #require(snapshot.criticalStacks()).stacks.reduce(0) { $0 + $1.time } == totals.total)
        }
    }
}
