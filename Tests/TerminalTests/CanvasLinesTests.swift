import Terminal
import Testing

@Suite struct CanvasLinesTests {
    @Test func `A box is drawn inside of its rectangle, with its title in the upper edge`() {
        var canvas = Canvas(size: Size(columns: 14, rows: 3))
        canvas.box(canvas.bounds, title: "Tags")
        #expect(canvas.rows == ["┌─ Tags ─────┐", "│            │", "└────────────┘"])
    }

    @Test func `A title that is too long is shortened, or left out`() {
        var canvas = Canvas(size: Size(columns: 10, rows: 2))
        canvas.box(canvas.bounds, title: "References")
        #expect(canvas.rows[0] == "┌─ Ref… ─┐")
        canvas.box(Rect(column: 0, row: 0, columns: 6, rows: 2), title: "References")
        #expect(canvas.rows[0].hasPrefix("┌────┐"))
    }

    @Test func `A box that has no room for its edges is not drawn`() {
        var canvas = Canvas(size: Size(columns: 4, rows: 1))
        canvas.box(canvas.bounds)
        #expect(canvas.text == "\n")
    }

    @Test func `In ASCII a box is made of dashes, bars and plusses`() {
        var canvas = Canvas(size: Size(columns: 4, rows: 3), glyphs: .ascii)
        canvas.box(canvas.bounds)
        #expect(canvas.rows == ["+--+", "|  |", "+--+"])
    }
}
