import Terminal
import TraceModel

/// The traces that match the filter, one a line, with a bar as long as the trace is beside the longest.
struct TracesPane: Pane {
    let scene: Scene

    /// The columns of numbers; the start has its date where there is room.
    ///
    /// - Parameter hasSources: whether to say where each trace comes from.
    private static func columns(width: Int, hasSources: Bool) -> [TableColumn] {
        [
            TableColumn(title: "spans", width: 6, rank: 1, id: 2), TableColumn(title: "svc", width: 4, rank: 3, id: 3),
            TableColumn(title: "errors", width: 7, rank: 0, id: 4),
            TableColumn(title: "start", width: width >= 100 ? 23 : 12, rank: 2, id: 5),
        ] + (hasSources ? [TableColumn(title: "from", width: width >= 100 ? 20 : 12, rank: 4, id: 6)] : [])
    }

    /// Where things are in a row: the bar, the duration behind it, the name, then the columns of numbers.
    private struct Places {
        let bar: Int
        let duration: Int
        let name: Int
        let columns: [(column: TableColumn, end: Int)]

        init(width: Int, hasSources: Bool) {
            bar = width < 60 ? 6 : min(24, width / 7)
            duration = bar + 1 + DurationText.alignedColumns
            name = duration + 2
            columns = TableColumn.fit(TracesPane.columns(width: width, hasSources: hasSources), into: width, flexible: name + 14)
        }
    }

    func draw(on canvas: inout Canvas) {
        let isFocused = state.focus == .traces
        let order = state.search.traceOrder
        let hasSources = state.live != nil && state.snapshot.sources.count > 1
        let places = Places(width: canvas.size.columns, hasSources: hasSources)
        let headings =
            [
                (TableColumn(title: "duration", width: 10, rank: 0, id: 0), places.duration + (places.bar < 9 ? 2 : 0)),
                (TableColumn(title: "name", width: 5, rank: 0, id: 1), places.name + (order.column == .name ? 5 : 4)),
            ] + places.columns
        canvas.title(canvas.size.columns < 60 ? "" : "Traces", isFocused: isFocused, look: look)
        let id = TraceOrder.Column.allCases.firstIndex(of: order.column) ?? 0
        canvas.headings(headings, sortedBy: id, isAscending: order.isAscending, isFocused: isFocused, look: look)
        var row = 1
        if state.showsOpenTrace {
            drawOpenTrace(places, on: &canvas)
            row += 1
        }
        guard let listing = state.search.traces?.object, listing.count > 0 else {
            if row == 1 { drawEmpty(on: &canvas) }
            return
        }
        let window = state.search.traceWindow
        for index in window.visible {
            draw(listing[index], listing, places, row: row, on: &canvas)
            if index == window.selection { canvas.markSelected(row: row, isFocused: isFocused, look: look) }
            row += 1
        }
    }

    private func draw(_ trace: ListedTrace, _ listing: TraceListing, _ places: Places, row: Int, on canvas: inout Canvas) {
        let theme = look.theme
        let style = theme.service(listing.numbers.number(named: trace.service))
        if let duration = trace.duration {
            let length = Double(max(0, duration)) / Double(listing.longest) * Double(places.bar)
            canvas.bar(from: 0, to: length, at: Point(column: 0, row: row), width: places.bar, style: style)
            canvas.putRight(DurationText.aligned(duration), endingAt: Point(column: places.duration, row: row))
        } else {
            canvas.putRight("no time", endingAt: Point(column: places.duration, row: row), style: theme.warning)
        }
        if trace.isIncomplete { canvas.put(canvas.glyphs.warning, at: Point(column: places.name - 1, row: row), style: theme.warning) }
        let end = (places.columns.first.map { $0.end - $0.column.width } ?? canvas.size.columns) - 1
        let service = trace.service.isEmpty ? ServiceNumbers.unnamed : trace.service
        let pieces = [StyledText(service + " ", style), StyledText(NameText.operation(trace.operation))]
        canvas.put(pieces, at: Point(column: places.name, row: row), maxWidth: end - places.name, truncation: .tail)
        for (column, end) in places.columns {
            if column.id == 6, Int(trace.source.rawValue) < listing.snapshot.sources.count {
                let name = listing.snapshot.sources[Int(trace.source.rawValue)].shortName
                let fitted = Truncation.middle.fit(name, columns: column.width - 1, ellipsis: canvas.glyphs.ellipsis)
                canvas.putRight(fitted, endingAt: Point(column: end, row: row), style: theme.faint)
            } else {
                drawCell(column, of: trace, endingAt: Point(column: end, row: row), on: &canvas)
            }
        }
    }

