import TestSupport
import Testing
import TraceModel

@testable import Explorer

/// What an engineer does, key by key, and what the screen says.
@Suite struct StoryTests {
    @Test func `From the start to the slowest span's tags by what the footer says`() {
        var driver = Driver(Drawings.shop)
        #expect(driver.footer.contains("Enter open"))
        driver.press("Enter")
        #expect(driver.footer.contains("] slowest"))
        driver.press("]")
        #expect(driver.messageLine.contains("Longest self time: 18.0ms"))
        #expect(driver.footer.contains("Enter tags"))
        driver.press("Enter")
        #expect(driver.text.contains("http.status_code  504"))
        #expect(driver.footer.contains("q back"))
    }

    @Test func `From a failing service to the reason of its errors`() {
        var driver = Driver(Drawings.shop)
        #expect(driver.rows.contains { $0.hasPrefix("✗ □ orders") && $0.contains("100%") })
        driver.press("Tab")
        #expect(driver.footer.contains("Enter its traces"))
        driver.press("j j Enter Enter e e e Enter")
        #expect(driver.text.contains("retry             true"))
        driver.press("q q")
        #expect(driver.state.screen == .search)
        #expect(driver.text.contains("service=payment"))
        driver.press("Esc")
        #expect(driver.text.contains("3 of 3 traces"))
        driver.press("q")
        #expect(driver.asked == [.quit])
    }

    @Test func `A command is found by its name in the palette`() {
        var driver = Driver(Drawings.shop)
        driver.press("Enter :")
        driver.type("unf")
        #expect(driver.text.contains("unfold-all"))
        driver.press("Esc :")
        driver.type("foal")
        driver.press("Enter")
        #expect(driver.text.contains("+10 ✗3"))
    }

    @Test func `The help is searched`() {
        var driver = Driver(Drawings.shop)
        driver.press("Enter ? /")
        driver.type("copy")
        driver.press("Enter")
        #expect(driver.text.contains("yt") && driver.text.contains("copy the trace id") && !driver.text.contains("next row"))
        driver.press("Esc")
        #expect(driver.state.overlay == nil)
    }

    @Test func `The help ends with what signs and numbers mean`() {
        var driver = Driver(Drawings.shop)
        driver.press("Enter ? j")
        #expect(!driver.text.contains("Moving") && driver.text.contains("next row"))
        driver.press("G")
        #expect(driver.text.contains("Signs and numbers") && driver.text.contains("duration without the time in which a child ran"))
    }

    @Test func `What was skipped is counted in the header and told by !`() {
        let store = SpanStore()
        let source = store.addSource("orders.json")
        var writer = store.writer()
        writer.append(SketchedSpan(id: 1), to: store)
        store.commit(writer.takeBatch())
        store.sources[Int(source.rawValue)].spans = 1
        store.sources[Int(source.rawValue)].traces = 1
        store.sources[Int(source.rawValue)].diagnostics.add(
            Diagnostic(.badNumber, at: Place(source: "orders.json", path: "spans[12].startTime"), found: "soon", count: 3))
        var driver = Driver()
        driver.load(store.publish())
        #expect(driver.rows[0].hasSuffix("! 3 skipped"))
        driver.press("!")
        #expect(driver.text.contains("skipped  spans[12].startTime: expected a number, found \"soon\" (and 2 more)"))
        driver.press("q")
        #expect(driver.state.overlay == nil)
    }

    @Test func `An incomplete trace is marked on every screen that shows it`() {
        var driver = Driver()
        driver.load(.of([SketchedSpan(1, parent: 77) { $0.duration = 2_000_000 }, SketchedSpan(2, parent: 1) { $0.duration = 9_000_000 }]))
        #expect(driver.rows.contains { $0.contains("▲") })
        driver.press("Enter")
        #expect(driver.rows[1].contains("▲ incomplete"))
        #expect(driver.messageLine.contains("parent missing"))
        driver.press("!")
        #expect(driver.text.contains("1 span whose parent is not in the trace"))
        driver.press("Esc j Enter")
        #expect(driver.text.contains("▲ begins before its parent or ends after it"))
    }

    @Test func `Empty screens say what to do`() {
        var driver = Driver(Drawings.shop)
        driver.press("/")
        driver.type("service=nobody")
        driver.press("Enter")
        #expect(driver.text.contains("No trace matches the filter") && driver.text.contains("Esc clears it"))
        var empty = Driver()
        empty.load(.empty)
        #expect(empty.text.contains("There are no traces in what was read"))
    }

    @Test func `Hostile text never reaches the screen as it is`() {
        var driver = Driver()
        driver.load(
            .of([
                SketchedSpan(1) {
                    $0.name = "evil\u{1b}[2J\u{202e}name\r\n"
                    $0.service = "a\u{7}b"
                    $0.attributes = [("k\u{1b}", .string("v\u{9b}\nnext\u{200b}"))]
                }
            ]))
        for keys in ["", "Enter", "Enter", "f", "?", "!"] {
            driver.press(keys)
            let isClean = driver.text.unicodeScalars.allSatisfy {
                $0 == "\n" || ($0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) && $0 != "\u{202e}")
            }
            #expect(isClean)
        }
    }
}
