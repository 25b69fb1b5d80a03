import TestSupport
import Testing
import TraceModel
import TraceQuery

@testable import Explorer

/// What is asked of servers, and what becomes of it.
@Suite struct LiveStateTests {
    @Test func `A session with a server asks for its services, then for recent traces`() {
        var driver = Driver.live()
        #expect(driver.questions == [.services])
        driver.send(.servicesListed(["cart", "orders"]))
        driver.end()
        #expect(driver.questions == [.services, .recent(limit: 20)])
        #expect(driver.text.contains("cart") && driver.text.contains("orders"))
    }

    @Test func `Enter on a service asks the server for its traces, however little of it is here`() {
        var driver = Driver.live(services: ["cart", "orders"])
        driver.press("Tab gg j Enter")
        #expect(driver.questions.last == .search(service("orders"), limit: 20, isExhaustive: false))
        driver.answer(TraceDrawing.snapshot(Drawings.shop))
        driver.end(isCut: true)
        #expect(driver.messageLine.contains("more than the 20 it was asked for; M asks for all"))
        driver.press("M")
        #expect(driver.questions.last == .search(service("orders"), limit: 20, isExhaustive: true))
    }

    @Test func `A filter is sent when it is accepted, not with every letter`() {
        var driver = Driver.live(services: ["orders"])
        let before = driver.questions.count
        driver.press("/")
        driver.type("service=orders")
        #expect(driver.questions.count == before)
        driver.press("Enter")
        #expect(driver.questions.last == .search(service("orders"), limit: 20, isExhaustive: false))
        driver.press("/")
        driver.type(" min=")
        driver.press("Enter")
        #expect(driver.questions.count == before + 1, "a filter that cannot be read is not sent")
    }

    @Test func `Summaries are listed beside whole traces; opening one fetches it`() {
        var driver = Driver.live(services: ["orders"])
        driver.answer(
            .of([SketchedSpan(1) { ($0.trace, $0.duration) = (7, 3_000_000) }], summaries: [summary(8, 5_000_000), summary(9, 1)]))
        driver.end()
        #expect(driver.state.search.traces.map { listing in (0..<listing.count).map { listing.object[$0].id.low } } == [8, 7, 9])
        driver.press("gg Enter")
        #expect(driver.questions.last == .trace(id: TraceID(low: 8).hex) && driver.text.contains("Fetching the trace"))
        driver.answer(.of([SketchedSpan(1) { ($0.trace, $0.name) = (8, "fetched") }]))
        driver.end()
        #expect(driver.text.contains("fetched") && driver.state.trace?.view != nil)
    }

    @Test func `A trace that is not there leads back to the list, with the reason`() {
        var driver = Driver.live(services: ["orders"])
        driver.press("gi")
        driver.type("1234abcd")
        driver.press("Enter")
        #expect(driver.questions.last == .trace(id: "1234abcd") && driver.state.screen == .trace)
        driver.end(failure: .traceNotFound)
        #expect(driver.state.screen == .search && driver.messageLine.contains("No such trace"))
    }

    @Test func `When the server goes away what is loaded stays, and the screen says so`() {
        var driver = Driver.live(services: ["orders"])
        driver.press("r")
        driver.answer(TraceDrawing.snapshot(Drawings.shop))
        driver.endAll()
        driver.press("r")
        driver.end(failure: .connectionRefused)
        #expect(driver.messageLine.contains("The connection was refused"))
        #expect(driver.rows[0].contains("no answer"))
        driver.press("Enter")
        #expect(driver.asked.last == driver.state.trace.map { .keep($0.id) }, "what is looked at is kept")
        #expect(driver.state.screen == .trace && driver.state.trace?.view != nil)
    }

    @Test func `Esc gives up what is asked; a late answer's end is no end of the next question`() {
        var driver = Driver.live(services: ["orders"])
        driver.press("r")
        driver.send(.waited(milliseconds: 1200))
        #expect(driver.messageLine.contains("Asking http://a:1 for") && driver.messageLine.contains("1.2 s"))
        let late = driver.state.live?.asked.last?.ticket ?? 0
        driver.press("Esc")
        #expect(driver.asked.last == .cancelQuestions && driver.state.live?.asked.isEmpty == true)
        driver.press("r")
        driver.send(.questionEnded(QuestionEnding(ticket: late)))
        #expect(driver.state.live?.asked.isEmpty == false)
    }

    @Test func `Asking again by itself keeps the selection`() {
        var driver = Driver.live(services: ["orders"])
        driver.press("r")
        driver.answer(TraceDrawing.snapshot(Drawings.shop))
        driver.endAll()
        driver.press("gg j")
        let id = driver.state.selectedTrace?.id
        driver.press("f")
        #expect(driver.state.refreshSeconds == 5 && driver.rows[0].contains("every 5 s"))
        driver.answer(TraceDrawing.snapshot(Drawings.shop))
        driver.endAll()
        #expect(driver.state.selectedTrace?.id == id)
        let count = driver.questions.count
        driver.send(.refreshDue)
        #expect(driver.questions.count == count + 1)
        driver.send(.refreshDue)
        #expect(driver.questions.count == count + 1, "one search at a time")
        driver.endAll()
        driver.press("f f f")
        #expect(driver.state.refreshSeconds == nil)
    }

    @Test func `w saves the open or selected trace, W all that are listed`() {
        var driver = Driver(Drawings.shop)
        driver.press("w")
        #expect(driver.messageLine.contains("Save to: trace-"))
        driver.press("Ctrl-U")
        driver.type("a.json")
        driver.press("Enter")
        guard case .save(let one)? = driver.asked.last else { return #expect(Bool(false), "nothing is saved") }
        #expect(one.path == "a.json" && one.ids == [driver.state.selectedTrace?.id] && one.toFetch.isEmpty)
        driver.press("W Enter")
        guard case .save(let all)? = driver.asked.last else { return #expect(Bool(false), "nothing is saved") }
        #expect(all.path == "traces.jsonl" && all.ids.count == 3)
    }

    private func service(_ name: String) -> TraceFilter {
        var filter = TraceFilter()
        filter.service = name
        return filter
    }

    private func summary(_ id: UInt64, _ duration: Int64) -> TraceSummary {
        TraceSummary(id: TraceID(low: id), rootService: "orders", rootOperation: "brief", start: 0, end: duration, spanCount: 4)
    }
}
