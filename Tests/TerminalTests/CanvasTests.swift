import Testing

@testable import Terminal

@Suite struct CanvasTests {
    @Test func `A canvas starts blank`() {
        #expect(Canvas(size: Size(columns: 3, rows: 2)).text == "\n\n")
    }

    @Test func `Text is clipped at all four edges of a region`() {
        var canvas = Canvas(size: Size(columns: 7, rows: 3))
        canvas.region(Rect(column: 2, row: 1, columns: 3, rows: 1)) { canvas in
            canvas.put("abcdefg", at: Point(column: -2, row: 0))
            canvas.put("above", at: Point(column: 0, row: -1))
            canvas.put("below", at: Point(column: 0, row: 1))
        }
        #expect(canvas.rows == ["", "  cde", ""])
    }
}
