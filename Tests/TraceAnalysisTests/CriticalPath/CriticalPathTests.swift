import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// The critical path's rules, one by one, on traces drawn as text; a column is a millisecond.
@Suite struct CriticalPathTests {
    /// How many columns each span is on the path, by its name.
    private func columns(_ drawing: String, overlap: OverlapAllowance = .usual) throws -> [String: Int64] {
        let snapshot = TraceDrawing.snapshot(drawing), trace = snapshot[snapshot.traces[0]]
        let times = try #require(trace.criticalTimes(overlap: overlap))
        return Dictionary(times.indices.map { (trace.span(at: $0).service, times[$0] / TraceDrawing.column) }, uniquingKeysWith: +)
    }

    @Test("Siblings that touch follow each other, and nothing is left to the parent")
    func backToBack() throws {
        let drawing = """
            P x       ==========
              A x     =====
              B x          =====
            """
        for overlap in [OverlapAllowance.none, .usual] { #expect(try columns(drawing, overlap: overlap) == ["P": 0, "A": 5, "B": 5]) }
    }

    @Test("The time of a child that the last one overlaps is the parent's, unless the overlap is within the allowance")
    func overlap() throws {
        let drawing = """
            P x       ==========
              A x     ===
              B x        ====
              C x          ===
            """
        #expect(try columns(drawing) == ["P": 4, "A": 3, "B": 0, "C": 3])
    }

    @Test("Within the allowance the first of two overlapping siblings keeps its time up to where the second begins")
    func tolerated() throws {
        let half = OverlapAllowance(percent: 30)
        let drawing = """
            P x       ==========
              A x     =====
              B x        =======
            """
        #expect(try columns(drawing, overlap: .none) == ["P": 3, "A": 0, "B": 7])
        #expect(try columns(drawing, overlap: try #require(half)) == ["P": 0, "A": 3, "B": 7])
        let third = drawing + "\n  C x         ="
        #expect(try columns(third, overlap: try #require(half)) == ["P": 3, "A": 0, "B": 7, "C": 0], "a third one begins meanwhile")
    }

    @Test("Children are clipped to their parents, and those outside count for nothing")
    func clipped() throws {
        let drawing = """
            P x         ======
              A x     ====
                D x   =======
              B x           =====
              C x                   ==
            """
        #expect(try columns(drawing) == ["P": 2, "A": 0, "D": 2, "B": 2, "C": 0])
    }

    @Test("Every root has a path of its own, orphans and heads of cycles too")
    func severalRoots() throws {
        var spans = TraceDrawing.spans(
            """
            P x       ====
            Q x           ===
              R x          =
            """)
        spans.append(SketchedSpan(9, parent: 77) { ($0.start, $0.duration) = (0, 5_000_000) })
        let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
        let path = try #require(trace.criticalPath())
        #expect(path.total == 12_000_000 && path.segments.count == 5)
        for (a, b) in zip(path.segments, path.segments.dropFirst()) where trace.parent(of: b.position) != nil { #expect(a.end == b.start) }
    }

    @Test("A consumer does not hold up its producer, nor whom it merely follows")
    func consumers() throws {
        var spans = TraceDrawing.spans(
            """
            P x       ==========
              C x        ====
            """)
        spans[1].kind = .consumer
        func own(_ parent: SpanKind) throws -> Int64 {
            spans[0].kind = parent
            let snapshot = Snapshot.of(spans)
            return try #require(snapshot[snapshot.traces[0]].criticalTimes())[0] / TraceDrawing.column
        }
        #expect(try own(.producer) == 10 && own(.client) == 6)
    }

    @Test("What a span waits outside its only child is the edge into that child's service")
    func edges() throws {
        let snapshot = TraceDrawing.snapshot(
            """
            a call    ==========
              b work    =====
                b in      =
            """)
        let path = try #require(snapshot[snapshot.traces[0]].criticalPath())
        #expect(path.segments.map(\.isEdge) == [true, false, false, false, true])
        #expect(path.segments.map(\.position) == [0, 1, 2, 1, 0] && path.segments[0].callee == 1)
    }

    @Test("Of no time, without a start, or a cycle: nothing, and no endless loop")
    func oddities() throws {
        let spans = [
            SketchedSpan(1) { $0.start = nil }, SketchedSpan(2, parent: 1) { $0.duration = 10 },
            SketchedSpan(3) { $0.duration = 0 }, SketchedSpan(4, parent: 3) { $0.duration = 0 },
            SketchedSpan(5, parent: 6) { $0.duration = 7 }, SketchedSpan(6, parent: 5) { $0.duration = 7 },
            SketchedSpan(7) { $0.duration = -5 }, SketchedSpan(8) { $0.duration = nil },
            SketchedSpan(9) { ($0.start, $0.duration) = (.max - 3, .max) },
        ]
        let snapshot = Snapshot.of(spans), path = try #require(snapshot[snapshot.traces[0]].criticalPath())
        #expect(path.total == 7 + 3, "\(path.segments)")
        #expect(path.segments.allSatisfy { $0.duration > 0 })
    }

    @Test("A chain of 100,000 levels and a parent of 100,000 children have paths that sum up")
    func large() throws {
        let count: UInt64 = 100_000
        let chain = (1...count).map { id in
            SketchedSpan(id, parent: id - 1) { ($0.start, $0.duration) = (Int64(id), Int64(2 * count - 2 * id + 1)) }
        }
        let family = (1...count).map { id in
            SketchedSpan(id, parent: id == 1 ? 0 : 1) {
                ($0.start, $0.duration) = id == 1 ? (0, Int64(count)) : (Int64(id * 7919 % count), 9)
            }
        }
        for spans in [chain, family] {
            let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
            #expect(trace.criticalPath()?.total == spans[0].duration)
            #expect(trace.criticalPath(isCancelled: { true }) == nil)
        }
    }

    @Test("An allowance is a share")
    func allowance() {
        #expect(OverlapAllowance(percent: 1) == .usual && OverlapAllowance(percent: 0) == OverlapAllowance.none)
        for wrong in [-1, 101, Double.nan] { #expect(OverlapAllowance(percent: wrong) == nil) }
    }
}
