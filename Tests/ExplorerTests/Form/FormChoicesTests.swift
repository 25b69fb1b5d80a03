import Terminal
import TestSupport
import Testing
import TraceModel
import TraceQuery

@testable import Explorer

/// Names to choose from, under the field.
@Suite struct FormChoicesTests {
    @Test func `Typing opens the list, the best name first, and Tab takes it`() {
        var driver = Driver(Drawings.shop)
        driver.press("s")
        #expect(driver.state.form?.choices == nil)
        driver.type("ca")
        #expect(names(driver) == ["cart", "catalog"])
        #expect(driver.footer.contains("Tab take it"))
        driver.press("Tab")
        #expect(driver.state.form?.text(.service) == "cart" && driver.state.form?.focus == .service && driver.state.form?.choices == nil)
        driver.press("Tab")
        #expect(driver.state.form?.focus == .operation)
    }

    @Test func `Down walks into the list and Up out of it, and Enter takes the name without searching`() {
        var driver = Driver(Drawings.shop)
        driver.press("s Down Down Down")
        #expect(driver.state.form?.choices?.chosen == 2 && driver.footer.contains("Enter take it"))
        driver.press("Up Up")
        #expect(driver.state.form?.choices?.chosen == 0)
        driver.press("Up")
        #expect(driver.state.form?.choices?.chosen == nil && driver.state.form?.choices != nil)
        driver.press("Down Down Enter")
        #expect(driver.state.form?.text(.service) == "cart")
        // Again: behind the name that is there.
        driver.press("Down")
        #expect(names(driver).count == 9 && driver.state.form?.choices?.best == "catalog")
        driver.press("Esc Enter")
        #expect(driver.state.search.filterLine == "service=cart")
    }

    @Test func `Operations are those of the service that is named`() {
        var driver = Driver(Drawings.shop)
        driver.press("s")
        driver.type("bank")
        driver.press("Tab Down")
        #expect(names(driver) == ["POST /v1/charges"])
        driver.press("Enter Backtab Ctrl-U Tab Ctrl-U Down")
        #expect(names(driver).count > 10)
    }

    @Test func `Tags are completed key by key, then value by value`() {
        var driver = Driver(Drawings.shop)
        driver.press("s Tab Tab")
        driver.type("retry=true stat")
        #expect(names(driver) == ["db.statement", "http.status_code"])
        driver.press("Down Down Tab")
        #expect(driver.state.form?.text(.tags) == "retry=true http.status_code=")
        #expect(names(driver) == ["200", "500", "504"])
        driver.press("Down Down Tab")
        #expect(driver.state.form?.text(.tags) == "retry=true http.status_code=500 ")
        #expect(driver.state.form?.problems.isEmpty == true)
    }

    @Test func `Values that look secret are never offered`() {
        var driver = Driver(Drawings.shop)
        driver.press("s Tab Tab")
        driver.type("passw")
        driver.press("Tab")
        #expect(driver.state.form?.text(.tags) == "password=" && driver.state.form?.choices == nil)
        #expect(!driver.text.contains("hunter2"))
    }

    @Test func `Lookback offers what is usual, and takes what is typed`() {
        var driver = Driver(Drawings.shop)
        driver.press("s Tab Tab Tab Tab Down")
        #expect(names(driver).count == 16 && driver.state.form?.choices?.best == "5m")
        driver.press("Esc")
        driver.type("2")
        #expect(names(driver) == ["2h", "24h", "2d", "2w", "12h"])
        driver.type("00ms")
        driver.press("Enter")
        #expect(driver.state.search.filterLine == "lookback=200ms")
    }

    @Test func `Names are gathered in the background when the form opens, and not again while nothing has changed`() {
        var driver = Driver(Drawings.shop)
        driver.holdsWork = true
        driver.press("s")
        driver.type("ca")
        #expect(driver.state.names.catalog == nil && driver.state.form?.choices == nil)
        driver.finishWork()
        #expect(driver.state.names.catalog?.services.names.count == 9)
        driver.type("r")
        #expect(names(driver) == ["cart"])
        let catalog = driver.state.names.catalog
        driver.press("Esc Esc s")
        #expect(driver.state.names.catalog == catalog)
        // What is no longer shown is not kept for its names.
        driver.press("Esc")
        driver.load(TraceDrawing.snapshot(Drawings.shop), isReload: true)
        #expect(driver.state.names.catalog == nil)
    }

    @Test func `A server's services and operations are offered too, and its operations asked for once the service is named`() {
        var driver = Driver(live: FormTests.server)
        driver.load(TraceDrawing.snapshot(Drawings.shop))
        driver.press("s")
        driver.send(.servicesListed(["cart", "warehouse"]))
        driver.type("ware")
        #expect(names(driver) == ["warehouse"])
        #expect(driver.state.names.catalog?.services.names.count == 10)
        driver.asked = []
        driver.press("Tab Tab")
        #expect(questions(driver) == [.operations(service: "warehouse")])
        driver.send(.operationsListed(service: "warehouse", ["pick", "pack"]))
        driver.press("Down")
        #expect(names(driver) == ["pack", "pick"])
        // Known ones are not asked for again, and nobody is asked about what no server knows.
        driver.press("Esc Backtab Tab Backtab Ctrl-U")
        driver.type("postgres")
        driver.press("Tab")
        #expect(driver.state.form?.focus == .operation && questions(driver) == [.operations(service: "warehouse")])
    }

    @Test func `Opened with a service of the server, its operations are asked for at once`() {
        var driver = Driver(live: FormTests.server)
        driver.send(.servicesListed(["cart", "warehouse"]))
        driver.press("/")
        driver.type("service=cart")
        driver.press("Enter")
        driver.asked = []
        driver.press("s")
        #expect(questions(driver) == [.operations(service: "cart")])
    }

    private func questions(_ driver: Driver) -> [Question] {
        driver.asked.compactMap { if case .ask(let question, _) = $0 { question } else { nil } }
    }

    @Test func `The very name goes first, then names that begin so, then names that hold it, whatever the case`() {
        let list = NameList(["pay", "Pay", "payment", "prepay", "PAYROLL", "cart", "日本pay", ""])
        #expect(list.places(of: "Pay").map { list.names[$0] } == ["Pay", "pay", "payment", "PAYROLL", "prepay", "日本pay"])
        #expect(list.places(of: "").count == list.names.count)
        #expect(list.places(of: "longer than any of the names").isEmpty)
        #expect(list.places(of: "本").map { list.names[$0] } == ["日本pay"])
    }

    @Test func `Values of a key with too many are not offered, those of whole numbers and truths are`() {
        let spans = (1...200).map { (number: Int64) -> SketchedSpan in
            var span = SketchedSpan(id: UInt64(number))
            span.attributes = [("many", .int64(number)), ("few", .int64(number % 3)), ("flag", .bool(number % 2 == 0))]
            return span
        }
        let census = NameCensus(.of(spans)) { false }
        #expect(census?.values["few"] == ["0", "1", "2"] && census?.values["flag"] == ["true", "false"] && census?.values["many"] == nil)
        #expect(census?.keys.isSuperset(of: ["many", "few", "flag"]) == true)
        #expect(NameCensus(.of(spans)) { true } == nil)
    }

    private func names(_ driver: Driver) -> [String] {
        guard let choices = driver.state.form?.choices else { return [] }
        return (0..<choices.count).map { choices[$0] }
    }
}
