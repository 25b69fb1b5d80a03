import Terminal
import Testing

@testable import Explorer

@Suite struct TraceStateTests {
    private func opened(_ keys: String = "") -> Driver {
        var driver = Driver(Drawings.shop)
        driver.press("Enter " + keys)
        return driver
    }

    private func name(_ driver: Driver) -> String { driver.state.trace?.selectedSpan?.name ?? "" }

    @Test func `h folds, then goes to the parent; l unfolds, then goes to the child`() {
        var driver = opened("j j")
        #expect(name(driver) == "GetCart")
        driver.press("h")
        #expect(driver.state.trace?.folds.isFolded(2) == true && name(driver) == "GetCart")
        driver.press("h")
        #expect(name(driver) == "GET /checkout")
        driver.press("j j l l")
        #expect(name(driver) == "HGETALL")
        driver.press("l")
        #expect(driver.messageLine.contains("no children"))
    }

    @Test func `Errors are walked in display order, round the end, and unfolded`() {
        var driver = opened("zM")
        var names: [String] = []
        for _ in 0..<4 {
            driver.press("e")
            names.append(name(driver))
        }
        #expect(names == ["PlaceOrder", "Charge", "POST /v1/charges", "PlaceOrder"])
        #expect(driver.messageLine.contains("Failed span 1 of 3, round the end"))
        driver.press("E")
        #expect(name(driver) == "POST /v1/charges")
    }

    @Test func `Spans are walked by self time, and back`() {
        var driver = opened("]")
        #expect(driver.messageLine.contains("Longest self time: 18.0ms, 43% of the trace"))
        driver.press("]")
        let second = driver.state.trace?.selection
        driver.press("] [")
        #expect(driver.state.trace?.selection == second)
        #expect(driver.messageLine.contains("2nd by self time"))
    }

    @Test func `The tree is walked with H J K L`() {
        var driver = opened("j j j")
        driver.press("H")
        #expect(name(driver) == "GetCart")
        driver.press("J")
        #expect(name(driver) == "PlaceOrder")
        driver.press("J")
        #expect(driver.messageLine.contains("last of its siblings"))
        driver.press("K K K")
        #expect(name(driver) == "validate session")
        driver.press("H L")
        #expect(name(driver) == "validate session")
    }

    @Test func `A find counts as one types, jumps on Enter and walks round`() {
        var driver = opened("/")
        driver.type("postgres")
        #expect(driver.messageLine.contains("2 matches"))
        driver.press("Enter")
        #expect(name(driver) == "UPDATE stock" && driver.messageLine.contains("Match 1 of 2"))
        driver.press("n")
        #expect(name(driver) == "write order")
        driver.press("n")
        #expect(name(driver) == "UPDATE stock" && driver.messageLine.contains("round the end"))
        driver.press("Esc")
        #expect(driver.state.trace?.find.isActive == false)
    }

    @Test func `A find that is not over yet jumps when it is`() {
        var driver = opened()
        driver.holdsWork = true
        driver.press("/")
        driver.type("write")
        driver.press("Enter")
        #expect(name(driver) == "GET /checkout")
        driver.finishWork()
        #expect(name(driver) == "write order")
    }

    @Test func `Secrets are masked until they are asked for`() {
        var driver = opened("e e Enter")
        #expect(driver.text.contains("password") && !driver.text.contains("hunter2"))
        while driver.state.selectedInspectorLine?.item?.key != "password" { driver.press("j") }
        driver.press("yv")
        #expect(driver.copied.isEmpty && driver.messageLine.contains("looks secret; X shows it"))
        driver.press("X yv")
        #expect(driver.text.contains("hunter2") && driver.copied == ["hunter2"])
    }

    @Test func `A value, a pair, ids and a line go to the clipboard`() {
        var driver = opened("] Enter")
        while driver.state.selectedInspectorLine?.item?.key != "http.status_code" { driver.press("j") }
        driver.press("yv yk ys yt")
        #expect(driver.copied == ["504", "http.status_code=504", "0000000000000007", "0000000000000001"])
        #expect(driver.messageLine.contains("Copied the trace id (OSC 52)"))
        driver.press("Esc yl")
        #expect(
            driver.copied.last
                == "bank: POST /v1/charges  18.0ms  self 18.0ms  +17.0ms  error  trace 0000000000000001 span 0000000000000007")
    }

    @Test func `Pending keys show what may follow`() {
        var driver = opened("y")
        #expect(driver.footer.contains("v copy value") && driver.footer.contains("t copy trace id"))
        driver.press("Esc")
        #expect(driver.state.pendingKeys.isEmpty && driver.footer.contains("] slowest"))
    }

    @Test func `Going to an id selects the span`() {
        var driver = opened("gi")
        driver.type("0000000000000009")
        driver.press("Enter")
        #expect(driver.state.selectedIDs.span == "0000000000000009")
        driver.press("gi")
        driver.type("ff")
        driver.press("Enter")
        #expect(driver.messageLine.contains("No span of this trace has an id that begins with ff"))
    }

    @Test func `Selection and folds survive every size`() {
        var driver = opened("j j h j j ]")
        let span = driver.state.selectedIDs.span
        for (columns, rows) in [(200, 60), (40, 10), (20, 5), (1, 1), (0, 0), (80, 24)] {
            driver.send(.resized(Size(columns: columns, rows: rows)))
            _ = driver.canvas
            #expect(driver.state.selectedIDs.span == span)
        }
        #expect(driver.state.trace?.folds.isFolded(2) == true)
    }

    @Test func `A trace that is opened again is as it was left`() {
        var driver = opened("j j h q")
        #expect(driver.state.screen == .search)
        driver.press("Enter")
        #expect(driver.state.trace?.folds.isFolded(2) == true && name(driver) == "GetCart")
    }
}