    private func drawCell(_ column: TableColumn, of trace: ListedTrace, endingAt end: Point, on canvas: inout Canvas) {
        let theme = look.theme
        switch column.id {
        case 2: canvas.putRight(CountText.compact(trace.spanCount), endingAt: end, maxWidth: column.width)
        case 3: canvas.putRight(CountText.compact(trace.serviceCount), endingAt: end, maxWidth: column.width)
        case 4:
            let text = trace.errorSpans > 0 ? canvas.glyphs.error + CountText.compact(trace.errorSpans) : "-"
            canvas.putRight(text, endingAt: end, style: trace.errorSpans > 0 ? theme.error : theme.faint, maxWidth: column.width)
        default:
            canvas.putRight(
                trace.start.map { column.width > 12 ? look.time.dateTime($0) : look.time.time($0) } ?? "unknown", endingAt: end,
                style: theme.faint, maxWidth: column.width)
        }
    }

    /// The trace that is being read: only its beginning and its size so far are known.
    private func drawOpenTrace(_ places: Places, on canvas: inout Canvas) {
        guard let open = state.load.progress?.openTrace else { return }
        canvas.fill(Rect(column: 0, row: 1, columns: places.bar, rows: 1), with: canvas.glyphs.shade, style: look.theme.faint)
        canvas.putRight("loading", endingAt: Point(column: places.duration, row: 1), style: look.theme.warning)
        let text = "\(CountText.text(open.spans, "span")) so far, trace \(open.idText)"
        canvas.put(text, at: Point(column: places.name, row: 1), style: look.theme.faint, truncation: .tail)
    }

    /// Why no server has a trace to show.
    private func drawEmpty(_ live: LiveState, on canvas: inout Canvas) {
        let isAsking = !live.asked.isEmpty
        if isAsking || state.search.isListing {
            canvas.emptyPane("Asking\(canvas.glyphs.ellipsis)", "Esc stops", look: look)
        } else if let failure = live.failure {
            canvas.emptyPane(failure, "r asks again, Q quits", look: look)
        } else if live.searched == nil {
            canvas.emptyPane("Which traces?", "Tab and Enter choose a service, / filters, gi goes to a trace id", look: look)
        } else {
            let reach = AskingText.reach(live)
            let when = reach.isEmpty ? "in that time" : "in the " + reach
            canvas.emptyPane("No trace \(when) matches", "/ changes the filter, r asks again", look: look)
        }
    }

    private func drawEmpty(on canvas: inout Canvas) {
        canvas.region(Rect(column: 0, row: 1, columns: canvas.size.columns, rows: canvas.size.rows - 1)) { canvas in
            if let live = state.live, state.load.failure == nil, !state.load.isLoading {
                drawEmpty(live, on: &canvas)
            } else if let failure = state.load.failure {
                canvas.emptyPane(failure, "r reads it again, Q quits", look: look)
            } else if state.load.isLoading || state.search.isListing {
                canvas.emptyPane("Reading\(canvas.glyphs.ellipsis)", "Ctrl-C stops and keeps what was read", look: look)
            } else if state.search.isFiltered {
                canvas.emptyPane("No trace matches the filter", "Esc clears it, / changes it", look: look)
            } else if state.load.isFollowing {
                canvas.emptyPane("Waiting for traces\(canvas.glyphs.ellipsis)", "Ctrl-C stops following", look: look)
            } else {
                canvas.emptyPane("There are no traces in what was read", "! tells what was skipped, r reads it again", look: look)
            }
        }
    }
}
