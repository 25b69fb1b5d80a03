import Terminal
import TestSupport
import Testing
import TraceModel

@testable import Explorer

/// Any keys, any sizes: the selection is always in range and the screen can be drawn.
@Suite struct RandomKeyTests {
    /// Traces of which everything is odd: orphans, a cycle, ids used twice, no start, no name, no service, impossible times.
    static let odd = Snapshot.of([
        SketchedSpan(1, parent: 99) { $0.duration = 5_000_000 }, SketchedSpan(2, parent: 3) { $0.service = nil },
        SketchedSpan(3, parent: 2) { $0.name = "" },
        SketchedSpan(4, parent: 4) { $0.start = nil }, SketchedSpan(4, parent: 1) { ($0.start, $0.duration) = (.max, .max) },
        SketchedSpan(5, parent: 1) { ($0.start, $0.duration) = (.min, -7) },
        SketchedSpan(6) { ($0.trace, $0.name, $0.service) = (2, String(repeating: "日本\u{1b}", count: 50), "") },
        SketchedSpan(7) { ($0.trace, $0.start, $0.duration) = (3, nil, nil) },
    ])

    @Test("Random keys leave every selection in range", arguments: [11, 12, 13, 14, 15, 16])
    func randomKeys(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var driver = Driver()
        driver.load(seed % 2 == 0 ? TraceDrawing.snapshot(Drawings.shop) : Self.odd)
        let bound = KeyTable.bindings.flatMap(\.keys).filter { $0 != KeySequence("Q") }
        let words = ["postgres", "min=5ms", "errors", "0000", "service=cart", "fold-all", "\"", "-x"]
        for step in 0..<400 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0: driver.type(words.randomElement(using: &random) ?? "")
            case 1:
                let (columns, rows) = (Int.random(in: 0...130, using: &random), Int.random(in: 0...40, using: &random))
                driver.send(.resized(Size(columns: columns, rows: rows)))
            case 2: driver.press("Enter")
            case 3: driver.press("Esc")
            case 4: driver.holdsWork = true
            case 5: driver.finishWork()
            case 6:
                if step % 3 == 0 {
                    driver.load(Bool.random(using: &random) ? Self.odd : TraceDrawing.snapshot(Drawings.shop), isReload: true)
                }
            default: for key in bound.randomElement(using: &random)?.keys ?? [] { driver.send(.key(key)) }
            }
            if step % 8 == 0 { _ = driver.canvas }
            let state = driver.state
            for window in [state.search.serviceWindow, state.search.traceWindow, state.trace?.window, state.trace?.inspectorWindow]
                .compactMap({ $0 })
            {
                #expect(window.selection.map { $0 >= 0 && $0 < window.count } ?? (window.count == 0))
                #expect(window.visible.upperBound <= window.count)
            }
            if let trace = state.trace, let view = trace.view, let selection = trace.selection {
                #expect(selection < view.count && trace.folds.isShown(selection) && trace.window.count == trace.folds.shownCount)
            }
        }
    }
}
