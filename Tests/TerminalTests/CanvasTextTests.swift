import Testing

@testable import Terminal

@Suite struct CanvasTextTests {
    private func line(_ columns: Int, glyphs: GlyphSet = .unicode, draw: (inout Canvas) -> Void) -> String {
        var canvas = Canvas(size: Size(columns: columns, rows: 1), glyphs: glyphs)
        draw(&canvas)
        return canvas.rows[0]
    }

    @Test func `Putting text returns the column after it`() {
        var canvas = Canvas(size: Size(columns: 6, rows: 1))
        #expect(canvas.put("ab", at: .zero) == 2)
        #expect(canvas.put("世", at: Point(column: 2, row: 0)) == 4)
        #expect(canvas.put("cdefg", at: Point(column: 4, row: 0)) == 6)
        #expect(canvas.put("x", at: Point(column: 9, row: 0)) == 9)
        #expect(canvas.text == "ab世cd\n")
    }

    @Test func `Text on a row that is not seen takes its columns all the same`() {
        var canvas = Canvas(size: Size(columns: 6, rows: 1))
        #expect(canvas.put("ab世", at: Point(column: 1, row: 7)) == 5)
        #expect(canvas.text == "\n")
    }

    @Test func `Text is clipped at both edges`() {
        #expect(line(3) { $0.put("abcdefg", at: Point(column: -2, row: 0)) } == "cde")
        #expect(line(3) { $0.put("äbcdëfg", at: Point(column: -2, row: 0)) } == "cdë")
        #expect(line(3) { $0.put("abc", at: Point(column: -9, row: 0)) } == "")
    }

    @Test func `Half of a wide character at an edge is a blank`() {
        #expect(line(3) { $0.put("世界", at: Point(column: -1, row: 0)) } == " 界")
        var canvas = Canvas(size: Size(columns: 4, rows: 1))
        canvas.put("....", at: .zero)
        canvas.region(Rect(column: 0, row: 0, columns: 3, rows: 1)) { $0.put("世界", at: .zero) }
        #expect(canvas.text == "世..\n")
    }

