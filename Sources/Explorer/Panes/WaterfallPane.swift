import Terminal
import TraceModel

/// The spans of a trace: tree, bars on the time axis, durations.
struct WaterfallPane: Pane {
    let scene: Scene

    func draw(on canvas: inout Canvas) {
        guard let trace = state.trace else { return }
        let isFocused = state.focus == .waterfall
        guard let view = trace.view?.object else {
            canvas.title("Spans", isFocused: isFocused, look: look)
            let isFetching = state.live?.isFetching == true
            canvas.emptyPane(
                "\(isFetching ? "Fetching" : "Opening") the trace\(canvas.glyphs.ellipsis)", isFetching ? "Esc stops" : "q goes back",
                look: look)
            return
        }
        let painter = WaterfallPainter(columns: WaterfallColumns(width: canvas.size.columns), theme: look.theme)
        let place = trace.window.selection.map { "\(CountText.text($0 + 1)) of \(CountText.text(trace.folds.shownCount))" } ?? ""
        canvas.title("Spans", detail: place, isFocused: isFocused, look: look)
        painter.drawAxis(duration: view.duration, hasTime: view.trace.start != nil, row: 0, on: &canvas)

        let positions = visiblePositions(of: trace)
        let levels = positions.map { view.trace.level(of: $0) }
        let guides = GuideLevels(room: painter.columns.levels, least: levels.min() ?? 1, greatest: levels.max() ?? 1)
        for (offset, position) in positions.enumerated() {
            let line = WaterfallRow(position, in: view, folds: trace.folds, guides: guides)
            let isMatch = trace.find.isActive && trace.find.number(at: position) != nil
            painter.draw(line, isMatch: isMatch, row: offset + 1, on: &canvas)
            if offset == trace.window.selectedOffset { canvas.markSelected(row: offset + 1, isFocused: isFocused, look: look) }
        }
    }

    private func visiblePositions(of trace: TraceState) -> [Int] {
        var next = trace.window.visible.first.map { trace.folds.position(ofRow: $0) }
        var positions: [Int] = []
        while let position = next, positions.count < trace.window.visible.count {
            positions.append(position)
            next = trace.folds.next(after: position)
        }
        return positions
    }
}
