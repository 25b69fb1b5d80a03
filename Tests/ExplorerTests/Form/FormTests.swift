import Terminal
import Testing
import TraceQuery

@testable import Explorer

/// The search form as a user meets it: keys in, a filter out.
@Suite struct FormTests {
    static let server = LiveSettings(servers: ["http://jaeger"], limit: 20, lookback: 3_600_000_000_000)

    @Test func `The form opens with the present filter, and Esc leaves it as it was`() {
        var driver = Driver(Drawings.shop)
        driver.press("/")
        driver.type("service=cart tag.min=3 \"GET /\" min=2ms span.max=1h lookback=48h errors")
        driver.press("Enter")
        let before = driver.state.search
        driver.press("s")
        #expect(driver.state.focus == .form)
        let form = driver.state.form
        #expect(form?.text(.service) == "cart" && form?.text(.tags) == "tag.min=3" && form?.text(.words) == "\"GET /\"")
        #expect(form?.text(.minTrace) == "2ms" && form?.text(.maxSpan) == "1h" && form?.text(.lookback) == "2d")
        #expect(form?.errorsOnly == true && form?.problems.isEmpty == true)
        driver.type("x")
        driver.press("Esc")
        #expect(driver.state.form == nil && driver.state.search == before && driver.asked.isEmpty)
    }

    @Test func `Enter on any field makes the fields the filter line`() {
        var driver = Driver(Drawings.shop)
        driver.press("s")
        driver.type("orders")
        driver.press("Tab Tab")
        driver.type("error.type=timeout")
        driver.press("Tab Ctrl-N Ctrl-N")
        #expect(driver.state.form?.focus == .lookback && driver.state.form?.choices != nil)
        driver.press("Esc Tab Ctrl-N Ctrl-N")
        driver.type("20ms")
        driver.press("Backtab Backtab Backtab Backtab")
        #expect(driver.state.form?.focus == .words)
        driver.press("Enter")
        #expect(driver.state.form == nil && driver.state.focus == .traces)
        #expect(driver.state.search.filterLine == "service=orders error.type=timeout span.min=20ms")
        #expect(driver.state.search.traces?.rows.count == 1)
    }

    @Test func `A field that cannot be read is told at once, and keeps the form from searching`() {
        var driver = Driver(Drawings.shop)
        driver.press("s PageDown Up Up Up")
        #expect(driver.state.form?.focus == .minTrace)
        driver.type("50")
        #expect(driver.messageLine.contains("a unit is missing, as in 50ms, 1.5s"))
        #expect(driver.rows.contains { $0.contains("Trace at least   50 ") && $0.contains("✗ a unit is missing") })
        driver.press("Backtab Backtab Enter")
        #expect(driver.state.form?.focus == .minTrace && driver.state.search.filterLine.isEmpty)
        #expect(driver.messageLine.contains("Trace at least: a unit is missing"))
        driver.type("ms")
        driver.press("Enter")
        #expect(driver.state.search.filterLine == "min=50ms")
    }

    @Test(
        "What is wrong with a field, in words",
        arguments: [
            (FormField.service, "\"open", "the quotation mark is not closed"), (.operation, "\"a\"b", "a blank is missing after"),
            (.tags, "service=a", "write tag.service=a"), (.tags, "word", "write key=value"), (.tags, "=x", "a key is missing before ="),
            (.words, "a=b", "key=value belongs into Tags"), (.words, "errors", "in quotation marks"),
            (.words, "min=3ms", "such terms have fields of their own"), (.lookback, "soon", "write 90m, 12h, 2d"),
            (.lookback, "-1h", "less than nothing"), (.lookback, "99999999999w", "longer than a duration can be"),
            (.minSpan, "5", "a unit is missing"), (.maxSpan, "5 parsec", "no such unit"), (.start, "yesterday", "write 2026-11-22 10:00"),
            (.end, "2026-02-30 10:00", "write 2026-"), (.limit, "0", "a whole number from 1 on"), (.limit, "many", "a whole number"),
        ])
    func problems(field: FormField, text: String, problem: String) {
        var form = SearchForm(TraceFilter(), limit: nil, live: Self.server, zone: .utc)
        form.editors[field] = LineEditor(text)
        form.check()
        #expect(form.problems[field]?.contains(problem) == true, "\(form.problems)")
        #expect(form.problems.count == 1)
    }

    @Test("The second of two bounds is not below the first", arguments: [(FormField.minSpan, FormField.maxSpan), (.minTrace, .maxTrace)])
    func bounds(least: FormField, most: FormField) {
        var form = SearchForm(TraceFilter(), limit: nil, live: nil, zone: .utc)
        form.editors[least] = LineEditor("1s")
        form.editors[most] = LineEditor("900ms")
        form.check()
        #expect(form.problems == [most: "less than the least"])
        form.editors[.start] = LineEditor("2026-11-22 10:00")
        form.editors[.end] = LineEditor("2026-11-22 09:59:59")
        form.editors[most] = LineEditor("1s")
        form.check()
        #expect(form.problems == [.end: "before the start"])
    }

