import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Self times: a span's duration minus the time in which a direct child ran.
@Suite struct SelfTimesTests {
    static func selfTimes(_ drawing: String) throws -> [Int64] {
        let snapshot = TraceDrawing.snapshot(drawing)
        return try #require(snapshot[snapshot.traces[0]].selfTimes()).map { $0 / TraceDrawing.column }
    }

    @Test(
        "Children's time is taken off once, as far as it lies within the span",
        arguments: [
            ("a op  ====", [4]),
            ("a op  ====\n  a one ==", [2, 2]),
            // Overlapping, contained and back-to-back children.
            ("a op  ==========\n  a x  ====\n  a y    ====\n  a z        =", [3, 4, 4, 1]),
            ("a op  ==========\n  a x  ======\n  a y    ==", [4, 6, 2]),
            // Children that begin before it, end after it, or lie wholly outside.
            ("a op    ====\n  a x ===\n  a y     ====\n  a z          ==", [1, 3, 4, 2]),
            // Grandchildren are their parent's business.
            ("a op  ======\n  a x  =\n    a y    ===", [5, 1, 3]),
            // No time at all.
            ("a op  .\n  a x ===", [0, 3]), ("a op  ===\n  a x .", [3, 0]),
            // Two trees.
            ("a op  ===\na op   ===", [3, 3]),
        ] as [(String, [Int64])])
    func takesChildrenOff(drawing: String, expected: [Int64]) throws {
        #expect(try Self.selfTimes(drawing) == expected)
    }

    @Test("Times the input does not give cover nothing, and a negative duration has no self time")
    func unknownTimes() throws {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.start, $0.duration) = (0, 100) },
            SketchedSpan(2, parent: 1) { ($0.start, $0.duration) = (nil, 50) },
            SketchedSpan(3, parent: 2) { ($0.start, $0.duration) = (0, 20) },
            SketchedSpan(4, parent: 1) { ($0.start, $0.duration) = (10, -5) },
            SketchedSpan(5, parent: 1) { ($0.start, $0.duration) = (40, nil) },
            SketchedSpan(6, parent: 1) { ($0.start, $0.duration) = (90, 30) },
        ])
        let trace = snapshot[snapshot.traces[0]]
        let times = try #require(trace.selfTimes())
        let byID = Dictionary(uniqueKeysWithValues: times.indices.map { (trace.span(at: $0).id.rawValue, times[$0]) })
        #expect(byID == [1: 90, 2: 50, 3: 20, 4: 0, 5: 0, 6: 30])
    }

    @Test("Times at the ends of the range do not overflow")
    func extremeTimes() throws {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.start, $0.duration) = (.max - 10, .max) },
            SketchedSpan(2, parent: 1) { ($0.start, $0.duration) = (.min, .max) },
            SketchedSpan(3, parent: 1) { ($0.start, $0.duration) = (.max - 4, .max) },
        ])
        let times = try #require(snapshot[snapshot.traces[0]].selfTimes())
        #expect(times[0] == 6 && times.allSatisfy { $0 >= 0 })
    }

    @Test("In random trees every self time is what counting nanosecond by nanosecond gives, and within 0...duration")
    func agreesWithCounting() throws {
        var random = SeededGenerator(seed: 42)
        for _ in 0..<200 {
            let snapshot = Snapshot.of(Self.randomTrace(&random))
            let trace = snapshot[snapshot.traces[0]]
            let times = try #require(trace.selfTimes())
            var sum: Int64 = 0
            for position in times.indices {
                let duration = max(0, trace.span(at: position).duration)
                #expect((0...duration).contains(times[position]))
                #expect(times[position] == Self.counted(position, in: trace), "position \(position)")
                sum += times[position]
            }
            // What a span's own time leaves out is covered by its children, so nothing of a tree is lost.
            let roots = times.indices.filter { trace.parent(of: $0) == nil }
            #expect(sum >= roots.reduce(0) { $0 + max(0, trace.span(at: $1).duration) })
        }
    }

    @Test("A chain of 100,000 levels is walked without recursion")
    func deepChain() throws {
        let depth: UInt64 = 100_000
        let spans = (1...depth).map { id in
            SketchedSpan(id, parent: id - 1) { ($0.start, $0.duration) = (Int64(id), 2 * Int64(depth - id) + 1) }
        }
        let snapshot = Snapshot.of(spans)
        let times = try #require(snapshot[snapshot.traces[0]].selfTimes())
        #expect(times.dropLast().allSatisfy { $0 == 2 } && times.last == 1)
    }

    @Test("A cancelled walk has no answer")
    func isCancelled() {
        let snapshot = TraceDrawing.snapshot("a op  ===")
        #expect(snapshot[snapshot.traces[0]].selfTimes(isCancelled: { true }) == nil)
    }

    /// Up to 30 spans with times that overlap in every way, some without a start, some negative.
    private static func randomTrace(_ random: inout SeededGenerator) -> [SketchedSpan] {
        (1...UInt64.random(in: 1...30, using: &random)).map { id in
            SketchedSpan(id, parent: id == 1 ? 0 : .random(in: 0..<id, using: &random)) {
                $0.start = Int.random(in: 0..<12, using: &random) == 0 ? nil : .random(in: 0...60, using: &random)
                $0.duration = .random(in: -3...40, using: &random)
            }
        }
    }

    private static func counted(_ position: Int, in trace: Trace) -> Int64 {
        let span = trace.span(at: position)
        guard let start = span.start else { return max(0, span.duration) }
        let children = (0..<trace.spanCount).filter { trace.parent(of: $0) == position }.map { trace.span(at: $0) }
        var own: Int64 = 0
        for moment in start..<start + max(0, span.duration) {
            let isCovered = children.contains { child in child.start.map { $0 <= moment && moment < $0 + max(0, child.duration) } ?? false }
            if !isCovered { own += 1 }
        }
        return own
    }
}
