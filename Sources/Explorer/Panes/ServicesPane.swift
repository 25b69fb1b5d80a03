import Terminal
import TraceAnalysis

/// The services of what is loaded, and those that servers know, one a line, with a mark where something is wrong.
struct ServicesPane: Pane {
    let scene: Scene

    private static let columns = [
        TableColumn(title: "spans", width: 7, rank: 3, id: 1), TableColumn(title: "traces", width: 7, rank: 4, id: 2),
        TableColumn(title: "errors", width: 7, rank: 1, id: 3), TableColumn(title: "p50", width: 8, rank: 2, id: 4),
        TableColumn(title: "p95", width: 8, rank: 0, id: 5),
    ]

    func draw(on canvas: inout Canvas) {
        let isFocused = state.focus == .services
        let order = state.search.serviceOrder
        let columns = TableColumn.fit(Self.columns, into: canvas.size.columns, flexible: 22)
        canvas.title("Services", detail: CountText.text(state.search.serviceWindow.count), isFocused: isFocused, look: look)
        let id = ServiceOrder.Column.allCases.firstIndex(of: order.column) ?? 0
        canvas.headings(columns, sortedBy: id, isAscending: order.isAscending, isFocused: isFocused, look: look)
        guard let listing = state.search.services else { return }
        let window = state.search.serviceWindow
        for (offset, index) in window.visible.enumerated() {
            let service = listing.services[index]
            let isChosen = state.search.filter.service == service.name
            draw(service, number: listing.numbers.number(of: service), isChosen: isChosen, columns, row: offset + 1, on: &canvas)
            if index == window.selection { canvas.markSelected(row: offset + 1, isFocused: isFocused, look: look) }
        }
    }

    private func draw(
        _ service: ServiceStatistics, number: Int, isChosen: Bool, _ columns: [(column: TableColumn, end: Int)], row: Int,
        on canvas: inout Canvas
    ) {
        let theme = look.theme
        let attention = service.attention
        if !attention.isEmpty {
            let sign = attention.contains(.errors) ? canvas.glyphs.error : canvas.glyphs.warning
            canvas.put(sign, at: Point(column: 0, row: row), style: attention.contains(.errors) ? theme.error : theme.warning)
        }
        if isChosen { canvas.put(canvas.glyphs.pointer, at: Point(column: 1, row: row), style: theme.accent) }
        let style = theme.service(number)
        canvas.put(canvas.glyphs.serviceMark(number), at: Point(column: 2, row: row), style: style)
        let room = (columns.first.map { $0.end - $0.column.width } ?? canvas.size.columns) - 5
        let name = service.name.isEmpty ? ServiceNumbers.unnamed : service.name
        canvas.put(name, at: Point(column: 4, row: row), style: style, maxWidth: room, truncation: .tail)
        for (column, end) in columns {
            let (text, cell) = cell(column.id, of: service)
            canvas.putRight(text, endingAt: Point(column: end, row: row), style: cell, maxWidth: column.width)
        }
    }

    private func cell(_ id: Int, of service: ServiceStatistics) -> (String, Style) {
        let theme = look.theme
        let isSlow = service.attention.contains(.latency)
        switch id {
        case 1: return service.spans == 0 ? ("-", theme.faint) : (CountText.compact(service.spans), theme.text)
        case 2: return service.traces == 0 ? ("-", theme.faint) : (CountText.compact(service.traces), theme.text)
        case 3:
            let share = max(service.errorShare, service.entryErrorRate ?? 0)
            return share == 0 ? ("-", theme.faint) : (CountText.percent(share), theme.error)
        case 4: return (service.entryLatency.map { DurationText.aligned($0.p50) } ?? "-", theme.text)
        default: return (service.entryLatency.map { DurationText.aligned($0.p95) } ?? "-", isSlow ? theme.warning : theme.text)
        }
    }
}

extension ServiceNumbers {
    /// Which colour and sign a service has.
    func number(of service: ServiceStatistics) -> Int { number(named: service.name) }
}

extension GlyphSet {
    /// The sign of a service; signs recur when there are many, but not together with the same colour.
    func serviceMark(_ number: Int) -> String { serviceMarks[number % serviceMarks.count] }
}
