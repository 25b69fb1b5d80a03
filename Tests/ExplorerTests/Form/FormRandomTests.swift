import Terminal
import TestSupport
import Testing
import TraceQuery

@testable import Explorer

/// Any keys, any sizes: the list stays in range, the form can be drawn, and what it searches for is a filter line.
@Suite struct FormRandomTests {
    private static let pieces = [
        "cart", "GET /", "http.status_code=", "a=b", "\"", "\\", "50ms", "2d", "1", "-", "2026-11-22 10:00", "errors", "min=", "日本", " ",
        "\u{1b}[2J",
        "99999999999999999999w", "tag.", "=",
    ]

    @Test("Random keys in the form", arguments: 100..<116)
    func randomKeys(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var driver = Driver()
        driver.load(seed % 2 == 0 ? TraceDrawing.snapshot(Drawings.shop) : RandomKeyTests.odd)
        let bound = KeyTable.bindings(in: .form).flatMap(\.keys)
        let edits = ["Left", "Right", "Home", "End", "Backspace", "Delete", "Ctrl-W", "Ctrl-U", "Ctrl-K", "Ctrl-A", "Ctrl-E"]
        for _ in 0..<300 {
            // What was typed on the button searched, and went on as keys of the lists.
            if driver.state.prompt != nil { driver.press("Esc") }
            if driver.state.form == nil { driver.press("s") }
            switch Int.random(in: 0..<12, using: &random) {
            case 0...3: driver.type(Self.pieces.randomElement(using: &random) ?? "")
            case 4: driver.send(.pasted(Self.pieces.randomElement(using: &random) ?? ""))
            case 5: driver.press(edits.randomElement(using: &random) ?? "")
            case 6:
                let point = Point(column: Int.random(in: 0..<80, using: &random), row: Int.random(in: 0..<24, using: &random))
                let actions: [MouseEvent.Action] = [.press(button: 0), .wheelUp, .wheelDown]
                driver.send(.mouse(MouseEvent(actions.randomElement(using: &random) ?? .wheelUp, at: point)))
            case 7:
                let (columns, rows) = (Int.random(in: 0...130, using: &random), Int.random(in: 0...40, using: &random))
                driver.send(.resized(Size(columns: columns, rows: rows)))
            case 8: driver.holdsWork.toggle()
            default: for key in bound.randomElement(using: &random)?.keys ?? [] { driver.send(.key(key)) }
            }
            if !driver.holdsWork { driver.finishWork() }
            if driver.state.focus == .overlay { driver.press("Esc") }
            _ = driver.canvas
            try check(driver.state)
        }
    }

    private func check(_ state: ExplorerState) throws {
        #expect(try TraceFilter(line: state.search.filterLine) == state.search.filter)
        guard let form = state.form else { return }
        #expect(form.fields.contains(form.focus))
        let (filter, _, problems) = form.read()
        #expect(problems == form.problems)
        if problems.isEmpty { #expect(try TraceFilter(line: filter.line) == filter) }
        guard let choices = form.choices else { return }
        #expect(choices.count > 0 && choices.window.count == choices.count && choices.window.visible.upperBound <= choices.count)
        if let chosen = choices.chosen { #expect((0..<choices.count).contains(chosen)) }
    }
}
