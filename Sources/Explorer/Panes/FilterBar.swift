import Terminal

/// The filter of the traces, and how many match it.
struct FilterBar: Pane {
    let scene: Scene

    func draw(on canvas: inout Canvas) {
        let theme = look.theme
        var room = canvas.size.columns
        if let listing = state.search.traces {
            var count = "\(CountText.text(listing.count)) of \(CountText.text(listing.total, "trace"))"
            if let reach = state.live.map(AskingText.reach), !reach.isEmpty { count += " \(canvas.glyphs.bullet) " + reach }
            room =
                canvas.putRight(count, endingAt: Point(column: room, row: 0), style: state.search.isFiltered ? theme.accent : theme.faint)
                - 1
        }
        let isTyping = state.prompt?.isFilter == true
        var column = canvas.put("/ ", at: Point(column: 1, row: 0), style: isTyping || state.search.isFiltered ? theme.accent : theme.faint)
        if isTyping, let editor = state.prompt?.editor {
            canvas.region(Rect(column: column, row: 0, columns: room - column, rows: 1)) { $0.editor(editor, style: theme.text) }
        } else if state.search.isFiltered {
            column = canvas.put(state.search.filterLine, at: Point(column: column, row: 0), maxWidth: room - column, truncation: .tail)
            if state.search.filterError != nil {
                canvas.put(" " + canvas.glyphs.error, at: Point(column: column, row: 0), style: theme.error)
            }
        } else {
            let hint = "service=a operation=b key=value min=50ms max=2s errors"
            canvas.put(hint, at: Point(column: column, row: 0), style: theme.faint, maxWidth: room - column, truncation: .tail)
        }
    }
}

extension Canvas {
    /// A line that is being typed, scrolled so that the cursor is seen.
    mutating func editor(_ editor: LineEditor, style: Style) {
        let (before, after) = editor.parts
        let room = max(1, size.columns - 1)
        let shown = TextWidth.columns(of: before) > room ? Truncation.head.fit(before, columns: room, ellipsis: glyphs.ellipsis) : before
        let column = put(shown, at: .zero, style: style)
        put(after, at: Point(column: column, row: 0), style: style)
        showCursor(at: Point(column: column, row: 0))
    }
}
