/// The screen as text, for tests and for output without a terminal.
extension Canvas {
    /// The characters of the region, a string a row, without the blanks at the ends of rows.
    public var rows: [String] {
        (0..<size.rows).map { row in
            var line = ""
            for column in 0..<size.columns { line += cell(at: Point(column: column, row: row))?.text ?? " " }
            return line.trimmingEnd(" ")
        }
    }

    /// The rows, each ended by a line feed.
    public var text: String { rows.map { $0 + "\n" }.joined() }

    /// How the region is styled: a letter for each style where the characters are, dots where nothing is special, and a legend below.
    public var styleMap: String {
        var letters: [Style: Character] = [.plain: "."]
        var legend: [String] = []
        var unused = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789").makeIterator()
        var map = ""
        for row in 0..<size.rows {
            var line = ""
            for column in 0..<size.columns {
                let style = cell(at: Point(column: column, row: row))?.style ?? .plain
                if letters[style] == nil {
                    let letter = unused.next() ?? "?"
                    letters[style] = letter
                    legend.append("\(letter) = \(style)")
                }
                line.append(letters[style] ?? "?")
            }
            map += line.trimmingEnd(".") + "\n"
        }
        return map + legend.map { $0 + "\n" }.joined()
    }
}

extension String {
    fileprivate func trimmingEnd(_ filler: Character) -> String {
        var kept = self[...]
        while kept.last == filler { kept.removeLast() }
        return String(kept)
    }
}

extension Style: CustomStringConvertible {
    /// The style in words, such as `33 on 4 bold reverse`, or `plain`.
    public var description: String {
        var words: [String] = []
        if case .palette(let index) = foreground { words.append("\(index)") }
        if case .palette(let index) = background { words.append("on \(index)") }
        let names: [(Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
        ]
        words += names.filter { attributes.contains($0.0) }.map(\.1)
        return words.isEmpty ? "plain" : words.joined(separator: " ")
    }
}
