import Terminal
import Testing

@testable import Explorer

/// Any keys, any sizes: the selection is always in range and the screen can be drawn.
@Suite struct RandomKeyTests {
    @Test("Random keys leave every selection in range", arguments: [11, 12, 13, 14])
    func randomKeys(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var driver = Driver(Drawings.shop)
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
