import Terminal

/// A row of a canvas as text with the escape sequences of its styles (ECMA-48 SGR).
enum EscapedRow {
    static func text(_ canvas: Canvas, row: Int) -> String {
        var text = "", blanks = ""
        var current = Style.plain
        for column in 0..<canvas.size.columns {
            guard let cell = canvas.cell(at: Point(column: column, row: row)) else { continue }
            if cell.style != current {
                text += blanks + sequence(for: cell.style)
                blanks = ""
                current = cell.style
            }
            // Blanks at the end of a row are not worth sending.
            if cell.text == " ", current == .plain {
                blanks += " "
            } else {
                text += blanks + cell.text
                blanks = ""
            }
        }
        return current == .plain ? text : text + "\u{1b}[0m"
    }

    /// A line of text that holds no blanks at its end.
    static func text(_ line: [StyledText]) -> String {
        var text = ""
        var current = Style.plain
        for piece in line {
            if piece.style != current { text += sequence(for: piece.style) }
            current = piece.style
            text += piece.text
        }
        return current == .plain ? text : text + "\u{1b}[0m"
    }

    private static func sequence(for style: Style) -> String {
        let names: [(Style.Attributes, Int)] = [(.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7)]
        var codes = ["0"] + names.filter { style.attributes.contains($0.0) }.map { String($0.1) }
        codes += color(style.foreground, base: 30) + color(style.background, base: 40)
        return "\u{1b}[" + codes.joined(separator: ";") + "m"
    }

    private static func color(_ color: Color, base: Int) -> [String] {
        guard case .palette(let index) = color else { return [] }
        switch index {
        case 0..<8: return [String(base + Int(index))]
        case 8..<16: return [String(base + 60 + Int(index) - 8)]
        default: return [String(base + 8), "5", String(index)]
        }
    }
}
