import TestSupport
import Testing
import TraceAnalysis
import TraceModel
import TraceSources

/// Which operations follow each other in all traces.
@Suite struct SiblingOrderTests {
    /// Traces of a root P with children of these names and times, a list a trace.
    static func snapshot(_ traces: [[(String, Int64, Int64)]]) -> Snapshot {
        .of(
            traces.enumerated().flatMap { number, children in
                [SketchedSpan(1) { ($0.trace, $0.name, $0.duration) = (UInt64(number + 1), "P", 1000) }]
                    + children.enumerated().map { index, child in
                        SketchedSpan(UInt64(index + 2), parent: 1) {
                            ($0.trace, $0.name) = (UInt64(number + 1), child.0)
                            ($0.start, $0.duration) = (child.1, child.2 - child.1)
                        }
                    }
            })
    }

    @Test("What was never otherwise is always so; once in ten is usually; anything else happened to be so")
    func certainties() throws {
        let inOrder = [("A", 100, 200), ("B", 200, 300)] as [(String, Int64, Int64)]
        let overlapping = [("A", 100, 200), ("B", 150, 300)] as [(String, Int64, Int64)]
        let reversed = [("A", 300, 400), ("B", 150, 300)] as [(String, Int64, Int64)]
        for (others, certainty) in [
            ([], .always), ([overlapping], .usually), ([reversed], .usually), ([reversed, overlapping], .coincidence),
        ] as [([[(String, Int64, Int64)]], SiblingOrder.Certainty)] {
            let pairs = try #require(Self.snapshot(Array(repeating: inOrder, count: 9) + others).siblingOrder()).pairs
            #expect(pairs.count == 1 && pairs[0].certainty == certainty && pairs[0].inOrder == 9)
            #expect(pairs[0].reversed + pairs[0].overlapping == others.count)
            #expect(pairs[0].path.map(\.name) == ["P"] && [pairs[0].first.name, pairs[0].second.name] == ["A", "B"])
        }
    }

    @Test("A trace without one of two operations says nothing of them, and the more frequent order is named")
    func absence() throws {
        let pairs = try #require(
            Self.snapshot([
                [("A", 0, 100)], [("B", 0, 100)], [("A", 0, 100), ("B", 100, 200)], [("B", 0, 100), ("A", 100, 200)],
                [("B", 0, 100), ("A", 150, 200)],
            ]).siblingOrder()
        ).pairs
        #expect(pairs.count == 1 && [pairs[0].first.name, pairs[0].second.name] == ["B", "A"])
        #expect(pairs[0].inOrder == 2 && pairs[0].reversed == 1 && pairs[0].certainty == .coincidence)
    }

    @Test("One operation called again and again follows itself unless two calls ran at a time; all of it stands for itself with others")
    func repeated() throws {
        let serial = try #require(Self.snapshot([[("A", 0, 100), ("A", 100, 200), ("B", 200, 300)]]).siblingOrder()).pairs
        #expect(serial.map { [$0.first.name, $0.second.name] } == [["A", "A"], ["A", "B"]])
        #expect(serial.allSatisfy { $0.certainty == .always })
        let parallel = try #require(Self.snapshot([[("A", 0, 100), ("A", 50, 250), ("B", 200, 300)]]).siblingOrder()).pairs
        #expect(parallel.allSatisfy { $0.certainty == .coincidence && $0.overlapping == 1 })
    }

    @Test("An overlap within the allowance is none, unless none is allowed")
    func allowance() throws {
        let snapshot = Self.snapshot([[("A", 0, 205), ("B", 200, 300)]])
        #expect(try #require(snapshot.siblingOrder()).pairs[0].certainty == .always)
        #expect(try #require(snapshot.siblingOrder(overlap: .none)).pairs[0].certainty == .coincidence)
    }

    @Test("Of two spans it is told how sure their order is; the same operations below other callers are another matter")
    func ofSpans() throws {
        let snapshot = Self.snapshot([
            [("A", 0, 100), ("B", 100, 200), ("C", 50, 120)], [("A", 0, 100), ("B", 100, 200), ("C", 130, 150)],
        ])
        let order = try #require(snapshot.siblingOrder()), trace = TimedTrace(snapshot[snapshot.traces[0]])
        #expect(order.certainty(of: trace["A"], before: trace["B"], in: trace.trace) == .always)
        #expect(order.certainty(of: trace["B"], before: trace["A"], in: trace.trace) == .coincidence)
        #expect(order.certainty(of: trace["A"], before: trace["C"], in: trace.trace) == .coincidence)
        #expect(order.certainty(of: trace["P"], before: trace["A"], in: trace.trace) == .coincidence)
        let elsewhere = TimedTrace([("Q", "", 0, 100), ("A", "Q", 0, 10), ("B", "Q", 20, 30)])
        let other = try #require(elsewhere.trace.snapshot.siblingOrder())
        #expect(other.pairs.map { $0.path.map(\.name) } == [["Q"]])
    }

    @Test("Hand-overs are between siblings on the critical path, one after the other, with what other traces say of them")
    func handOvers() throws {
        let snapshot = Self.snapshot([
            [("A", 0, 100), ("B", 100, 200), ("C", 200, 300), ("D", 20, 60)], [("A", 0, 100), ("B", 100, 200), ("C", 150, 300)],
        ])
        let order = try #require(snapshot.siblingOrder()), trace = TimedTrace(snapshot[snapshot.traces[0]])
        let found = try #require(order.handOvers(in: trace.trace))
        #expect(found.map { [$0.first, $0.second] } == [[trace["A"], trace["B"]], [trace["B"], trace["C"]]])
        #expect(found.map(\.certainty) == [.always, .coincidence])
    }

    @Test("A parent of more kinds of children than are compared proves nothing, and many children of few kinds are gone through fast")
    func bounds() throws {
        let kinds = (0..<100 as Range<Int64>).map { ("kind \($0)", $0 * 10, $0 * 10 + 10) }
        #expect(try #require(Self.snapshot([kinds]).siblingOrder()).pairs.isEmpty)
        let many = (0..<100_000 as Range<Int64>).map { ($0 % 2 == 0 ? "A" : "B", $0, $0 + 1) }
        let snapshot = Snapshot.of(
            [SketchedSpan(1) { $0.duration = 200_000 }]
                + many.enumerated().map { index, child in
                    SketchedSpan(UInt64(index + 2), parent: 1) { ($0.name, $0.start, $0.duration) = (child.0, child.1, 1) }
                })
        let order = try #require(snapshot.siblingOrder())
        #expect(order.pairs.map(\.certainty) == [.always, .coincidence, .always])
        #expect(try #require(snapshot[snapshot.traces[0]].slack(order: order)).count == 100_001)
        #expect(snapshot.siblingOrder(isCancelled: { true }) == nil)
        #expect(try #require(Snapshot.empty.siblingOrder()).pairs.isEmpty)
    }

    @Test("Hand-overs on the critical paths of the hotel's traces are never contradicted by another trace")
    func hotel() throws {
        guard Places.hasFixtures else {
            return print("The shared fixtures are not here: the order of the hotel's calls was not looked at.")
        }
        let path = Places.fixtures.appendingPathComponent("real/traceweaver/hotel_load150.json.gz").path
        let snapshot = try FileLoader(paths: [path]).load()
        let order = try #require(snapshot.siblingOrder())
        var certainties: [SiblingOrder.Certainty] = []
        for row in snapshot.traces { certainties += try #require(order.handOvers(in: snapshot[row])).map(\.certainty) }
        #expect(certainties.count == 3000 && certainties.allSatisfy { $0 == .always })
    }
}
