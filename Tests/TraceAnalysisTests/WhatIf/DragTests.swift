import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// What spans on the critical path could be shorter before something else takes their place.
@Suite struct DragTests {
    @Test(
        "A span counts until the sibling that ended before it, at most for as long as it took",
        arguments: [
            ([("P", "", 0, 100), ("A", "P", 10, 40), ("B", "P", 40, 90)], ["P": 100, "A": 30, "B": 50]),
            ([("P", "", 0, 100), ("A", "P", 10, 40), ("B", "P", 40, 70), ("C", "P", 30, 60)], ["P": 100, "A": 30, "B": 10, "C": 0]),
            ([("P", "", 0, 100), ("A", "P", 10, 70), ("B", "P", 20, 70)], ["P": 100, "A": 60, "B": 0]),
            ([("P", "", 0, 100), ("A", "P", 10, 140), ("a", "A", 20, 50)], ["P": 100, "A": 90, "a": 30]),
            ([("P", "", 0, 100), ("Q", "", 200, 230)], ["P": 100, "Q": 30]),
        ] as [([(String, String, Int64, Int64)], [String: Int64])])
    func drag(spans: [(String, String, Int64, Int64)], expected: [String: Int64]) throws {
        let trace = RetimingTests.timed(spans)
        #expect(trace.named(try #require(trace.trace.drag())) == expected)
    }

    @Test("On random traces it is what comparing ends with all siblings gives")
    func agreesWithDefinition() throws {
        var random = SeededGenerator(seed: 13)
        for _ in 0..<300 {
            let trace = TimedTrace.random(&random).trace, slow = SlowSiblings(trace)
            #expect(try #require(trace.drag(overlap: .none)) == slow.drag(), "\(trace.dump)")
        }
    }
}
