import Terminal
import TraceAnalysis
import TraceModel

/// The head of the trace screen: name and id, then when, how long, how many; and the legend of the services.
struct TraceHeader: Pane {
    let scene: Scene

    func draw(on canvas: inout Canvas) {
        guard let view = state.trace?.view?.object else { return }
        let trace = view.trace
        let theme = look.theme
        let isLow = canvas.size.rows == 1
        let root = trace.mainRoot
        let right = isLow ? (trace.duration.map(DurationText.text) ?? "") : "trace \(trace.idText)"
        let end =
            canvas.putRight(
                right, endingAt: Point(column: canvas.size.columns - 1, row: 0), style: isLow ? theme.header : theme.faint,
                maxWidth: canvas.size.columns / 2) - 2
        let service = root.service.isEmpty ? ServiceNumbers.unnamed : root.service
        let pieces = [
            StyledText(service + " ", theme.service(view.serviceNumber(of: root)).adding(.bold)), StyledText(root.name, theme.header),
        ]
        canvas.put(pieces, at: Point(column: 1, row: 0), maxWidth: end - 1, truncation: .tail)
        if !isLow { drawFacts(view, on: &canvas) }
    }

    private func drawFacts(_ view: TraceView, on canvas: inout Canvas) {
        let theme = look.theme
        let trace = view.trace
        let isWide = canvas.size.columns >= 100
        var pieces: [StyledText] = []
        pieces.append(StyledText(trace.duration.map(DurationText.text) ?? "no time axis", theme.header))
        if let response = trace.responseTime, response != trace.duration {
            pieces.append(StyledText("response \(DurationText.text(response))"))
        }
        pieces.append(StyledText(CountText.text(trace.spanCount, "span")))
        pieces.append(StyledText(CountText.text(trace.serviceCount, "service")))
        pieces.append(StyledText("depth \(CountText.text(trace.depth))"))
        if view.errorCount > 0 {
            pieces.append(StyledText("\(canvas.glyphs.error) \(CountText.text(view.errorCount, "error"))", theme.error))
        }
        if trace.isIncomplete {
            pieces.append(StyledText("\(canvas.glyphs.warning) incomplete", theme.warning))
        } else if !trace.oddities.isEmpty {
            pieces.append(StyledText("\(canvas.glyphs.warning) odd", theme.warning))
        }
        if let start = trace.start {
            let zone = isWide ? " " + look.time.zone(start) : ""
            pieces.append(StyledText((isWide ? look.time.dateTime(start) : look.time.dateTime(start, decimals: 0)) + zone, theme.faint))
        }
        var column = 1
        for piece in pieces {
            guard column + TextWidth.columns(of: piece.text) <= canvas.size.columns else { break }
            column = canvas.put(piece.text, at: Point(column: column, row: 1), style: piece.style) + 2
        }
    }
}

/// Which colour and sign each service of the trace has.
struct LegendLine {
    let view: TraceView
    let look: Look

    func draw(on canvas: inout Canvas) {
        var column = 1
        for (index, service) in view.services.enumerated() {
            let name = view.numbers.names[service.number]
            let text = "\(canvas.glyphs.serviceMark(service.number)) \(name)"
            let left = view.services.count - index
            let room = canvas.size.columns - column - (left > 1 ? 10 : 0)
            guard TextWidth.columns(of: text) <= room else {
                canvas.put("and \(left) more", at: Point(column: column, row: 0), style: look.theme.faint)
                return
            }
            column = canvas.put(text, at: Point(column: column, row: 0), style: look.theme.service(service.number)) + 2
        }
    }
}
