import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// One trace: its spans in display order.
struct ShowAnswer {
    let trace: Trace
    /// Nanoseconds, one a position.
    let selfTimes: [Int64]
    /// Nanoseconds on the critical path, one a position.
    let criticalTimes: [Int64]
    private let criticalTotals: CriticalTotals
    let clockSkew: ClockSkewSummary

    init(_ trace: Trace) {
        self.trace = trace
        clockSkew = trace.snapshot.clockSkew(of: [trace.row]) ?? ClockSkewSummary()
        selfTimes = trace.selfTimes() ?? []
        let path = trace.criticalPath() ?? CriticalPath(segments: [])
        criticalTimes = path.times(count: trace.spanCount)
        criticalTotals = trace.criticalTotals(of: path)
    }

    func print(on page: Page, details: Bool) {
        printHeader(on: page)
        page.print()
        page.printVerbatim {
            WaterfallText.render(trace, width: page.width, glyphs: page.glyphs, theme: page.theme) { page.print(drawn: $0) }
        }
        Patterns(trace).print(on: page)
        if details {
            page.print()
            for position in 0..<trace.spanCount {
                SpanDetails(
                    trace: trace, position: position, selfTime: selfTimes[position], criticalTime: criticalTimes[position], page: page
                ).print()
            }
        }
    }

    private func printHeader(on page: Page) {
        page.print(label: "trace", NameText.trace(trace))
        page.print(label: "id", trace.idText)
        if let start = trace.start { page.print(label: "start", page.times.dateTime(start) + " " + page.times.zone(start)) }
        page.print(label: "duration", duration)
        if let path = path(columns: page.width - Page.labelColumns) { page.print(label: "path", path) }
        page.print(label: "spans", shape)
        page.print(label: "errors", trace.errorSpans > 0 ? CountText.text(trace.errorSpans, "span") : "none")
        if let line = clockSkew.line { page.print(label: "clocks", line) }
    }

    private var duration: String {
        guard let duration = trace.duration else { return "not known" }
        guard let response = trace.responseTime, response != duration else { return DurationText.text(duration) }
        return "\(DurationText.text(duration)), the caller waited \(DurationText.text(response))"
    }

    /// What most of the critical path is spent in, as many operations as fit; nil when the trace takes no time.
    private func path(columns: Int) -> String? {
        guard criticalTotals.total > 0 else { return nil }
        var path = ""
        for operation in criticalTotals.operations {
            let name = [operation.service, NameText.operation(operation.name)].filter { !$0.isEmpty }.joined(separator: " ")
            let piece = "\(CountText.percent(criticalTotals.share(of: operation.time) ?? 0)) \(name)"
            let longer = path.isEmpty ? piece : path + ", " + piece
            if !path.isEmpty, TextWidth.columns(of: longer) > columns { break }
            path = longer
        }
        return path
    }

    private var shape: String {
        var shape =
            "\(CountText.text(trace.spanCount)), \(CountText.text(trace.depth, "level")), \(CountText.text(trace.serviceCount, "service"))"
        if trace.orphanSpans > 0 {
            shape += ", \(CountText.text(trace.orphanSpans)) without \(trace.orphanSpans == 1 ? "its" : "their") parent"
        }
        if trace.trees > 1 { shape += ", in \(CountText.text(trace.trees)) pieces" }
        return shape
    }
}
