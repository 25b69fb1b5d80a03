import Terminal
import Testing

@Suite struct ListWindowTests {
    @Test func `A new window shows the first rows and selects the first`() {
        let window = ListWindow(count: 100, height: 10)
        #expect(window.visible == 0..<10)
        #expect(window.selection == 0)
        #expect(window.position == "1/100")
    }

    @Test func `An empty list has no selection, and nothing changes that`() {
        var window = ListWindow(count: 0, height: 10)
        window.move(by: 3)
        window.page(by: 1)
        window.select(5)
        window.center()
        window.scroll(by: -2)
        #expect(window.selection == nil)
        #expect(window.visible.isEmpty)
        #expect(window.position == "0/0")
    }

    @Test func `The selection moves within the list, and the window follows no more than it must`() {
        var window = ListWindow(count: 100, height: 10)
        window.move(by: 9)
        #expect(window.visible == 0..<10)
        window.move(by: 1)
        #expect(window.visible == 1..<11)
        window.move(by: -200)
        #expect(window.selection == 0)
        window.move(by: .max)
        #expect(window.selection == 99)
        #expect(window.visible == 90..<100)
        window.move(by: .min)
        #expect(window.selection == 0)
    }

    @Test func `Paging moves selection and window alike and keeps one row in sight`() {
        var window = ListWindow(count: 100, height: 10)
        window.select(3)
        window.page(by: 1)
        #expect(window.selection == 12)
        #expect(window.selectedOffset == 3)
        window.page(by: -1)
        #expect(window.selection == 3)
        window.page(by: 0.5)
        #expect(window.selection == 8)
    }

    @Test func `The wheel moves the window, and the selection only to stay in sight`() {
        var window = ListWindow(count: 100, height: 10)
        window.select(5)
        window.scroll(by: 3)
        #expect(window.visible == 3..<13)
        #expect(window.selection == 5)
        window.scroll(by: 10)
        #expect(window.selection == 13)
        window.scroll(by: 1000)
        #expect(window.visible == 90..<100)
        window.scroll(by: -1000)
        #expect(window.visible == 0..<10)
        #expect(window.selection == 9)
    }

    @Test func `The selected row can be put in the middle, but not past the ends`() {
        var window = ListWindow(count: 100, height: 10)
        window.select(50)
        window.center()
        #expect(window.selectedOffset == 5)
        window.select(99)
        window.center()
        #expect(window.visible == 90..<100)
    }

    @Test func `Another height keeps the selection in sight`() {
        var window = ListWindow(count: 100, height: 10)
        window.select(50)
        window.resize(height: 3)
        #expect(window.visible.contains(50))
        window.resize(height: 0)
        #expect(window.visible.isEmpty)
        #expect(window.selection == 50)
        window.resize(height: 200)
        #expect(window.visible == 0..<100)
    }

    @Test func `Another list keeps the selected row at its place on the screen`() {
        var window = ListWindow(count: 100, height: 10)
        window.select(54)
        window.center()
        window.update(count: 200, selecting: 120)
        #expect(window.selection == 120)
        #expect(window.selectedOffset == 5)
        window.update(count: 7)
        #expect(window.selection == 6)
        #expect(window.visible == 0..<7)
        window.update(count: 0)
        #expect(window.selection == nil)
        window.update(count: 3)
        #expect(window.selection == 0)
    }

    @Test func `Whatever is done, the selection is in the list and in sight`() {
        var window = ListWindow(count: 20, height: 5)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let amount = Int.random(in: -30...30, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: window.move(by: amount)
            case 1: window.page(by: Double(amount) / 10)
            case 2: window.scroll(by: amount)
            case 3: window.resize(height: abs(amount))
            case 4: window.update(count: abs(amount), selecting: amount)
            default: window.center()
            }
            #expect((window.selection == nil) == (window.count == 0))
            if let selection = window.selection, window.height > 0 {
                #expect((0..<window.count).contains(selection))
                #expect(window.visible.contains(selection))
            }
        }
    }
}