    @Test func `Space switches errors, and the button searches`() {
        var driver = Driver(Drawings.shop)
        driver.press("s Backtab Backtab")
        #expect(driver.state.form?.focus == .errors)
        driver.type("x")
        #expect(driver.messageLine.contains("Space switches this"))
        driver.press("Space Tab")
        #expect(driver.text.contains("[x] only failed spans"))
        driver.press("Enter")
        #expect(driver.state.search.filterLine == "errors")
    }

    @Test func `A click goes to a field, switches, takes a name, or searches`() throws {
        var driver = Driver(Drawings.shop)
        driver.press("s")
        func click(_ text: String) throws {
            let row = try #require(driver.rows.firstIndex { $0.contains(text) })
            let line = driver.rows[row]
            let column = line.distance(from: line.startIndex, to: try #require(line.range(of: text)).lowerBound)
            driver.send(.mouse(MouseEvent(.press(button: 0), at: Point(column: column, row: row))))
        }
        try click("Operation")
        #expect(driver.state.form?.focus == .operation)
        try click("only failed")
        #expect(driver.state.form?.focus == .errors && driver.state.form?.errorsOnly == true)
        try click("Service")
        driver.type("pos")
        try click("postgres")
        #expect(driver.state.form?.text(.service) == "postgres" && driver.state.form?.choices == nil)
        try click("[ Search ]")
        #expect(driver.state.search.filterLine == "service=postgres errors")
    }

    @Test func `The help of the form lists its keys, and leads back to it`() {
        var driver = Driver(Drawings.shop)
        driver.press("s F1")
        #expect(driver.state.focus == .overlay && driver.text.contains("Keys: search form"))
        driver.press("q")
        #expect(driver.state.focus == .form)
        driver.press("Ctrl-C")
        #expect(driver.state.focus == .traces)
    }

    @Test func `Text that is pasted goes into the field`() {
        var driver = Driver(Drawings.shop)
        driver.press("s Tab Tab")
        driver.send(.pasted("a=1\nb=2"))
        driver.press("Enter")
        #expect(driver.state.search.filterLine == "a=1 b=2")
    }

    @Test func `Ctrl-R brings earlier searches back, one after the other and round`() {
        var driver = Driver(Drawings.shop)
        driver.press("s Ctrl-R")
        #expect(driver.messageLine.contains("No other search was made"))
        for service in ["cart", "bank", "cart", "redis"] {
            driver.press("Ctrl-U")
            driver.type(service)
            driver.press("Enter Esc s")
        }
        #expect(driver.state.form?.text(.service) == "" && driver.footer.contains("Ctrl-R earlier"))
        for service in ["redis", "cart", "bank", "redis"] {
            driver.press("Ctrl-R")
            #expect(driver.state.form?.text(.service) == service)
        }
        #expect(driver.messageLine.contains("Search 1 of 3"))
        driver.press("Enter s Ctrl-R Enter")
        #expect(driver.state.search.filterLine == "service=cart")
    }

    @Test func `Only a server has a limit, and the form says who checks what`() {
        let file = SearchForm(TraceFilter(), limit: nil, live: nil, zone: .utc)
        #expect(!file.fields.contains(.limit))
        var live = SearchForm(TraceFilter(), limit: 50, live: Self.server, zone: .utc)
        #expect(live.text(.limit) == "50" && live.read().limit == 50)
        live.editors[.limit] = LineEditor("")
        #expect(live.read().limit == nil)
        var driver = Driver(live: Self.server)
        driver.send(.servicesListed(["cart"]))
        driver.press("s Backtab Backtab Ctrl-U")
        #expect(driver.text.contains("20") && driver.state.form?.focus == .limit)
        driver.type("7")
        driver.press("PageUp")
        driver.type("cart")
        driver.press("Enter")
        var filter = TraceFilter()
        filter.service = "cart"
        #expect(driver.asked.last == .ask(.search(filter, limit: 7, isExhaustive: false), ticket: 2))
        driver.press("s Backtab Backtab Ctrl-U Enter")
        #expect(driver.state.live?.limit == 20)
        let remarks = FormRemarks(form: live, catalog: nil)
        #expect(remarks.remark(on: .minSpan) == "checked by the server" && remarks.remark(on: .maxTrace) == "checked here")
        #expect(FormRemarks(form: file, catalog: nil).remark(on: .minSpan).isEmpty)
    }
}
