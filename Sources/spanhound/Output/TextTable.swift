import Terminal

/// Rows and columns for people: aligned, no wider than the page, or as Markdown.
struct TextTable {
    struct Column {
        let title: String
        var isNumber = false
        /// Which end of too long text is kept; nil for a column that never shrinks.
        var truncation: Truncation?
    }

    let columns: [Column]
    private(set) var rows: [[StyledText]] = []
    private static let gap = 2
    private static let narrowest = 8

    init(_ columns: [Column]) { self.columns = columns }

    mutating func add(_ row: [StyledText]) { rows.append(row) }

    /// The table as lines, headings first.
    func lines(width: Int, theme: Theme, glyphs: GlyphSet) -> [[StyledText]] {
        let widths = fitted(to: width)
        let heading = columns.map { StyledText($0.title, theme.header) }
        return ([heading] + rows).map { line($0, widths: widths, ellipsis: glyphs.ellipsis) }
    }

    private func line(_ row: [StyledText], widths: [Int], ellipsis: String) -> [StyledText] {
        var pieces: [StyledText] = []
        for (index, cell) in row.enumerated() {
            let text = (columns[index].truncation ?? .tail).fit(cell.text, columns: widths[index], ellipsis: ellipsis)
            let padding = String(repeating: " ", count: max(0, widths[index] - TextWidth.columns(of: text)))
            let isLast = index == row.count - 1
            if columns[index].isNumber { pieces.append(StyledText(padding)) }
            pieces.append(StyledText(text, cell.style))
            if !columns[index].isNumber && !isLast { pieces.append(StyledText(padding)) }
            if !isLast { pieces.append(StyledText(String(repeating: " ", count: Self.gap))) }
        }
        return pieces
    }

    /// Column widths: what each needs, the widest of those that may shrink cut until all fit.
    private func fitted(to width: Int) -> [Int] {
        var widths = columns.enumerated().map { index, column in
            rows.reduce(TextWidth.columns(of: column.title)) { max($0, TextWidth.columns(of: $1[index].text, atMost: 1000)) }
        }
        var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - width
        while excess > 0 {
            let shrinkable = columns.indices.filter { columns[$0].truncation != nil && widths[$0] > Self.narrowest }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
            let second = shrinkable.filter { $0 != widest }.map { widths[$0] }.max() ?? Self.narrowest
            let cut = min(excess, max(1, widths[widest] - max(second, Self.narrowest)))
            widths[widest] -= cut
            excess -= cut
        }
        return widths
    }

    /// The table as GitHub's Markdown has it, nothing cut.
    var markdown: String {
        let heading = columns.map { Markdown.escaped($0.title) }
        let rule = columns.map { $0.isNumber ? "--:" : ":--" }
        let body = rows.map { $0.map { Markdown.escaped($0.text) } }
        return ([heading, rule] + body).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}

/// Text within Markdown.
enum Markdown {
    /// The text with everything that Markdown or a terminal would take for more than text made harmless.
    static func escaped(_ text: String) -> String {
        var canvas = Canvas(size: Size(columns: TextWidth.columns(of: text, atMost: 2000), rows: 1), glyphs: .unstyled)
        canvas.put(text, at: .zero)
        return (canvas.rows.first ?? "").reduce(into: "") { result, character in
            if "\\`*_[]<>|#".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
