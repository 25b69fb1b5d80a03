import Terminal

/// Help, findings and the palette: frames above the panes.
struct Overlays: Pane {
    let scene: Scene

    func draw(in area: Rect, on canvas: inout Canvas) {
        if let form = state.form { FormPane(form: form, catalog: state.names.catalog?.object, look: look).draw(in: area, on: &canvas) }
        switch state.overlay {
        case .help(let help): drawHelp(help, in: area, on: &canvas)
        case .findings(let window): drawFindings(window, in: area, on: &canvas)
        case nil: break
        }
        if case .palette(let choice) = state.prompt?.purpose { drawPalette(choice, in: area, on: &canvas) }
    }

    /// A cleared frame with a title; inside is what is drawn.
    private func frame(_ title: String, columns: Int, in area: Rect, on canvas: inout Canvas, draw: (inout Canvas) -> Void) {
        let rect = area.centered(Size(columns: columns, rows: area.size.rows))
        canvas.fill(rect)
        canvas.box(rect, style: look.theme.faint, title: title, titleStyle: look.theme.accent)
        canvas.region(rect.inset(columns: 2, rows: 1), draw: draw)
    }

    private func drawHelp(_ help: HelpState, in area: Rect, on canvas: inout Canvas) {
        let lines = HelpLines.lines(for: help)
        let title = help.text.isEmpty ? "Keys: \(help.focus.title)" : "Keys with \u{201C}\(help.text)\u{201D}"
        frame(title, columns: 96, in: area, on: &canvas) { canvas in
            if lines.isEmpty { canvas.emptyPane("No key does that", "Esc closes the help", look: look) }
            for (row, index) in help.window.visible.enumerated() {
                draw(lines[index], row: row, on: &canvas)
            }
            more(help.window, on: &canvas)
        }
    }

    private func draw(_ line: HelpLines.Line, row: Int, on canvas: inout Canvas) {
        switch line {
        case .heading(let text): canvas.put(text, at: Point(column: 0, row: row), style: look.theme.header)
        case .key(let keys, let help, let command):
            let start = canvas.size.columns < 60 ? 11 : 24
            canvas.put(keys, at: Point(column: 2, row: row), style: look.theme.accent, maxWidth: start - 3, truncation: .tail)
            let isWide = canvas.size.columns >= 90
            let room = canvas.size.columns - start - (isWide ? 20 : 0)
            canvas.put(help, at: Point(column: start, row: row), maxWidth: room, truncation: .tail)
            if isWide { canvas.putRight(":" + command, endingAt: Point(column: canvas.size.columns, row: row), style: look.theme.faint) }
        case .meaning(let meaning):
            let start = canvas.size.columns < 60 ? 11 : 24
            canvas.put(meaning.sign(canvas.glyphs), at: Point(column: 2, row: row), style: look.theme.accent, maxWidth: start - 3)
            canvas.put(meaning.text, at: Point(column: start, row: row), maxWidth: canvas.size.columns - start, truncation: .tail)
        case .blank: break
        }
    }

    private func drawFindings(_ window: ListWindow, in area: Rect, on canvas: inout Canvas) {
        let lines = state.findingLines
        let theme = look.theme
        frame("What was read, and what was skipped, mended or odd", columns: 110, in: area, on: &canvas) { canvas in
            if lines.isEmpty { canvas.emptyPane("Nothing was read yet", "Esc closes this", look: look) }
            for (row, index) in window.visible.enumerated() {
                switch lines[index] {
                case .source(let name, let format, let spans, let traces):
                    let column = canvas.put(
                        name + "  ", at: Point(column: 0, row: row), style: theme.header, maxWidth: canvas.size.columns, truncation: .head)
                    let counts = [format, CountText.text(spans, "span"), CountText.text(traces, "trace")].filter { !$0.isEmpty }
                    canvas.put(
                        counts.joined(separator: " \(canvas.glyphs.bullet) "), at: Point(column: column, row: row), style: theme.faint)
                case .finding(let severity, let text):
                    let style = severity == .lost ? theme.error : severity == .skipped ? theme.warning : theme.faint
                    canvas.put(Sentences.heading(severity), at: Point(column: 2, row: row), style: style)
                    canvas.put(text, at: Point(column: 11, row: row), maxWidth: canvas.size.columns - 11, truncation: .tail)
                case .note(let text): canvas.put(text, at: Point(column: 2, row: row), style: theme.faint)
                }
            }
            more(window, on: &canvas)
        }
    }

    /// How many lines are below what is seen.
    private func more(_ window: ListWindow, on canvas: inout Canvas) {
        let hidden = window.count - window.visible.upperBound
        guard hidden > 0 else { return }
        let text = "\(CountText.text(hidden)) more \(canvas.glyphs.downwards)"
        canvas.putRight(text, endingAt: Point(column: canvas.size.columns, row: canvas.size.rows - 1), style: look.theme.faint)
    }

    private func drawPalette(_ choice: Int, in area: Rect, on canvas: inout Canvas) {
        let candidates = state.paletteCandidates
        let count = min(max(1, candidates.count), 12, area.size.rows - 2)
        guard count > 0 else { return }
        var rest = area
        let rect = rest.takeBottom(count + 2)
        let narrow = Rect(origin: rect.origin, size: Size(columns: min(rect.size.columns, 96), rows: rect.size.rows))
        canvas.fill(narrow)
        canvas.box(narrow, style: look.theme.faint, title: "Commands", titleStyle: look.theme.accent)
        canvas.region(narrow.inset(columns: 2, rows: 1)) { canvas in
            if candidates.isEmpty { canvas.put("No command is called so", at: .zero, style: look.theme.faint) }
            let first = max(0, min(choice - count / 2, candidates.count - count))
            for (row, binding) in candidates.dropFirst(first).prefix(count).enumerated() {
                let isPossible = state.reasonUnavailable(binding.command) == nil
                canvas.put(
                    binding.command.rawValue, at: Point(column: 0, row: row), style: isPossible ? look.theme.header : look.theme.faint)
                canvas.put(binding.key, at: Point(column: 22, row: row), style: look.theme.accent)
                canvas.put(
                    binding.help, at: Point(column: 32, row: row), style: isPossible ? look.theme.text : look.theme.faint, truncation: .tail
                )
                if first + row == choice { canvas.markSelected(row: row, isFocused: true, look: look) }
            }
        }
    }
}

extension Focus {
    /// What the region is called.
    var title: String {
        switch self {
        case .services: "services"
        case .traces: "traces"
        case .waterfall: "waterfall"
        case .inspector: "inspector"
        case .form: "search form"
        case .overlay: "help and findings"
        }
    }
}
