import Terminal
import Testing

@testable import Explorer

@Suite struct LayoutTests {
    @Test("Regions lie on the screen and never overlap, at any size", arguments: [0, 1, 9, 10, 13, 16, 20, 24, 40, 60, 100])
    func regions(rows: Int) {
        for columns in [0, 1, 39, 40, 80, 139, 140, 150, 250] {
            let size = Size(columns: columns, rows: rows)
            for bits in 0..<32 {
                let wishes = Layout.Wishes(
                    isServicesFocused: bits & 1 != 0, isMaximized: bits & 2 != 0, serviceCount: bits & 4 != 0 ? 50 : 2,
                    showsProgress: bits & 8 != 0, isInspectorOpen: bits & 16 != 0, isInspectorFocused: bits & 17 == 17)
                check(.search(size, wishes), size)
                check(.trace(size, wishes), size)
            }
        }
    }

    private func check(_ layout: Layout, _ size: Size) {
        let screen = Rect(origin: .zero, size: size)
        let regions = [
            layout.header, layout.progress, layout.services, layout.filter, layout.traces, layout.legend, layout.waterfall,
            layout.inspector,
            layout.message, layout.footer,
        ].filter { !$0.isEmpty }
        for (index, region) in regions.enumerated() {
            #expect(region.intersection(screen) == region)
            for other in regions[..<index] { #expect(region.intersection(other).isEmpty) }
        }
    }

    @Test func `The focused pane is always on the screen, and a list has rows from the least size on`() {
        for (columns, rows) in [(40, 10), (80, 24), (120, 40), (160, 50)] {
            for keys in ["", "Tab", "f", "Tab f", "Enter", "Enter Enter", "Enter Enter f", "Enter f", "Enter Enter Tab f"] {
                var driver = Driver(Drawings.shop, columns, rows)
                driver.press(keys)
                let layout = driver.state.layout
                let pane = [
                    Focus.services: layout.services, .traces: layout.traces, .waterfall: layout.waterfall, .inspector: layout.inspector,
                ]
                let list = pane[driver.state.focus].map(Layout.list)
                #expect((list?.size.rows ?? 0) >= 3, "\(columns)x\(rows) after \(keys)")
            }
        }
    }

    @Test func `A screen that is too small says what it needs`() {
        var driver = Driver(Drawings.shop)
        driver.send(.resized(Size(columns: 39, rows: 24)))
        #expect(driver.rows[0] == "needs 40x10")
        for size in [Size(columns: 1, rows: 1), .zero] {
            driver.send(.resized(size))
            #expect(driver.rows.count == size.rows)
        }
    }

    @Test func `A click selects a row, the wheel scrolls`() {
        var driver = Driver(Drawings.shop)
        driver.send(.mouse(MouseEvent(.press(button: 0), at: Point(column: 30, row: 12))))
        #expect(driver.state.focus == .traces && driver.state.selectedTrace?.operation == "GET /products")
        driver.send(.mouse(MouseEvent(.press(button: 0), at: Point(column: 5, row: 3))))
        #expect(driver.state.focus == .services && driver.state.selectedService?.name == "orders")
        driver.send(.mouse(MouseEvent(.wheelDown, at: .zero)))
        #expect(driver.state.search.serviceWindow.top == 2)
    }
}
