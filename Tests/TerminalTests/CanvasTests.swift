import Testing

@testable import Terminal

@Suite struct CanvasTests {
    @Test func `A canvas starts blank`() {
        #expect(Canvas(size: Size(columns: 3, rows: 2)).text == "\n\n")
    }

    @Test func `A canvas without cells takes everything and shows nothing`() {
        var canvas = Canvas(size: .zero)
        Self.drawEverything(on: &canvas)
        #expect(canvas.text == "")
    }

    @Test func `A canvas of one cell shows one cell of everything`() {
        var canvas = Canvas(size: Size(columns: 1, rows: 1))
        Self.drawEverything(on: &canvas)
        #expect(canvas.rows.count == 1)
        #expect(TextWidth.columns(of: canvas.rows[0]) <= 1)
    }

    @Test func `Nothing is drawn outside of a region, however it is nested`() {
        var canvas = Canvas(size: Size(columns: 9, rows: 5))
        canvas.fill(canvas.bounds, with: "·")
        canvas.region(Rect(column: 2, row: 1, columns: 5, rows: 3)) { canvas in
            canvas.clear()
            canvas.region(Rect(column: -1, row: 1, columns: 3, rows: 9)) { canvas in
                Self.drawEverything(on: &canvas)
                canvas.fill(Rect(column: -9, row: -9, columns: 99, rows: 99), with: "x")
            }
        }
        #expect(canvas.rows == ["·········", "··     ··", "··xx   ··", "··xx   ··", "·········"])
    }

    @Test func `A region has a size and a corner of its own, and the outer one comes back`() {
        var canvas = Canvas(size: Size(columns: 9, rows: 5))
        let inner = canvas.region(Rect(column: 3, row: 2, columns: 20, rows: 1)) { canvas in
            canvas.put("ab", at: .zero)
            return canvas.size
        }
        #expect(inner == Size(columns: 20, rows: 1))
        #expect(canvas.size == Size(columns: 9, rows: 5))
        #expect(canvas.rows[2] == "   ab")
    }

    @Test func `Restyling leaves the characters alone`() {
        var canvas = Canvas(size: Size(columns: 4, rows: 1))
        canvas.put("abcd", at: .zero)
        canvas.restyle(Rect(column: 1, row: 0, columns: 9, rows: 1)) { $0.adding(.bold) }
        #expect(canvas.text == "abcd\n")
        #expect(canvas.styleMap == ".aaa\na = bold\n")
    }

    @Test func `A selected row is reversed, and what was reversed is not`() {
        var canvas = Canvas(size: Size(columns: 3, rows: 1))
        canvas.put("b", at: Point(column: 1, row: 0), style: Style(attributes: .reverse))
        canvas.select(canvas.bounds)
        #expect(canvas.styleMap == "a.a\na = reverse\n")
    }

    @Test func `The cursor is shown only where it can be seen`() {
        var canvas = Canvas(size: Size(columns: 4, rows: 2))
        canvas.region(Rect(column: 1, row: 1, columns: 2, rows: 1)) { $0.showCursor(at: Point(column: 1, row: 0)) }
        #expect(canvas.cursor == Point(column: 2, row: 1))
        canvas.region(Rect(column: 1, row: 1, columns: 2, rows: 1)) { $0.showCursor(at: Point(column: 2, row: 0)) }
        #expect(canvas.cursor == nil)
    }

    @Test func `Filling with a wide character gives blanks`() {
        var canvas = Canvas(size: Size(columns: 3, rows: 1))
        canvas.put("abc", at: .zero)
        canvas.fill(canvas.bounds, with: "世")
        #expect(canvas.text == "\n")
    }

    @Test func `Canvases are equal if they show the same`() {
        let blank = Canvas(size: Size(columns: 2, rows: 1))
        var other = blank
        #expect(other == blank)
        other.put("x", at: .zero)
        #expect(other != blank)
        var third = blank
        third.showCursor(at: .zero)
        #expect(third != blank)
    }

    /// One call of each kind, at places inside and outside.
    static func drawEverything(on canvas: inout Canvas) {
        for column in -3...3 {
            for row in -1...1 {
                let point = Point(column: column, row: row)
                canvas.put("世界 abc e\u{301}", at: point, truncation: .tail)
                canvas.putRight("abc", endingAt: point)
                canvas.bar(from: -1.3, to: 7.7, at: point, width: 9)
                canvas.bar(from: 0.1, to: 0.2, at: point, width: 1)
                canvas.horizontalLine(at: point, length: 5)
                canvas.verticalLine(at: point, length: 5)
                canvas.box(Rect(origin: point, size: Size(columns: 4, rows: 3)), title: "title")
                canvas.progressBar(0.5, at: point, width: 4)
                canvas.sparkline([1, 2, 3], at: point)
                canvas.textField(LineEditor("abc"), at: point, width: 3)
                canvas.scrollBar(at: point, height: 3, window: ListWindow(count: 9, height: 3))
                canvas.tableRow(
                    [StyledText("世界"), StyledText("12")],
                    layout: TableLayout([.init("a", minimum: 3), .init("b", minimum: 2, alignment: .right)], width: 5), row: row)
                canvas.select(Rect(origin: point, size: Size(columns: 3, rows: 1)))
                canvas.showCursor(at: point)
            }
        }
    }
}
