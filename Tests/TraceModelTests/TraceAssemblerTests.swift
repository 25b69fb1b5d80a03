import Testing
import TraceModel

@Suite struct TraceAssemblerTests {
    @Test func `children follow their parent in order of their starts`() {
        let snapshot = snapshot([
            Sketch(3, parent: 1, start: 20), Sketch(1), Sketch(2, parent: 1, start: 5), Sketch(4, parent: 2, start: 6),
        ])
        #expect(order(snapshot) == ["1", ".2", "..4", ".3"])
        let trace = snapshot[snapshot.traces[0]]
        #expect((0..<4).map(trace.subtreeEnd) == [4, 3, 3, 4])
        #expect((0..<4).map(trace.parent) == [nil, 0, 1, 0])
        #expect(trace.depth == 3)
        #expect(trace.maxFanOut == 2)
    }

    @Test func `siblings with equal starts keep the order they were read in`() {
        #expect(order(snapshot([Sketch(1), Sketch(9, parent: 1), Sketch(3, parent: 1), Sketch(5, parent: 1)])) == ["1", ".9", ".3", ".5"])
    }

    @Test func `an orphan starts a tree and is marked`() {
        let snapshot = snapshot([Sketch(1), Sketch(2, parent: 77, start: 3)])
        let trace = snapshot[snapshot.traces[0]]
        #expect(order(snapshot) == ["1", "2"])
        #expect(trace.marks(of: 1).contains(.orphan))
        #expect((trace.orphanSpans, trace.rootSpans, trace.trees) == (1, 1, 2))
        #expect(trace.isIncomplete)
    }

    @Test func `a cycle is cut above its earliest member and nothing is lost`() {
        let snapshot = snapshot([
            Sketch(1), Sketch(2, parent: 3, start: 9), Sketch(3, parent: 2, start: 4), Sketch(4, parent: 2, start: 10),
        ])
        let trace = snapshot[snapshot.traces[0]]
        #expect(order(snapshot) == ["1", "3", ".2", "..4"])
        #expect(trace.marks(of: 1).contains(.cycleHead))
        #expect((trace.cycles, trace.rootSpans, trace.orphanSpans, trace.trees) == (1, 1, 0, 2))
    }

    @Test func `a span that is its own parent becomes the head of a cycle`() {
        let snapshot = snapshot([Sketch(1, parent: 1), Sketch(2, parent: 1)])
        #expect(order(snapshot) == ["1", ".2"])
        #expect(snapshot[snapshot.traces[0]].marks(of: 0) == [.cycleHead])
    }

    @Test func `a cycle that was read twice is cut, and each copy stands beside its original`() {
        let cycle = [Sketch(1), Sketch(2, parent: 3, start: 9), Sketch(3, parent: 2, start: 4), Sketch(4, parent: 4, start: 20)]
        let snapshot = snapshot(cycle + cycle)
        #expect(order(snapshot) == ["1", "1", "3", ".2", ".2", "3", "4", "4"])
        let trace = snapshot[snapshot.traces[0]]
        #expect((0..<8).filter { trace.marks(of: $0).contains(.folded) } == [1, 4, 5, 7])
        #expect(trace.cycles == 2 && trace.copies(of: 2) == 5..<6 && trace.depth == 2)
    }

    @Test func `many small cycles are cut in linear time`() {
        let pairs = (0..<50_000).flatMap { pair -> [Sketch] in
            let a = UInt64(pair * 2 + 1), b = a + 1
            return [Sketch(a, parent: b, start: Int64(pair)), Sketch(b, parent: a, start: Int64(pair))]
        }
        let snapshot = snapshot(pairs)
        #expect(snapshot[snapshot.traces[0]].cycles == 50_000)
        #expect(snapshot[snapshot.traces[0]].spanCount == 100_000)
    }

    @Test func `the first of several spans with one id adopts the children`() {
        let snapshot = snapshot([Sketch(1), Sketch(2, parent: 1, start: 8), Sketch(2, parent: 1, start: 3), Sketch(3, parent: 2, start: 9)])
        let trace = snapshot[snapshot.traces[0]]
        #expect(order(snapshot) == ["1", ".2", ".2", "..3"])
        #expect(trace.span(at: 2).start == 8)
        #expect(trace.marks(of: 1) == [.duplicateID, .outsideParent] || trace.marks(of: 1).contains(.duplicateID))
        #expect(trace.duplicateSpanIDs == 1)
    }

    @Test func `a reference further back in the list is the parent when the first one is not there`() {
        let links: [(LinkKind, UInt64)] = [(.childOf, 99), (.followsFrom, 2), (.childOf, 1)]
        let spans = [Sketch(1), Sketch(2, parent: 1), Sketch(3, parent: 99, start: 1, links: links)]
        #expect(order(snapshot(spans)) == ["1", ".2", ".3"])
    }

    @Test func `a chain of a hundred thousand levels is assembled`() {
        let snapshot = snapshot((1...100_000).map { Sketch(UInt64($0), parent: UInt64($0 - 1), start: Int64($0)) })
        let trace = snapshot[snapshot.traces[0]]
        #expect(trace.depth == 100_000)
        #expect(trace.subtreeEnd(of: 0) == 100_000)
        #expect(trace.level(of: 99_999) == 100_000)
    }

    @Test func `a span without a start is placed by its nearest ancestor that has one`() {
        let spans = [
            Sketch(1, start: 100), Sketch(2, parent: 1, start: 110), Sketch(3, parent: 1, start: nil), Sketch(4, parent: 3, start: nil),
        ]
        let snapshot = snapshot(spans)
        let trace = snapshot[snapshot.traces[0]]
        #expect(order(snapshot) == ["1", ".3", "..4", ".2"])
        #expect(trace.displayStart(of: 2) == 100)
        #expect(trace.start == 100)
        #expect(trace.end == 120)
    }

    @Test func `the main root is the earliest root, then the longest, then the least id`() {
        let trace = { (spans: [Sketch]) in snapshot(spans) }
        let ties = trace([Sketch(9, start: 5, duration: 3), Sketch(8, start: 5, duration: 7), Sketch(7, start: 5, duration: 7)])
        #expect(ties[ties.traces[0]].mainRoot.id.rawValue == 7)
        let orphanFirst = trace([Sketch(2, parent: 77, start: 0), Sketch(1, start: 50)])
        #expect(orphanFirst[orphanFirst.traces[0]].mainRoot.id.rawValue == 1)
    }

    @Test func `a negative duration counts as none for the end of the trace, and the span keeps it`() {
        let snapshot = snapshot([Sketch(1, start: 10, duration: 5), Sketch(2, parent: 1, start: 12, duration: -400)])
        #expect(snapshot[snapshot.traces[0]].duration == 5)
        #expect(snapshot[snapshot.traces[0]].span(at: 1).duration == -400)
    }

    @Test func `times at the ends of the range do not overflow`() {
        let snapshot = snapshot([Sketch(1, start: .max, duration: .max), Sketch(2, parent: 1, start: .min, duration: 1)])
        #expect(snapshot[snapshot.traces[0]].duration == .max)
    }
}
