import TestSupport
import Testing
import TraceModel

@testable import Explorer

/// Actions in; exactly these changes and effects out.
@Suite struct SearchStateTests {
    @Test func `A snapshot asks for lists once, and once more when it changed meanwhile`() {
        var state = ExplorerState(size: .init(columns: 80, rows: 24))
        let snapshot = TraceDrawing.snapshot(Drawings.shop)
        #expect(state.update(.loaded(snapshot, LoadProgress())).count == 1)
        #expect(state.update(.loaded(snapshot, LoadProgress())).isEmpty)
        #expect(state.search.isOutdated)
    }

    @Test func `A result that a later request made useless is dropped`() {
        var driver = Driver(Drawings.shop)
        driver.holdsWork = true
        driver.press("e")
        let before = driver.state.search.traces
        driver.press("e")
        driver.finishWork()
        #expect(driver.state.search.traces != before)
        #expect(driver.state.search.traces?.rows.count == 3)
    }

    @Test func `The filter narrows as one types, and Esc brings back what was before`() {
        var driver = Driver(Drawings.shop)
        driver.press("/")
        driver.type("min=9ms")
        #expect(driver.rows.contains { $0.hasSuffix("2 of 3 traces") })
        driver.press("Esc")
        #expect(driver.rows.contains { $0.hasSuffix("3 of 3 traces") })
        #expect(driver.state.prompt == nil && driver.state.search.filterLine.isEmpty)
    }

    @Test func `A term that cannot be read is left out, and the message line says why`() {
        var driver = Driver(Drawings.shop)
        driver.press("/")
        driver.type("min=9")
        #expect(driver.messageLine.contains("9: a duration needs a unit, as in 50ms"))
        #expect(driver.state.search.traces?.rows.count == 3)
        driver.type("ms")
        #expect(driver.state.search.traces?.rows.count == 2)
    }

    @Test func `Tab completes keys and services as far as they are certain`() {
        var driver = Driver(Drawings.shop)
        driver.press("/")
        driver.type("ser")
        driver.press("Tab")
        driver.type("ca")
        driver.press("Tab")
        #expect(driver.state.prompt?.editor.text == "service=ca" && driver.messageLine.contains("cart  catalog"))
        driver.type("r")
        driver.press("Tab")
        driver.type("mi")
        driver.press("Tab")
        driver.type("6ms")
        driver.press("Enter")
        #expect(driver.state.search.filterLine == "service=cart min=6ms" && driver.state.search.traces?.rows.count == 1)
    }

    @Test func `A service is chosen, and chosen off again`() {
        var driver = Driver(Drawings.shop)
        driver.press("Tab j Enter")
        #expect(driver.state.search.filterLine == "service=orders")
        #expect(driver.state.search.traces?.rows.count == 1)
        #expect(driver.state.focus == .traces)
        driver.press("Tab Enter")
        #expect(driver.state.search.filterLine.isEmpty && driver.state.search.traces?.rows.count == 3)
    }

    @Test func `Sorting walks the columns, and I turns the order round`() {
        var driver = Driver(Drawings.shop)
        driver.press(">")
        #expect(driver.state.search.traceOrder == TraceOrder(column: .name, isAscending: true))
        #expect(driver.state.selectedTrace?.operation == "GET /cart")
        driver.press("I gg")
        #expect(driver.state.selectedTrace?.operation == "GET /products")
        driver.press("< I gg")
        #expect(driver.state.selectedTrace?.operation == "GET /cart")
    }

    @Test func `The selected trace stays selected when the order changes`() {
        var driver = Driver(Drawings.shop)
        driver.press("j")
        let id = driver.state.selectedTrace?.id
        for keys in [">", ">", "I", "<"] {
            driver.press(keys)
            #expect(driver.state.selectedTrace?.id == id)
        }
    }

    @Test func `Filter, folds and selection survive a reload`() {
        var driver = Driver(Drawings.shop)
        driver.press("e Enter j j h G")
        let selected = driver.state.selectedIDs.span
        driver.press("r")
        #expect(driver.asked == [.reload])
        // A span before all others moves every position by one.
        var spans = TraceDrawing.spans(Drawings.shop)
        spans.append(SketchedSpan(99, parent: 1) { $0.name = "early" })
        driver.load(.of(spans), isReload: true)
        #expect(driver.state.search.filterLine == "errors")
        #expect(driver.state.trace?.view?.count == 12)
        #expect(driver.state.selectedIDs.span == selected)
        #expect(driver.state.trace?.folds.isFolded(3) == true && driver.state.trace?.folds.shownCount == 11)
        #expect(driver.messageLine.contains("Read again: 17 spans"))
    }

    @Test func `What cannot be read is said, on the pane and in the message line`() {
        var driver = Driver()
        driver.send(.loadStarted(sources: ["cat.png"], isReload: false))
        driver.send(.loadFailed(InputError(Diagnostic(.emptyFile, at: Place(source: "cat.png")))))
        #expect(driver.messageLine.contains("cat.png: the file is empty"))
        #expect(driver.text.contains("r reads it again"))
    }

    @Test func `Progress and the trace that is being read are on the screen before any trace is`() {
        var driver = Driver()
        driver.send(.loadStarted(sources: ["big.json"], isReload: false))
        var progress = LoadProgress()
        (progress.bytesRead, progress.bytesTotal, progress.spans, progress.elapsedNanoseconds) = (
            100_000_000, 400_000_000, 123_456, 100_000_000
        )
        progress.openTrace = .init(idText: "0242ac1f", spans: 123_456)
        driver.send(.progressed(progress))
        #expect(driver.text.contains("25%"))
        #expect(driver.text.contains("100 MB of 400 MB"))
        #expect(driver.text.contains("1.23M/s"))
        #expect(driver.text.contains("loading  123,456 spans so far, trace 0242ac1f"))
    }
}
