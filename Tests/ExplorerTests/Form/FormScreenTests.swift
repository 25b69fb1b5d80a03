import Terminal
import TestSupport
import Testing
import TraceModel
import TraceQuery

@testable import Explorer

/// The form as it looks; the sizes are those of the other golden screens, and a wide one.
@Suite struct FormScreenTests {
    static let sizes = [(80, 24), (160, 50), (40, 10)]

    @Test("The form, just opened", arguments: sizes)
    func opened(columns: Int, rows: Int) throws {
        var driver = Driver(Drawings.shop, columns, rows)
        driver.press("s")
        try Golden.check(driver, "form-\(columns)x\(rows)")
    }

    @Test("The form while names are chosen, with a field that cannot be read", arguments: sizes)
    func choosing(columns: Int, rows: Int) throws {
        var driver = Driver(Drawings.shop, columns, rows)
        driver.press("s PageDown Up Up")
        driver.type("5 parsecs")
        driver.press("PageUp")
        driver.type("o")
        driver.press("Down Down")
        try Golden.check(driver, "form-choosing-\(columns)x\(rows)")
    }

    @Test("The form on a server says who checks what", arguments: sizes)
    func live(columns: Int, rows: Int) throws {
        var driver = Driver(columns, rows, live: FormTests.server)
        driver.load(TraceDrawing.snapshot(Drawings.shop))
        driver.send(.servicesListed(["cart", "warehouse"]))
        driver.press("s PageDown Up Up Up Up")
        try Golden.check(driver, "form-live-\(columns)x\(rows)")
    }

    @Test func `Hostile names are drawn as signs and clipped, in fields and list`() throws {
        var driver = Driver(60, 20)
        driver.load(
            .of([
                SketchedSpan(1) { $0.service = "\u{1b}[31mred\u{1b}]0;title\u{7}" }, SketchedSpan(2) { $0.service = "日本語サービス" },
                SketchedSpan(3) { $0.service = "line\nbreak" }, SketchedSpan(4) { $0.service = String(repeating: "long-", count: 60) },
            ]))
        driver.press("s Down")
        try Golden.check(driver, "form-hostile-60x20")
        for (index, name) in (driver.state.names.catalog?.services.names ?? []).enumerated() {
            driver.press("Esc Ctrl-U Down")
            for _ in 0..<index { driver.press("Down") }
            driver.press("Enter Enter")
            #expect(driver.state.search.filter.service == name, "\(name.debugDescription)")
            #expect(driver.state.search.traces?.rows.count == 1)
            driver.press("s Down")
        }
    }
}
