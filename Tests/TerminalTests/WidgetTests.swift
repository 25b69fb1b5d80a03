import Testing

@testable import Terminal

@Suite struct ScrollBarTests {
    @Test func `There is no scroll bar where all is seen`() {
        #expect(Canvas.thumb(height: 10, visible: 0..<10, count: 10) == nil)
        #expect(Canvas.thumb(height: 10, visible: 0..<0, count: 0) == nil)
        #expect(Canvas.thumb(height: 0, visible: 0..<1, count: 9) == nil)
    }

    @Test func `The thumb is as long as the share that is seen, and at least one cell`() {
        #expect(Canvas.thumb(height: 10, visible: 0..<10, count: 20) == 0..<5)
        #expect(Canvas.thumb(height: 10, visible: 0..<10, count: 1_000_000) == 0..<1)
    }

    @Test func `The thumb touches an end only if that end of the list is seen`() throws {
        for height in 3...12 {
            for count in height + 1...40 {
                for top in 0...count - height {
                    let thumb = try #require(Canvas.thumb(height: height, visible: top..<top + height, count: count))
                    #expect(!thumb.isEmpty && thumb.lowerBound >= 0 && thumb.upperBound <= height)
                    #expect((thumb.lowerBound == 0) == (top == 0), "height \(height), \(top) of \(count)")
                    #expect((thumb.upperBound == height) == (top + height == count), "height \(height), \(top) of \(count)")
                }
            }
        }
    }

    @Test func `The scroll bar is drawn in its column`() {
        var canvas = Canvas(size: Size(columns: 2, rows: 4))
        canvas.scrollBar(at: Point(column: 1, row: 0), height: 4, window: ListWindow(count: 8, height: 4))
        #expect(canvas.rows == [" ┃", " ┃", " │", " │"])
    }
}

@Suite struct TextFieldTests {
    private func draw(_ editor: LineEditor, width: Int = 6, hasFocus: Bool = true) -> Canvas {
        var canvas = Canvas(size: Size(columns: 10, rows: 1))
        canvas.put("..........", at: .zero)
        canvas.textField(
            editor, at: Point(column: 2, row: 0), width: width, placeholder: StyledText("filter…", Style(attributes: .dim)),
            hasFocus: hasFocus)
        return canvas
    }

    @Test func `Short text stands at the left, with the cursor behind it`() {
        let canvas = draw(LineEditor("ab"))
        #expect(canvas.text == "..ab    ..\n")
        #expect(canvas.cursor == Point(column: 4, row: 0))
    }

    @Test func `Long text is moved so that the cursor stays in the field`() {
        let canvas = draw(LineEditor("abcdefgh"))
        #expect(canvas.text == "..…efgh ..\n")
        #expect(canvas.cursor == Point(column: 7, row: 0))
    }

    @Test func `At the beginning of long text its beginning is seen`() {
        var editor = LineEditor("abcdefgh")
        editor.moveToStart()
        let canvas = draw(editor)
        #expect(canvas.text == "..abcdef..\n")
        #expect(canvas.cursor == Point(column: 2, row: 0))
    }

    @Test func `Wide text is measured in columns`() {
        #expect(draw(LineEditor("世界")).cursor == Point(column: 6, row: 0))
    }

    @Test func `An empty field says what belongs there`() {
        #expect(draw(LineEditor()).text == "..filte…..\n")
    }

    @Test func `A field without focus has no cursor`() {
        #expect(draw(LineEditor("ab"), hasFocus: false).cursor == nil)
        #expect(draw(LineEditor("ab"), width: 0).text == "..........\n")
    }
}

@Suite struct ProgressTests {
    @Test(arguments: [
        (0.0, "░░░░"), (0.5, "██░░"), (0.625, "██▌░"), (1.0, "████"), (7.0, "████"), (-1.0, "░░░░"), (.nan, "░░░░"), (0.0001, "▏░░░"),
    ])
    func `A progress bar fills from the left`(fraction: Double, expected: String) {
        var canvas = Canvas(size: Size(columns: 4, rows: 1))
        canvas.progressBar(fraction, at: .zero, width: 4)
        #expect(canvas.text == expected + "\n")
    }

    @Test func `A sparkline rises with its values and shows the smallest`() {
        var canvas = Canvas(size: Size(columns: 9, rows: 1))
        canvas.sparkline([0, 0.001, 1, 4, 8, -1, .nan, .infinity, 8, 8], at: .zero)
        #expect(canvas.text == " ▁▁▄█  ██\n")
    }

    @Test func `A sparkline without values is blank`() {
        var canvas = Canvas(size: Size(columns: 4, rows: 1))
        canvas.sparkline([], at: .zero)
        canvas.sparkline([0, 0], at: .zero)
        canvas.sparkline([1], at: Point(column: 9, row: 0))
        #expect(canvas.text == "\n")
    }
}