    @Test func `Writing over half of a wide character blanks the other half`() {
        #expect(
            line(6) {
                $0.put("世界世", at: .zero)
                $0.put("x", at: Point(column: 1, row: 0))
                $0.put("y", at: Point(column: 4, row: 0))
            } == " x界y")
        #expect(
            line(4) {
                $0.put("世界", at: .zero)
                $0.put("界", at: Point(column: 1, row: 0))
            } == " 界")
        #expect(
            line(4) {
                $0.put("世界", at: .zero)
                $0.fill(Rect(column: 1, row: 0, columns: 2, rows: 1), with: "-")
            } == " --")
    }

    @Test func `No more than two marks are kept on a character`() {
        var canvas = Canvas(size: Size(columns: 3, rows: 1))
        canvas.put("a\u{301}\u{302}\u{303}\u{304}b", at: .zero)
        #expect(canvas.text == "a\u{301}\u{302}b\n")
    }

    @Test func `A mark after plain text at the edge belongs to the last character`() {
        var canvas = Canvas(size: Size(columns: 2, rows: 1))
        canvas.put("ae\u{301}b", at: .zero)
        #expect(Array(canvas.text.unicodeScalars) == Array("ae\u{301}\n".unicodeScalars))
    }

    @Test func `A mark without a character gets a circle to stand on`() {
        #expect(line(3) { $0.put("\u{301}a", at: .zero) } == "\u{25CC}\u{301}a")
    }

    @Test(arguments: [
        ("\u{1B}[31mred", "␛[31mred"), ("a\nb\tc\u{7F}", "a␊b␉c␡"), ("\u{9B}31m", "�31m"), ("a\u{202E}b\u{2066}c\u{200F}", "a�b�c�"),
        ("\u{2028}\u{2029}\u{61C}\u{200B}\u{FEFF}", "�����"), ("\0", "␀"), ("a\u{200D}\u{FE0F}b", "ab"),
    ])
    func `What could steer the terminal becomes a visible sign`(text: String, expected: String) {
        #expect(line(12) { $0.put(text, at: .zero) } == expected)
    }

    @Test func `No character in any text or any call reaches a cell as a control`() {
        var canvas = Canvas(size: Size(columns: 64, rows: 1))
        let harmless = { (text: String) in text.unicodeScalars.allSatisfy { TextWidth.layout(of: $0.value) != .replaced } }
        for scalar in (0...0x2FFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
            let text = String(Character(scalar))
            canvas.put("a\(text)b", at: .zero)
            canvas.putRight(text, endingAt: Point(column: 20, row: 0))
            canvas.fill(Rect(column: 30, row: 0, columns: 2, rows: 1), with: text)
            canvas.box(Rect(column: 40, row: 0, columns: 9, rows: 2), title: text)
            canvas.textField(LineEditor(text), at: Point(column: 50, row: 0), width: 5)
            #expect(harmless(canvas.rows[0]), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func `In ASCII every cell is printable ASCII, and takes as many columns as it would otherwise`() {
        var ascii = Canvas(size: Size(columns: 40, rows: 1), glyphs: .ascii)
        var unicode = Canvas(size: Size(columns: 40, rows: 1))
        for text in ["世界", "e\u{301}é", "▸ ├─ … →", "👨‍👩‍👧", "\u{1B}\u{202E}", "█▌", "naïve"] {
            #expect(ascii.put(text, at: .zero) == unicode.put(text, at: .zero))
        }
        CanvasTests.drawEverything(on: &ascii)
        #expect(ascii.cells.allSatisfy { (0x20...0x7E).contains($0.scalar) && $0.firstMark == 0 && $0.secondMark == 0 })
    }

    @Test func `In ASCII shapes become what is most like them`() {
        #expect(line(30, glyphs: .ascii) { $0.put("├─ ▸ a → b … é 世", at: .zero) } == "+- > a > b . ? ??")
    }

    @Test func `Text that is too long ends as it is told to`() {
        #expect(line(8) { $0.put("GET /checkout", at: .zero, maxWidth: 6, truncation: .tail) } == "GET /…")
        #expect(line(8) { $0.put("GET /checkout", at: .zero, truncation: .head) } == "…heckout")
        #expect(line(8, glyphs: .ascii) { $0.put("GET /checkout", at: .zero, truncation: .tail) } == "GET /ch~")
        #expect(line(8) { $0.put("GET", at: .zero, maxWidth: 0) } == "")
        #expect(line(8) { $0.put("GET", at: .zero, maxWidth: -1) } == "")
    }

    @Test func `Pieces of text follow one another, each in its style`() {
        var canvas = Canvas(size: Size(columns: 10, rows: 1))
        let bold = Style(attributes: .bold)
        let end = canvas.put([StyledText("ab"), StyledText("cd", bold), StyledText("efgh")], at: Point(column: 1, row: 0), maxWidth: 6)
        #expect(end == 7)
        #expect(canvas.text == " abcdef\n")
        #expect(canvas.styleMap == "...aa\na = bold\n")
    }

    @Test func `Text at a right edge ends there, and keeps its beginning if it is too long`() {
        #expect(line(8) { $0.putRight("12 ms", endingAt: Point(column: 8, row: 0)) } == "   12 ms")
        #expect(line(8) { $0.putRight("12345 ms", endingAt: Point(column: 4, row: 0)) } == "123…")
        #expect(line(8) { $0.putRight("世界", endingAt: Point(column: 3, row: 0)) } == "世…")
        #expect(line(8) { $0.putRight("12", endingAt: Point(column: 0, row: 0)) } == "")
    }

    @Test func `What is counted is what is drawn`() {
        var random = SystemRandomNumberGenerator()
        let pool: [UInt32] =
            Array(0...0x24F) + Array(0x300...0x36F) + Array(0x1100...0x1200) + Array(0x2000...0x2100) + Array(0x4E00...0x4E20)
            + Array(0xFE00...0xFE10) + Array(0x1F1E0...0x1F400)
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<8 { text.unicodeScalars.append(Unicode.Scalar(pool.randomElement(using: &random) ?? 0) ?? "a") }
            var canvas = Canvas(size: Size(columns: 40, rows: 1))
            #expect(canvas.put(text, at: .zero) == TextWidth.columns(of: text), "\(text.unicodeScalars.map(\.value))")
        }
    }
}
