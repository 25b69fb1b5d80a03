import Terminal
import TraceAnalysis
import TraceModel

/// The line above the footer: what is being typed, what just happened, else a word about what is selected.
struct MessageLine: Pane {
    let scene: Scene

    func draw(on canvas: inout Canvas) {
        let theme = look.theme
        if let prompt = state.prompt, drawPrompt(prompt, on: &canvas) { return }
        if state.focus == .form, state.message == nil, let form = state.form, let problem = form.problemToTell(form.focus) {
            canvas.put("\(canvas.glyphs.warning) \(problem)", at: Point(column: 1, row: 0), style: theme.warning, truncation: .tail)
            return
        }
        if let message = state.message {
            let isProblem = message.kind == .problem
            let column = isProblem ? canvas.put(canvas.glyphs.warning + " ", at: Point(column: 1, row: 0), style: theme.warning) : 1
            let room = canvas.size.columns - column
            canvas.put(
                message.text, at: Point(column: column, row: 0), style: isProblem ? theme.warning : theme.text, maxWidth: room,
                truncation: .tail)
            return
        }
        if let asking = AskingText.line(state.live, glyphs: canvas.glyphs) {
            let column = canvas.put(asking.spinner + " ", at: Point(column: 1, row: 0), style: theme.accent)
            canvas.put(asking.text, at: Point(column: column, row: 0), maxWidth: canvas.size.columns - column, truncation: .tail)
            return
        }
        var column = 1
        for piece in summary where column < canvas.size.columns {
            column =
                canvas.put(
                    piece.text, at: Point(column: column, row: 0), style: piece.style, maxWidth: canvas.size.columns - column,
                    truncation: .tail) + 2
        }
    }

    /// False when the prompt is shown elsewhere and this line is free.
    private func drawPrompt(_ prompt: Prompt, on canvas: inout Canvas) -> Bool {
        if prompt.isFilter {
            guard state.message == nil, let error = state.search.filterError else { return false }
            canvas.put("\(canvas.glyphs.warning) \(error)", at: Point(column: 1, row: 0), style: look.theme.warning, truncation: .tail)
            return true
        }
        var end = canvas.size.columns
        if case .find = prompt.purpose, let find = state.trace?.find, find.isActive {
            let text = find.matches == nil ? "looking\(canvas.glyphs.ellipsis)" : CountText.text(find.count, "match", plural: "matches")
            end = canvas.putRight(text, endingAt: Point(column: end - 1, row: 0), style: look.theme.faint) - 1
        }
        let column = canvas.put(prompt.label, at: Point(column: 1, row: 0), style: look.theme.accent)
        canvas.region(Rect(column: column, row: 0, columns: end - column, rows: 1)) { $0.editor(prompt.editor, style: look.theme.text) }
        return true
    }

    /// A word about what is selected.
    private var summary: [StyledText] {
        switch state.focus {
        case .services: state.selectedService.map(summary) ?? []
        case .traces: state.selectedTrace.map(summary) ?? []
        case .waterfall, .inspector: spanSummary
        case .form:
            [StyledText(state.form.map { FormRemarks(form: $0, catalog: state.names.catalog?.object).sentence } ?? "", look.theme.faint)]
        case .overlay: []
        }
    }

    private func summary(of service: ServiceStatistics) -> [StyledText] {
        let theme = look.theme
        var pieces = [StyledText(service.name.isEmpty ? ServiceNumbers.unnamed : service.name, theme.header)]
        if service.errorSpans > 0 {
            pieces.append(
                StyledText("\(CountText.text(service.errorSpans)) of \(CountText.text(service.spans, "span")) failed", theme.error))
        }
        if let latency = service.entryLatency {
            pieces.append(StyledText("called \(CountText.text(latency.count))\u{D7}, at most \(DurationText.text(latency.max))"))
            if latency.fewSamples.contains(.p95) { pieces.append(StyledText("few calls for a p95", theme.faint)) }
        }
        if service.attention.contains(.latency) {
            pieces.append(StyledText("p95 above \(DurationText.short(ServiceStatistics.tolerableLatency))", theme.warning))
        }
        return pieces
    }

    private func summary(of trace: ListedTrace) -> [StyledText] {
        var pieces = [StyledText(trace.idText, look.theme.header)]
        if let start = trace.start { pieces.append(StyledText(look.time.dateTime(start) + " " + look.time.zone(start))) }
        let sources = state.snapshot.sources
        if state.live != nil, sources.count > 1, Int(trace.source.rawValue) < sources.count {
            pieces.append(StyledText("from " + sources[Int(trace.source.rawValue)].shortName))
        }
        if let odd = trace.whole?.oddities.first { pieces.append(StyledText(odd, look.theme.warning)) }
        return pieces
    }

    private var spanSummary: [StyledText] {
        guard let view = state.trace?.view?.object, let position = state.trace?.selection else { return [] }
        let theme = look.theme
        let span = view.trace.span(at: position)
        var pieces: [StyledText] = []
        if let find = state.trace?.find, find.isActive, find.matches != nil {
            let number = find.number(at: position).map { CountText.text($0) } ?? "-"
            pieces.append(StyledText("\u{201C}\(find.text)\u{201D} \(number) of \(CountText.text(find.count))", theme.accent))
        }
        if let start = span.start {
            pieces.append(StyledText("start +" + DurationText.text(start.subtractingSaturated(view.start)), theme.header))
        }
        let own = view.selfTimes[position]
        pieces.append(StyledText("self \(DurationText.text(own)) (\(CountText.percent(Double(own) / Double(view.duration))) of trace)"))
        pieces.append(StyledText(CountText.text(span.attributes.count, "tag"), theme.faint))
        if !span.events.isEmpty { pieces.append(StyledText(CountText.text(span.events.count, "log"), theme.faint)) }
        if span.kind != .unspecified { pieces.append(StyledText(span.kind.name, theme.faint)) }
        let marks = view.trace.marks(of: position)
        if marks.contains(.orphan) { pieces.append(StyledText("parent missing", theme.warning)) }
        if marks.contains(.cycleHead) { pieces.append(StyledText("cycle cut here", theme.warning)) }
        if marks.contains(.duplicateID) { pieces.append(StyledText("id used twice", theme.warning)) }
        if marks.contains(.outsideParent) { pieces.append(StyledText("outside its parent", theme.warning)) }
        return pieces
    }
}
