import TestSupport
import Testing
import TraceModel

@testable import Explorer

@Suite struct TraceViewTests {
    @Test func `a span without a start is drawn where its nearest ancestor with one begins`() {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.start, $0.duration) = (1000, 100) },
            SketchedSpan(2, parent: 1) { ($0.start, $0.duration) = (1050, 50) },
            SketchedSpan(3, parent: 2) { ($0.start, $0.duration) = (nil, 25) },
            SketchedSpan(4, parent: 3) { ($0.start, $0.duration) = (nil, nil) },
        ])
        let view = TraceView(snapshot[snapshot.traces[0]])
        let drawn = (0..<4).map { view.fractions(of: $0, view.trace.span(at: $0)) }
        #expect(drawn.map(\.start) == [0, 0.5, 0.5, 0.5])
        #expect(drawn.map(\.end) == [1, 1, 0.75, 0.5])
    }

    @Test func `a hundred thousand levels without a start cost one walk`() {
        let snapshot = Snapshot.of(
            (1...100_000).map { id in SketchedSpan(UInt64(id), parent: UInt64(id - 1)) { $0.start = id == 1 ? 7 : nil } })
        let view = TraceView(snapshot[snapshot.traces[0]])
        let last = view.fractions(of: 99_999, view.trace.span(at: 99_999))
        #expect(last.start == 0)
    }
}
