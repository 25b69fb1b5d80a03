import Terminal
import TraceModel

/// The spans of a trace: tree, bars on the time axis, durations.
struct WaterfallPane {
    let state: ExplorerState
    let look: Look

    func draw(on canvas: inout Canvas) {
        guard let trace = state.trace else { return }
        let isFocused = state.focus == .waterfall
        guard let view = trace.view?.object else {
            canvas.title("Spans", isFocused: isFocused, look: look)
            canvas.emptyPane("Opening the trace\(canvas.glyphs.ellipsis)", "q goes back", look: look)
            return
        }
        let painter = WaterfallPainter(columns: WaterfallColumns(width: canvas.size.columns), theme: look.theme)
        let place = trace.window.selection.map { "\(CountText.text($0 + 1)) of \(CountText.text(trace.folds.shownCount))" } ?? ""
        canvas.title("Spans", detail: place, isFocused: isFocused, look: look)
        painter.drawAxis(duration: view.duration, hasTime: view.trace.start != nil, row: 0, on: &canvas)

        guard var position = trace.window.visible.first.map({ trace.folds.position(ofRow: $0) }) else { return }
        for (offset, row) in trace.window.visible.enumerated() {
            let line = WaterfallRow(position, in: view, folds: trace.folds, levels: painter.columns.levels)
            let isMatch = trace.find.isActive && trace.find.number(at: position) != nil
            painter.draw(line, isMatch: isMatch, row: offset + 1, on: &canvas)
            if row == trace.window.selection { canvas.markSelected(row: offset + 1, isFocused: isFocused, look: look) }
            guard let next = trace.folds.next(after: position) else { break }
            position = next
        }
    }
}
