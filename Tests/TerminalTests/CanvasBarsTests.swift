import Testing

@testable import Terminal

@Suite struct CanvasBarsTests {
    /// A bar on a track of eight cells: its characters, and R under those that are reversed.
    private func bar(_ start: Double, _ end: Double, glyphs: GlyphSet = .unicode, width: Int = 8) -> [String] {
        var canvas = Canvas(size: Size(columns: 8, rows: 1), glyphs: glyphs)
        canvas.bar(from: start, to: end, at: .zero, width: width)
        let styles = canvas.styleMap.prefix { $0 != "\n" }
        return [canvas.rows[0], String(styles.map { $0 == "a" ? "R" : $0 })]
    }

    @Test func `Whole cells are full blocks`() {
        #expect(bar(1, 4) == [" ███", ""])
        #expect(bar(0, 8) == ["████████", ""])
    }

    @Test(arguments: zip(1...7, ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]))
    func `A right end inside a cell fills that cell from the left`(eighths: Int, block: String) {
        #expect(bar(0, 1 + Double(eighths) / 8) == ["█" + block, ""])
    }

    @Test(arguments: zip(1...7, ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]))
    func `A left end inside a cell leaves that cell empty from the left, by a reversed block`(eighths: Int, block: String) {
        #expect(bar(1 + Double(eighths) / 8, 3) == [" \(block)█", ".R"])
    }

    @Test func `A bar within one cell is seen at the side where it lies`() {
        #expect(bar(2, 2.25) == ["  ▎", ""])
        #expect(bar(2.125, 2.375) == ["  ▎", ""])
        #expect(bar(2.75, 3) == ["  ▊", "..R"])
        #expect(bar(2.625, 2.875) == ["  ▊", "..R"])
    }

    @Test func `However short, a bar is seen`() {
        #expect(bar(3, 3) == ["   ▏", ""])
        #expect(bar(3.0001, 3.0002) == ["   ▏", ""])
        #expect(bar(8, 8) == ["       ▉", ".......R"])
        #expect(bar(0, 0) == ["▏", ""])
    }

    @Test func `What lies off the track is cut off`() {
        #expect(bar(-5, 1.5) == ["█▌", ""])
        #expect(bar(6.5, 99) == ["      ▌█", "......R"])
        #expect(bar(-2, -0.1) == ["", ""])
        #expect(bar(8.1, 9) == ["", ""])
        #expect(bar(0, 9, width: 3) == ["███", ""])
    }

    @Test(arguments: [(Double.nan, 1.0), (0.0, .nan), (3.0, 2.0)])
    func `What is no stretch of time is not drawn`(start: Double, end: Double) {
        #expect(bar(start, end) == ["", ""])
    }

    @Test func `Infinite ends are ends of the track`() {
        #expect(bar(-.infinity, .infinity, width: 2) == ["██", ""])
        #expect(bar(0, 1, width: 0) == ["", ""])
    }

    @Test func `Bars tell which columns they cover`() {
        var canvas = Canvas(size: Size(columns: 8, rows: 1))
        #expect(canvas.bar(from: 0.5, to: 2.5, at: Point(column: 3, row: 0), width: 4) == 3..<6)
        #expect(canvas.bar(from: 9, to: 10, at: Point(column: 3, row: 0), width: 4).isEmpty)
    }

    @Test func `Two bars that meet leave no gap and do not overlap`() throws {
        for place in stride(from: 0.0, through: 8.0, by: 0.0625) where place >= 0.125 && place <= 7.875 {
            let left = try #require(Canvas.eighths(from: 0, to: place, width: 8))
            let right = try #require(Canvas.eighths(from: place, to: 8, width: 8))
            #expect(left.upperBound == right.lowerBound)
        }
    }

    @Test func `A reversed style stays exact: its left end is the plain block`() {
        var canvas = Canvas(size: Size(columns: 3, rows: 1))
        canvas.bar(from: 0.5, to: 2, at: .zero, width: 3, style: Style(attributes: .reverse))
        #expect(canvas.styleMap == ".a\na = reverse\n")
    }

    @Test func `Without styles half blocks and thin lines have to do at the left end`() {
        #expect(bar(0.125, 2, glyphs: .unstyled) == ["██", ""])
        #expect(bar(0.5, 2, glyphs: .unstyled) == ["▐█", ""])
        #expect(bar(0.875, 2, glyphs: .unstyled) == ["▕█", ""])
    }

    @Test func `In ASCII bars are made of equals signs, thin ends of dashes, short ones of a bar`() {
        #expect(bar(0.75, 3.5, glyphs: .ascii) == ["-===", ""])
        #expect(bar(2.5, 2.6, glyphs: .ascii) == ["  |", ""])
    }
}
