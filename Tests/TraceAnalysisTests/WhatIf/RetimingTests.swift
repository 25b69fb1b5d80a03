import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// What traces would take if some of their spans took less.
@Suite struct RetimingTests {
    typealias Sketch = (String, String, Int64, Int64)

    static func timed(_ spans: [Sketch]) -> TimedTrace { TimedTrace(spans.map { (name: $0.0, parent: $0.1, start: $0.2, end: $0.3) }) }

    @Test("What followed on a shorter span moves up as far, with its parent's end")
    func followers() throws {
        let trace = Self.timed([("P", "", 0, 100), ("A", "P", 10, 40), ("B", "P", 45, 85), ("b", "B", 50, 60)])
        var retiming = try #require(Retiming(trace.trace))
        let reductions = [Retiming.Reduction(position: trace["A"], nanoseconds: 20)]
        #expect(retiming.saving(reductions) == 20)
        let times = trace.named(retiming.times(reductions)).mapValues { $0.map { [$0.start, $0.end] } }
        #expect(times == ["P": [0, 80], "A": [10, 20], "B": [25, 65], "b": [30, 40]])
        // Asked again, it knows nothing of what was asked before.
        #expect(retiming.saving([]) == 0 && retiming.saving(reductions) == 20)
    }

    @Test("What overlapped a shorter span, or began before it, stays")
    func others() throws {
        let trace = Self.timed([("P", "", 0, 100), ("A", "P", 10, 40), ("B", "P", 15, 85)])
        var retiming = try #require(Retiming(trace.trace))
        let reductions = [Retiming.Reduction(position: trace["A"], nanoseconds: 20)]
        #expect(retiming.saving(reductions) == 0)
        #expect(retiming.times(reductions)[trace["B"]].map { [$0.start, $0.end] } == [15, 85])
    }

    @Test(
        "Savings go up the tree as far as nothing else takes as long",
        arguments: [
            // A caller that waits for two at a time.
            ([("P", "", 0, 100), ("A", "P", 10, 90), ("B", "P", 10, 70)], "A", 80, 20),
            // Up through parents, whose own time before and after stays.
            ([("P", "", 0, 100), ("A", "P", 10, 90), ("a", "A", 20, 80)], "a", 60, 60),
            // Nothing waits for a root's second tree, which counts by itself.
            ([("P", "", 0, 100), ("A", "P", 10, 90), ("Q", "", 200, 230)], "Q", 30, 30),
            // A child that goes on after its parent counts as far as that has waited for it.
            ([("P", "", 0, 100), ("A", "P", 50, 140)], "A", 90, 50), ([("P", "", 0, 100), ("A", "P", 50, 140)], "A", 10, 10),
            // More than all is all.
            ([("P", "", 0, 100), ("A", "P", 50, 80)], "A", 1000, 30), ([("P", "", 0, 100)], "P", 40, 40),
            // Nothing, and less than nothing.
            ([("P", "", 0, 100), ("A", "P", 50, 80)], "A", 0, 0), ([("P", "", 0, 100), ("A", "P", 50, 80)], "A", -5, 0),
        ] as [([Sketch], String, Int64, Int64)])
    func savings(spans: [Sketch], name: String, reduction: Int64, expected: Int64) throws {
        let trace = Self.timed(spans)
        var retiming = try #require(Retiming(trace.trace))
        #expect(retiming.saving([Retiming.Reduction(position: trace[name], nanoseconds: reduction)]) == expected)
    }

    @Test("A follower that overlaps by no more than the allowance keeps its overlap, but does not begin before what it follows on")
    func toleratedOverlap() throws {
        let trace = Self.timed([("P", "", 0, 600), ("A", "P", 10, 210), ("B", "P", 205, 305)])
        let saving = { (allowance: OverlapAllowance, reduction: Int64) in
            var retiming = try #require(Retiming(trace.trace, overlap: allowance))
            return retiming.saving([Retiming.Reduction(position: trace["A"], nanoseconds: reduction)])
        }
        #expect(try saving(.usual, 100) == 100 && saving(.usual, 198) == 198 - 3 && saving(.usual, 200) == 195)
        #expect(try saving(.none, 100) == 0)
    }

