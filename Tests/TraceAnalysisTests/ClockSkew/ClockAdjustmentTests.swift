import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Moving spans so that clocks agree, and saying whose do not.
@Suite struct ClockAdjustmentTests {
    /// Calls from `a` to `b`, whose clock is 30 ms slow in the first three traces and right in the fourth.
    static let calls: [SketchedSpan] = (1...4 as ClosedRange<UInt64>).flatMap { trace -> [SketchedSpan] in
        let late: Int64 = trace == 4 ? 30 : Int64(trace - 1)
        var spans = [
            ClockSkewTests.span(1, on: "a", 0, 100), ClockSkewTests.span(2, parent: 1, on: "b", late - 20, 60),
            ClockSkewTests.span(3, parent: 2, on: "b", late - 10, 20),
        ]
        for index in spans.indices { spans[index].trace = trace }
        return spans
    }

    @Test("Whose clocks disagree is told by pairs of services and hosts, with the middle of what they are apart")
    func pairs() throws {
        let skew = try #require(Snapshot.of(Self.calls).clockSkew())
        #expect(skew.traces == 3 && skew.spans == 6 && skew.greatestShift == 40 * ClockSkewTests.millisecond)
        let pair = try #require(skew.pairs.first)
        #expect(skew.pairs.count == 1 && pair.caller.service == "service 1" && pair.caller.host == "a")
        #expect(pair.callee.service == "service 2" && pair.callee.host == "b" && pair.calls == 4 && pair.skewedCalls == 3)
        #expect(pair.medianOffset == 39 * ClockSkewTests.millisecond && pair.greatestOffset == 40 * ClockSkewTests.millisecond)
        #expect(Snapshot.empty.clockSkew() == ClockSkewSummary())
    }

    @Test("A host's offset is counted from its caller's clock, however far that one has been moved")
    func offsetsAreRelative() throws {
        let spans = [
            ClockSkewTests.span(1, on: "a", 1000, 100), ClockSkewTests.span(2, parent: 1, on: "b", 0, 80),
            // In time with its parent, but for 5 ms.
            ClockSkewTests.span(3, parent: 2, on: "c", 5, 60),
        ]
        let skew = try #require(Snapshot.of(spans).clockSkew())
        #expect(skew.pairs.map { $0.medianOffset / ClockSkewTests.millisecond } == [1010, 5])
    }

    @Test("Only the traces asked about are looked at")
    func chosenTraces() throws {
        let snapshot = Snapshot.of(Self.calls)
        #expect(snapshot.clockSkew(of: [snapshot.traces[3]]) == ClockSkewSummary())
        #expect(try #require(snapshot.clockSkew(of: [snapshot.traces[0], snapshot.traces[3]])).traces == 1)
    }

