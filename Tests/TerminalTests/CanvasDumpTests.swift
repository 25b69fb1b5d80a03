import Terminal
import Testing

@Suite struct CanvasDumpTests {
    @Test func `The style map gives each style a letter and says what it is`() {
        var canvas = Canvas(size: Size(columns: 8, rows: 2))
        canvas.put("ab", at: .zero, style: Style(foreground: .palette(33), attributes: [.bold, .reverse]))
        canvas.put("cd", at: Point(column: 4, row: 0), style: Style(background: .palette(4)))
        canvas.put("e", at: Point(column: 0, row: 1), style: Style(foreground: .palette(33), attributes: [.bold, .reverse]))
        #expect(canvas.styleMap == "aa..bb\na\na = 33 bold reverse\nb = on 4\n")
    }

    @Test func `Wide characters are written once`() {
        var canvas = Canvas(size: Size(columns: 5, rows: 1))
        canvas.put("世x", at: .zero)
        #expect(canvas.text == "世x\n")
    }

    @Test func `A region gives its own text`() {
        var canvas = Canvas(size: Size(columns: 6, rows: 2))
        canvas.put("abcdef", at: Point(column: 0, row: 1))
        let inner = canvas.region(Rect(column: 2, row: 1, columns: 2, rows: 1)) { $0.text }
        #expect(inner == "cd\n")
    }
}