    @Test("Of spans that lie in each other only the outermost counts")
    func nested() throws {
        let trace = Self.timed([("P", "", 0, 100), ("A", "P", 10, 60), ("a", "A", 20, 50), ("B", "P", 60, 90)])
        var retiming = try #require(Retiming(trace.trace))
        for order in [["a", "A", "B"], ["B", "A", "a"]] {
            #expect(retiming.saving(order.map { Retiming.Reduction(position: trace[$0], nanoseconds: 20) }) == 40)
        }
    }

    @Test("What is not proven to wait for a span does not move when that is shorter")
    func provenOrder() throws {
        let spans = { (trace: UInt64, second: Int64) in
            [("P", 0, 100), ("A", 10, 40), ("B", second, 80)].enumerated().map { index, span in
                SketchedSpan(UInt64(index + 1), parent: index == 0 ? 0 : 1) {
                    ($0.trace, $0.name, $0.start, $0.duration) = (trace, span.0, span.1, span.2 - span.1)
                }
            }
        }
        let snapshot = Snapshot.of(spans(1, 50) + spans(2, 30)), trace = TimedTrace(snapshot[snapshot.traces[0]])
        for (rows, expected) in [(snapshot.traces, 0), ([snapshot.traces[0]], 30)] as [([TraceRow], Int64)] {
            var retiming = try #require(Retiming(trace.trace, order: snapshot.siblingOrder(of: rows)))
            #expect(retiming.saving([Retiming.Reduction(position: trace["A"], nanoseconds: 30)]) == expected)
        }
    }

    @Test("On random traces it is what comparing each sibling with each other gives; what is not critical saves nothing")
    func agreesWithDefinition() throws {
        var random = SeededGenerator(seed: 12)
        var positive = 0
        for _ in 0..<400 {
            let trace = TimedTrace.random(&random).trace, slow = SlowSiblings(trace)
            var retiming = try #require(Retiming(trace, overlap: .none))
            let critical = try #require(trace.criticalTimes(overlap: .none))
            for _ in 0..<5 {
                let position = Int.random(in: 0..<trace.spanCount, using: &random)
                let other = Int.random(in: 0..<trace.spanCount, using: &random)
                let some = Retiming.Reduction(position: position, nanoseconds: .random(in: 0...60, using: &random))
                let saved = retiming.saving([some])
                #expect(saved == slow.saving([some]) && saved >= 0 && saved <= max(0, some.nanoseconds), "\(some) \(trace.dump)")
                if (position..<trace.subtreeEnd(of: position)).allSatisfy({ critical[$0] == 0 }) { #expect(saved == 0) }
                if other != position {
                    let both = [some, Retiming.Reduction(position: other, nanoseconds: .random(in: 0...60, using: &random))]
                    #expect(retiming.saving(both) == slow.saving(both), "\(both) \(trace.dump)")
                }
                positive += saved > 0 ? 1 : 0
            }
        }
        #expect(positive > 200)
    }

    @Test("Operations that are longest on the critical path are tried at a quarter, a half and nothing")
    func operations() throws {
        let trace = Self.timed([("P", "", 0, 100), ("A", "P", 10, 50), ("B", "P", 50, 90), ("C", "P", 50, 80), ("A", "B", 60, 80)])
        let savings = try #require(trace.trace.savings())
        #expect(savings.map(\.name) == ["A", "P", "B"] && savings.map(\.criticalTime) == [60, 20, 20])
        // All calls of A: 40 before B, and 20 within it, as far as C lets it.
        #expect([savings[0].savedByQuarter, savings[0].savedByHalf, savings[0].savedByAll] == [15, 30, 50])
        #expect(savings[0].positions == [1, 3] && savings[1].savedByAll == 100)
        #expect(try #require(trace.trace.savings(limit: 1)).count == 1 && trace.trace.savings(limit: -1)?.isEmpty == true)
    }

    @Test("Long chains and wide parents are retimed without recursion, fast", arguments: [true, false])
    func greatShapes(isChain: Bool) throws {
        let trace = TimedTrace(GreatShape.spans(isChain: isChain)).trace
        var retiming = try #require(Retiming(trace))
        let last = Retiming.Reduction(position: 99_999, nanoseconds: 1)
        #expect(retiming.saving([last]) == 1)
        #expect(retiming.saving((1..<100_000).map { Retiming.Reduction(position: $0, nanoseconds: 1) }) == (isChain ? 1 : 99_999))
        #expect(Retiming(trace, isCancelled: { true }) == nil && trace.savings(isCancelled: { true }) == nil)
        #expect(try #require(trace.savings(limit: 3)).count == 3)
    }
}
