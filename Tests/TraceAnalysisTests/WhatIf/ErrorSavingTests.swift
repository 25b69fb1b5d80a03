import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// What failed spans cost.
@Suite struct ErrorSavingTests {
    private static func saving(_ drawing: String) throws -> Int64 {
        let snapshot = TraceDrawing.snapshot(drawing)
        return try #require(snapshot[snapshot.traces[0]].errorSaving()) / TraceDrawing.column
    }

    @Test(
        "Failed spans take no time, with all below them, and what waited for them begins that much sooner",
        arguments: [
            ("a op  ==========\n  b x ====        !\n  c y     ====", 4),
            // Something else took as long.
            ("a op  ==========\n  b x ====        !\n  c y ====", 0),
            // One below the other counts once; a root takes all with it.
            ("a op  ==========\n  b x ======      !\n    c y  ====     !", 6), ("a op  ==========    !\n  b x ======      !", 10),
            ("a op  ==========\n  b x ======", 0), ("a op  ==========\n  b x .         !", 0),
        ] as [(String, Int64)])
    func savings(drawing: String, expected: Int64) throws {
        #expect(try Self.saving(drawing) == expected)
    }

    @Test("Which spans have failed may be said otherwise, and a cancelled walk has no answer")
    func otherRules() throws {
        let snapshot = TraceDrawing.snapshot("a op  ==========\n  b x ====\n  c y     ====")
        let trace = snapshot[snapshot.traces[0]]
        #expect(trace.errorSaving { $0.service == "c" } == 4 * TraceDrawing.column)
        #expect(trace.errorSaving(where: { _ in true }, isCancelled: { true }) == nil)
    }
}
