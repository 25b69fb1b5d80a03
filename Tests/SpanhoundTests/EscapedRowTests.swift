import Terminal
import Testing

@testable import spanhound

@Suite struct EscapedRowTests {
    private func text(_ pieces: [StyledText], columns: Int = 12) -> String {
        var canvas = Canvas(size: Size(columns: columns, rows: 1))
        canvas.put(pieces, at: .zero)
        return EscapedRow.text(canvas, row: 0)
    }

    @Test("Plain text has no escapes and no blanks at its end")
    func plain() { #expect(text([StyledText("a b")]) == "a b") }

    @Test("A style begins where it changes and ends with the row")
    func styles() {
        let bold = Style(attributes: .bold), red = Style(foreground: .palette(1)), many = Style(foreground: .palette(196))
        #expect(text([StyledText("a"), StyledText("bc", bold), StyledText(" d")]) == "a\u{1b}[0;1mbc\u{1b}[0m d")
        #expect(text([StyledText("x", red)]) == "\u{1b}[0;31mx\u{1b}[0m")
        #expect(
            text([StyledText("x", many), StyledText("y", Style(foreground: .palette(9)))]) == "\u{1b}[0;38;5;196mx\u{1b}[0;91my\u{1b}[0m")
    }

    @Test("A line of pieces is written as the canvas that shows them")
    func pieces() {
        let bold = Style(attributes: .bold), red = Style(foreground: .palette(1))
        for line in [
            [], [StyledText("a")], [StyledText("a", bold), StyledText(" b")],
            [StyledText("a"), StyledText("b", red), StyledText("c", bold)],
        ] {
            #expect(EscapedRow.text(line) == text(line))
        }
    }

    @Test("What comes from a trace cannot steer the terminal")
    func hostile() { #expect(text([StyledText("a\u{1b}[2Jb")], columns: 20) == "a␛[2Jb") }
}
