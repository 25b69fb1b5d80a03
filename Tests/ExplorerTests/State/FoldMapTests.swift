import TestSupport
import Testing
import TraceModel

@testable import Explorer

@Suite struct FoldMapTests {
    static let trace = TraceDrawing.snapshot(Drawings.shop).traces.map { TraceDrawing.snapshot(Drawings.shop)[$0] }[0]

    /// What is shown, found out the slow way.
    static func shown(_ folds: FoldMap, _ trace: Trace) -> [Int] {
        var shown: [Int] = []
        var at = 0
        while at < trace.spanCount {
            shown.append(at)
            at = folds.isFolded(at) ? trace.subtreeEnd(of: at) : at + 1
        }
        return shown
    }

    static func check(_ folds: FoldMap, _ trace: Trace, sourceLocation: SourceLocation = #_sourceLocation) {
        let shown = shown(folds, trace)
        #expect(folds.shownCount == shown.count, sourceLocation: sourceLocation)
        for (row, position) in shown.enumerated() {
            #expect(folds.position(ofRow: row) == position, sourceLocation: sourceLocation)
            #expect(folds.row(of: position) == row, sourceLocation: sourceLocation)
            #expect(folds.next(after: position) == (row + 1 < shown.count ? shown[row + 1] : nil), sourceLocation: sourceLocation)
        }
        for position in 0..<trace.spanCount { #expect(folds.isShown(position) == shown.contains(position), sourceLocation: sourceLocation) }
    }

    @Test func `Folding hides the descendants, unfolding shows them but for inner folds`() {
        var folds = FoldMap(count: Self.trace.spanCount)
        Self.check(folds, Self.trace)
        folds.fold(7, in: Self.trace)
        folds.fold(4, in: Self.trace)
        Self.check(folds, Self.trace)
        #expect(folds.shownCount == 5)
        folds.unfold(4, in: Self.trace)
        Self.check(folds, Self.trace)
        #expect(folds.isFolded(7) && folds.shownCount == 9)
    }

    @Test func `A hidden span's row is that of the ancestor that hides it`() {
        var folds = FoldMap(count: Self.trace.spanCount)
        folds.fold(4, in: Self.trace)
        #expect(folds.row(of: 8) == folds.row(of: 4))
    }

    @Test func `Revealing unfolds every ancestor and nothing else`() {
        var folds = FoldMap(count: Self.trace.spanCount).foldingAll(in: Self.trace)
        #expect(folds.shownCount == 1)
        folds.reveal(8, in: Self.trace)
        Self.check(folds, Self.trace)
        #expect(folds.isShown(8) && folds.isFolded(2) && folds.isFolded(5))
    }

    @Test func `Levels fold from the deepest, and unfold one at a time`() {
        let trace = Self.trace
        var folds = FoldMap(count: trace.spanCount)
        var counts: [Int] = []
        for _ in 0..<4 {
            folds = folds.foldingDeepestLevel(in: trace)
            Self.check(folds, trace)
            counts.append(folds.shownCount)
        }
        #expect(counts == [8, 4, 1, 1])
        counts = []
        for _ in 0..<4 {
            folds = folds.unfoldingOneLevel(in: trace)
            Self.check(folds, trace)
            counts.append(folds.shownCount)
        }
        #expect(counts == [4, 8, 11, 11])
    }

    @Test("Random folds agree with the slow way, over block borders", arguments: [1, 2, 3])
    func random(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var spans: [SketchedSpan] = []
        for id in 1...1500 {
            spans.append(
                SketchedSpan(id: UInt64(id), parent: id == 1 ? 0 : UInt64.random(in: UInt64(max(1, id - 40))..<UInt64(id), using: &random)))
        }
        let snapshot = Snapshot.of(spans)
        let trace = snapshot[snapshot.traces[0]]
        var folds = FoldMap(count: trace.spanCount)
        for step in 0..<120 {
            let position = Int.random(in: 0..<trace.spanCount, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: folds.fold(position, in: trace)
            case 1: folds.unfold(position, in: trace)
            default: folds.reveal(position, in: trace)
            }
            if step % 10 == 9 { Self.check(folds, trace) }
        }
    }
}

/// The same numbers in every run.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
