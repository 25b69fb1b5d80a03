import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// How much longer spans could have taken.
@Suite struct SlackTests {
    @Test(
        "A span has until those that follow on it would have to wait, or else until the last of its siblings is over",
        arguments: [
            ([("P", "", 0, 100), ("A", "P", 10, 40), ("B", "P", 40, 70), ("C", "P", 60, 90)], ["P": 0, "A": 0, "B": 20, "C": 0]),
            ([("P", "", 0, 100), ("A", "P", 10, 90), ("B", "P", 20, 50)], ["P": 0, "A": 0, "B": 40]),
            ([("P", "", 0, 100), ("A", "P", 10, 40), ("B", "P", 15, 85)], ["P": 0, "A": 45, "B": 0]),
            // Followed by one that has time itself.
            ([("P", "", 0, 100), ("A", "P", 0, 10), ("B", "P", 20, 30), ("C", "P", 5, 90)], ["P": 0, "A": 60, "B": 60, "C": 0]),
            // What is below it has what it has.
            ([("P", "", 0, 100), ("A", "P", 10, 40), ("a", "A", 10, 30), ("B", "P", 15, 85)], ["P": 0, "A": 45, "a": 45, "B": 0]),
            // Nothing waits for what goes on by itself, nor for what is below that.
            ([("P", "", 0, 100), ("A", "P", 10, 95), ("B", "P", 20, 50), ("D", "B", 30, 140)], ["P": 0, "A": 0, "B": 45]),
        ] as [([(String, String, Int64, Int64)], [String: Int64])])
    func slack(spans: [(String, String, Int64, Int64)], expected: [String: Int64]) throws {
        let trace = TimedTrace(spans.map { (name: $0.0, parent: $0.1, start: $0.2, end: $0.3) })
        #expect(trace.named(try #require(trace.trace.slack())).compactMapValues { $0 } == expected)
    }

    @Test("What is not known has no slack: spans without a start or a length, and all below them")
    func unknownTimes() throws {
        let trace = TimedTrace([
            SketchedSpan(1) { ($0.name, $0.duration) = ("P", 100) },
            SketchedSpan(2, parent: 1) { ($0.name, $0.start, $0.duration) = ("A", nil, 5) },
            SketchedSpan(3, parent: 2) { ($0.name, $0.duration) = ("a", 5) },
            SketchedSpan(4, parent: 1) { ($0.name, $0.duration) = ("B", nil) },
            SketchedSpan(5, parent: 1) { ($0.name, $0.start, $0.duration) = ("C", 400, 5) },
            SketchedSpan(6, parent: 1) { ($0.name, $0.start, $0.duration) = ("D", 50, -5) },
        ])
        let slack = trace.named(try #require(trace.trace.slack()))
        #expect(slack["P"] == 0 && slack.filter { $0.value == nil }.keys.sorted() == ["A", "B", "C", "a"])
        #expect(slack["D"] == 0)
    }

    @Test("Only those are waited for of which all traces say so, when that is asked for")
    func provenOrder() throws {
        // B follows on A in the first trace, and begins before it is over in the second.
        let spans = { (trace: UInt64, second: Int64) in
            [("P", 0, 100), ("A", 10, 40), ("B", second, 60), ("C", 5, 90)].enumerated().map { index, span in
                SketchedSpan(UInt64(index + 1), parent: index == 0 ? 0 : 1) {
                    ($0.trace, $0.name, $0.start, $0.duration) = (trace, span.0, span.1, span.2 - span.1)
                }
            }
        }
        let snapshot = Snapshot.of(spans(1, 50) + spans(2, 30)), trace = TimedTrace(snapshot[snapshot.traces[0]])
        let order = try #require(snapshot.siblingOrder())
        #expect(trace.named(try #require(trace.trace.slack())) == ["P": 0, "A": 30, "B": 30, "C": 0])
        #expect(trace.named(try #require(trace.trace.slack(order: order))) == ["P": 0, "A": 50, "B": 30, "C": 0])
        // Where all traces agree it is as if nothing else had been asked.
        let agreed = try #require(snapshot.siblingOrder(of: [snapshot.traces[0]]))
        #expect(trace.named(try #require(trace.trace.slack(order: agreed))) == ["P": 0, "A": 30, "B": 30, "C": 0])
    }

    @Test("On random traces it is what following the definition span by span gives")
    func agreesWithDefinition() throws {
        var random = SeededGenerator(seed: 11)
        var positive = 0
        for _ in 0..<400 {
            let trace = TimedTrace.random(&random).trace
            let found = try #require(trace.slack(overlap: .none))
            let expected = SlowSiblings(trace).slack()
            #expect(found == expected, "\(trace.dump)")
            positive += found.count { $0 ?? 0 > 0 }
        }
        #expect(positive > 150)
    }

    @Test("Long chains and wide parents are measured without recursion, fast", arguments: [true, false])
    func greatShapes(isChain: Bool) throws {
        let trace = TimedTrace(GreatShape.spans(isChain: isChain)).trace
        let slack = try #require(trace.slack())
        #expect(slack.count == 100_000 && slack.allSatisfy { $0 == 0 })
        #expect(try #require(trace.drag()).allSatisfy { $0 > 0 })
        #expect(trace.slack(isCancelled: { true }) == nil && trace.drag(isCancelled: { true }) == nil)
    }
}

/// A trace of 100,000 spans that all matter: one below the other, or one behind the other below one.
enum GreatShape {
    static func spans(isChain: Bool) -> [SketchedSpan] {
        (1...100_000 as ClosedRange<UInt64>).map { id in
            SketchedSpan(id, parent: id == 1 ? 0 : isChain ? id - 1 : 1) {
                $0.name = "\(id)"
                $0.start = isChain ? Int64(id) : id == 1 ? 0 : Int64(id) * 10
                $0.duration = isChain ? 2 * Int64(100_000 - id) + 1 : id == 1 ? 2_000_000 : 10
            }
        }
    }
}
