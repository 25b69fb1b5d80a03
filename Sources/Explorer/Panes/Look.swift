import Terminal

/// What panes need besides the state: colours, and how times are written.
struct Look: Sendable {
    let theme: Theme
    let time: TimeText
}

extension Canvas {
    /// A pane's title on a rule: heavy and in the accent's colour where the focus is.
    ///
    /// - Returns: the column after the title.
    @discardableResult
    @inline(never)
    mutating func title(_ text: String, detail: String = "", isFocused: Bool, look: Look) -> Int {
        let rule = isFocused ? glyphs.emphasis : glyphs.horizontalLine
        let ruleStyle = isFocused ? look.theme.accent.removing(.bold) : look.theme.faint
        fill(Rect(column: 0, row: 0, columns: size.columns, rows: 1), with: rule, style: ruleStyle)
        var column = put(" \(text) ", at: Point(column: 1, row: 0), style: isFocused ? look.theme.accent : look.theme.header)
        if !detail.isEmpty { column = put(detail + " ", at: Point(column: column, row: 0), style: look.theme.faint) }
        return column
    }

    /// Shows which row is selected: reversed where the focus is, underlined elsewhere.
    mutating func markSelected(row: Int, isFocused: Bool, look: Look) {
        let rect = Rect(column: 0, row: row, columns: size.columns, rows: 1)
        if isFocused { select(rect) } else { restyle(rect) { $0.adding([.bold, .underline]) } }
    }

    /// A sentence in the middle of an empty pane, and what to do below it.
    mutating func emptyPane(_ what: String, _ remedy: String, look: Look) {
        let row = max(0, min(size.rows / 3, size.rows - 2))
        let wrapped = TextWrap.lines(what, columns: min(100, size.columns - 2), limit: 4)
        let lines = ([wrapped.first] + wrapped.rest).map { ($0, look.theme.text) } + [(remedy, look.theme.faint)]
        for (index, (text, style)) in lines.enumerated() {
            let fitted = Truncation.tail.fit(text, columns: size.columns - 2, ellipsis: glyphs.ellipsis)
            let column = max(1, (size.columns - TextWidth.columns(of: fitted)) / 2)
            put(fitted, at: Point(column: column, row: row + index), style: style)
        }
    }
}
