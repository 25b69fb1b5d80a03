import Terminal
import Testing

@Suite struct RectTests {
    @Test func `Lengths are never negative`() {
        #expect(Size(columns: -1, rows: 3) == Size(columns: 0, rows: 3))
        #expect(Rect(column: 0, row: 0, columns: 4, rows: -4).isEmpty)
    }

    @Test func `A rectangle holds its first cell and not the one after its last`() {
        let rect = Rect(column: 2, row: 1, columns: 3, rows: 2)
        #expect(rect.contains(Point(column: 2, row: 1)))
        #expect(rect.contains(Point(column: 4, row: 2)))
        #expect(!rect.contains(Point(column: 5, row: 2)))
        #expect(!rect.contains(Point(column: 4, row: 3)))
    }

    @Test func `Rectangles that do not touch have nothing in common`() {
        let one = Rect(column: 0, row: 0, columns: 4, rows: 4)
        #expect(one.intersection(Rect(column: 2, row: 3, columns: 9, rows: 9)) == Rect(column: 2, row: 3, columns: 2, rows: 1))
        #expect(one.intersection(Rect(column: 8, row: 0, columns: 1, rows: 1)).isEmpty)
    }

    @Test func `A screen is laid out by cutting slices off its edges`() {
        var rest = Rect(column: 0, row: 0, columns: 80, rows: 24)
        #expect(rest.takeTop(1) == Rect(column: 0, row: 0, columns: 80, rows: 1))
        #expect(rest.takeBottom(2) == Rect(column: 0, row: 22, columns: 80, rows: 2))
        #expect(rest.takeLeft(30) == Rect(column: 0, row: 1, columns: 30, rows: 21))
        #expect(rest.takeRight(10) == Rect(column: 70, row: 1, columns: 10, rows: 21))
        #expect(rest == Rect(column: 30, row: 1, columns: 40, rows: 21))
    }

    @Test func `No more can be cut off than there is`() {
        var rest = Rect(column: 0, row: 0, columns: 3, rows: 2)
        #expect(rest.takeTop(5).size.rows == 2)
        #expect(rest.takeBottom(1).isEmpty)
        #expect(rest.takeLeft(-1).isEmpty)
        #expect(rest.isEmpty)
    }

    @Test func `What is centred is no larger than what it is centred in`() {
        let screen = Rect(column: 0, row: 0, columns: 80, rows: 24)
        #expect(screen.centered(Size(columns: 20, rows: 4)) == Rect(column: 30, row: 10, columns: 20, rows: 4))
        #expect(screen.centered(Size(columns: 200, rows: 200)) == screen)
    }

    @Test func `A margin larger than the rectangle leaves nothing`() {
        let rect = Rect(column: 5, row: 5, columns: 4, rows: 4)
        #expect(rect.inset(columns: 1, rows: 1) == Rect(column: 6, row: 6, columns: 2, rows: 2))
        #expect(rect.inset(columns: 3, rows: 3).isEmpty)
    }
}
