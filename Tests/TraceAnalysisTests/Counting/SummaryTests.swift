import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// The counts of `summary`.
@Suite struct SummaryTests {
    @Test("Nothing read gives zeros, and null where nothing is known")
    func nothing() {
        let summary = Summary(.empty)
        #expect(summary.spans == 0 && summary.traces == 0 && summary.services == 0 && summary.files.isEmpty)
        #expect(summary.start == nil && summary.end == nil && summary.traceDuration == nil)
    }

    @Test("A drawn pair of traces is counted in every respect")
    func ordinary() throws {
        let snapshot = TraceDrawing.snapshot(
            """
            frontend GET /   ==========
              cart   get      ====   !
                cart get       ==    !
              cart   put        .
              ads    list            ===

            frontend GET /     ==
            """)
        let summary = Summary(snapshot)
        #expect(summary.spans == 6 && summary.traces == 2)
        #expect(summary.services == 3 && summary.operations == 4)
        #expect(summary.errorSpans == 2 && summary.errorTraces == 1)
        #expect(summary.rootSpans == 2 && summary.orphanSpans == 0 && summary.multiRootTraces == 0)
        #expect(summary.maxSpansInTrace == 5 && summary.maxDepth == 3 && summary.maxFanOut == 3)
        #expect(summary.zeroDurationSpans == 1 && summary.negativeDurationSpans == 0)
        #expect(summary.start == 0 && summary.end == 11 * TraceDrawing.column)
        let duration = try #require(summary.traceDuration)
        #expect(duration.min == 2 * TraceDrawing.column && duration.max == 11 * TraceDrawing.column)
    }

    @Test("Orphans, cycles, duplicates, missing and negative times are counted as the command line documents")
    func oddities() {
        let snapshot = Snapshot.of([
            // A root and an orphan: two trees.
            SketchedSpan(1) { $0.duration = 5 },
            SketchedSpan(2, parent: 99) { $0.duration = nil },
            // The second occurrence of an id.
            SketchedSpan(1) { $0.duration = -5 },
            // A cycle: its head is neither root nor orphan.
            SketchedSpan(7, parent: 8) { ($0.trace, $0.service) = (2, nil) },
            SketchedSpan(8, parent: 7) { ($0.trace, $0.service) = (2, "") },
            // No start at all: a trace without a duration.
            SketchedSpan(1) { ($0.trace, $0.start, $0.duration) = (3, nil, 4) },
        ])
        let summary = Summary(snapshot)
        #expect(summary.rootSpans == 3 && summary.orphanSpans == 1 && summary.duplicateSpanIDs == 1)
        #expect(summary.multiRootTraces == 1)
        #expect(summary.services == 2, "a missing name and an empty one are the same")
        #expect(summary.zeroDurationSpans == 3 && summary.negativeDurationSpans == 1)
        #expect(summary.traceDuration?.count == 2)
    }

    @Test("Each file counts its own spans and traces, traces spread over files in each")
    func files() {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { $0.events = [.init(time: 1, [("event", .string("a"))]), .init(time: 2, [])] },
            SketchedSpan(2, parent: 1) { ($0.source, $0.events) = (1, [.init(time: 1, [])]) },
            SketchedSpan(1) { ($0.trace, $0.source) = (2, 1) },
            SketchedSpan(3, parent: 1) { $0.source = 1 },
        ])
        let summary = Summary(snapshot)
        #expect(summary.files.map(\.path) == ["input0.json", "input1.json"])
        #expect(summary.files.map(\.spans) == [1, 3] && summary.files.map(\.traces) == [1, 2])
        #expect(summary.events == 3 && summary.traces == 2)
    }
}