    @Test("Spans and their events move, with Jaeger's warning; everything else stays, in its order")
    func moves() throws {
        var spans = Self.calls
        spans[1].events = [.init(time: 5, [("event", .string("x"))])]
        spans[1].attributes = [("a", .string("b")), ("n", .int64(7)), ("j", .array(json: "[1]"))]
        let snapshot = Snapshot.of(spans)
        let adjustment = try #require(snapshot.adjustingClockSkew(upTo: 40 * ClockSkewTests.millisecond))
        #expect(adjustment.movedSpans == 6 && adjustment.movedTraces == 3 && adjustment.refusedSpans == 0)
        #expect(adjustment.greatestShift == 40 * ClockSkewTests.millisecond)
        let moved = adjustment.snapshot.traces.map { adjustment.snapshot[$0] }
        #expect(moved.map(\.id) == snapshot.traces.map { snapshot[$0].id } && adjustment.snapshot.spanCount == 12)
        let span = moved[0].span(at: 1)
        #expect(span.start == 20 * ClockSkewTests.millisecond && span.duration == 60 * ClockSkewTests.millisecond)
        #expect(span.events.map(\.time) == [40 * ClockSkewTests.millisecond + 5] && span.attributes.map(\.key) == ["a", "n", "j"])
        #expect(span.warnings == ["This span's timestamps were adjusted by 40ms"])
        // Taking the moves back gives the traces as they were.
        let back = moved.map { trace in trace.dump.split(separator: "\n").filter { !$0.contains("adjusted by") } }
        #expect(
            back[3] == snapshot[snapshot.traces[3]].dump.split(separator: "\n")
                && back[0].count == snapshot[snapshot.traces[0]].dump.split(separator: "\n").count)
        #expect(adjustment.snapshot.sources == snapshot.sources)
    }

    @Test("Nothing moves further than is allowed, and the span says so")
    func refuses() throws {
        let snapshot = Snapshot.of(Self.calls)
        let some = try #require(snapshot.adjustingClockSkew(upTo: 39 * ClockSkewTests.millisecond))
        #expect(some.movedSpans == 4 && some.refusedSpans == 2 && some.greatestShift == 39 * ClockSkewTests.millisecond)
        let refused = some.snapshot[some.snapshot.traces[0]].mainRoot
        let child = some.snapshot[some.snapshot.traces[0]].span(at: 1)
        #expect(
            refused.warnings.isEmpty
                && child.warnings == ["max clock skew adjustment delta of 39ms exceeded; not applying calculated delta of 40ms"])
        let none = try #require(snapshot.adjustingClockSkew(upTo: 0))
        #expect(none.movedSpans == 0 && none.movedTraces == 0 && none.greatestShift == nil && none.refusedSpans == 6)
    }

    @Test("Where clocks agree the snapshot is the same one")
    func nothingToMove() throws {
        let snapshot = Snapshot.of([ClockSkewTests.span(1, on: "a", 0, 100), ClockSkewTests.span(2, parent: 1, on: "b", 1, 50)])
        #expect(try #require(snapshot.adjustingClockSkew(upTo: .max)).snapshot === snapshot)
    }

    @Test("Ids that are no hex keep their text, and which of two spans with an id came first stays so")
    func oddities() throws {
        let store = SpanStore()
        let source = store.addSource("a.json")
        var writer = store.writer()
        let trace = Array("my trace".utf8).withUnsafeBytes { writer.oddTraceID($0.baseAddress!, $0.count) }
        let id = Array("my span".utf8).withUnsafeBytes { writer.oddSpanID($0.baseAddress!, $0.count) }
        for (index, start) in ([0, 90, 50] as [Int64]).enumerated() {
            var span = NewSpan(source: source)
            (span.trace, span.id, span.start, span.duration) = (trace, index == 0 ? SpanID(1) : id, start, index == 0 ? 100 : 40)
            (span.parent, span.name) = (SpanID(index == 0 ? 0 : 1), writer.intern("op \(index)"))
            span.facts.hasTextID = index > 0
            span.resource = store.resources.add(service: nil, attributes: [])
            writer.finish(span)
        }
        store.commit(writer.takeBatch())
        let moved = try #require(store.publish().adjustingClockSkew(upTo: .max)).snapshot
        let found = moved[moved.traces[0]]
        #expect(found.idText == "my trace" && found.duplicateSpanIDs == 1)
        let byName = Dictionary(uniqueKeysWithValues: (0..<3).map { (found.span(at: $0).name, $0) })
        let first = try #require(byName["op 1"]), second = try #require(byName["op 2"])
        #expect(found.span(at: first).idText == "my span" && found.span(at: first).start == 30)
        #expect(found.marks(of: second).contains(.duplicateID) && !found.marks(of: first).contains(.duplicateID))
    }

    @Test(
        "Lengths of time in warnings are written as Go writes them",
        arguments: [
            (1, "1ns"), (999, "999ns"), (1_500, "1.5µs"), (150_000, "150µs"), (35_000_000, "35ms"), (-45_000_000, "-45ms"),
            (3_010_000_000, "3.01s"), (60_500_000_000, "1m0.5s"), (3_600_000_000_000, "1h0m0s"), (5_400_000_000_001, "1h30m0.000000001s"),
            (1_000_000_000, "1s"), (-59_000_000_000, "-59s"),
        ] as [(Int64, String)])
    func goDurations(delta: Int64, text: String) throws {
        // A span of no length belongs at the start of a parent of no length.
        let snapshot = Snapshot.of([SketchedSpan(1) { $0.start = delta }, SketchedSpan(2, parent: 1) { $0.start = 0 }])
        let moved = try #require(snapshot.adjustingClockSkew(upTo: .max)).snapshot
        let span = moved[moved.traces[0]].span(at: 1)
        #expect(span.warnings == ["This span's timestamps were adjusted by \(text)"] && span.start == delta)
    }
}
