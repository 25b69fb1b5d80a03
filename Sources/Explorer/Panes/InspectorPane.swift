import Terminal

/// What is known of the selected span.
struct InspectorPane: Pane {
    let scene: Scene

    func draw(on canvas: inout Canvas) {
        guard let trace = state.trace, let span = trace.selectedSpan else { return }
        let isFocused = state.focus == .inspector
        let window = trace.inspectorWindow
        canvas.title(span.service.isEmpty ? ServiceNumbers.unnamed : span.service, detail: span.name, isFocused: isFocused, look: look)
        let hidden = window.count - window.visible.upperBound
        if hidden > 0 || window.top > 0 {
            let text = hidden > 0 ? " \(CountText.text(hidden, "more line")) \(canvas.glyphs.downwards) " : " end "
            canvas.putRight(text, endingAt: Point(column: canvas.size.columns - 1, row: 0), style: look.theme.faint)
        }
        let lines = trace.inspectorLines
        for (offset, index) in window.visible.enumerated() where index < lines.count {
            draw(lines[index], row: offset + 1, on: &canvas)
            if index == window.selection, isFocused { canvas.markSelected(row: offset + 1, isFocused: true, look: look) }
        }
    }

    private func draw(_ line: InspectorLine, row: Int, on canvas: inout Canvas) {
        let theme = look.theme
        let room = canvas.size.columns
        switch line.content {
        case .heading(let title, let other, let count):
            var column = canvas.put(title, at: Point(column: 0, row: row), style: theme.header)
            if let count { column = canvas.put(" \(CountText.text(count))", at: Point(column: column, row: row)) }
            if room >= 50 { canvas.put(" (\(other))", at: Point(column: column, row: row), style: theme.faint) }
        case .facts(let facts):
            var column = 0
            for fact in facts {
                column = canvas.put(fact.label + " ", at: Point(column: column, row: row), style: theme.faint)
                column = canvas.put(fact.value, at: Point(column: column, row: row), style: fact.isProblem ? theme.error : theme.header) + 2
            }
        case .pair(let key, let keyColumns, let value, let type):
            canvas.put(key, at: Point(column: 0, row: row), style: theme.accent.removing(.bold), maxWidth: keyColumns, truncation: .middle)
            canvas.put(value, at: Point(column: keyColumns + 2, row: row), style: type.isEmpty ? theme.text : theme.value)
            if !type.isEmpty { canvas.putRight(type, endingAt: Point(column: room, row: row), style: theme.faint) }
        case .more(let indent, let value): canvas.put(value, at: Point(column: indent, row: row))
        case .event(let offset, let name):
            let column = canvas.put("  " + canvas.glyphs.eventTick + " ", at: Point(column: 0, row: row), style: theme.accent)
            let next = canvas.put(offset + "  ", at: Point(column: column, row: row), style: theme.faint)
            canvas.put(name, at: Point(column: next, row: row), maxWidth: room - next, truncation: .tail)
        case .warning(let text):
            canvas.put(canvas.glyphs.warning + " ", at: Point(column: 0, row: row), style: theme.warning)
            canvas.put(text, at: Point(column: 2, row: row))
        case .note(let text): canvas.put("  " + text, at: Point(column: 0, row: row))
        case .blank: break
        }
    }
}
