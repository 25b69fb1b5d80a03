import Explorer
import Terminal
import TraceAnalysis
import TraceModel
import TraceQuery

/// The traces that match: as many as asked for, and how many there are.
struct SearchAnswer {
    private let traces: [ListedTrace]
    private let matched: Int
    private let total: Int
    private let limit: Int?

    init(_ set: TraceSet, filter: TraceFilter, sort: TraceSort, limit: Int?) {
        let found = TraceList(set, filter: filter, sort: sort).traces
        traces = found.prefix(limit ?? .max).map { ListedTrace($0) }
        matched = found.count
        total = set.snapshot.traces.count
        self.limit = limit
    }

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.array("traces", traces) { json, trace in json.object { $0.fields(of: trace) } }
            json.field("matched", matched)
            json.field("limit", limit)
        }
        json.finish()
    }

    func print(on page: Page) {
        let clock = StartColumn(traces, page)
        var table = TextTable([
            .init(title: "TRACE"), .init(title: clock.title), .init(title: "DURATION", isNumber: true),
            .init(title: "SPANS", isNumber: true), .init(title: "ERRORS", isNumber: true), .init(title: "NAME", truncation: .middle),
        ])
        for trace in traces {
            table.add([
                StyledText(page.isMarkdown ? trace.id : String(trace.id.prefix(Self.idDigits)), page.theme.faint),
                StyledText(clock.text(trace)), StyledText(trace.duration.map(DurationText.text) ?? ""),
                StyledText(CountText.text(trace.spans)),
                StyledText(trace.errorSpans > 0 ? CountText.text(trace.errorSpans) : "", page.theme.error),
                StyledText(trace.name, trace.isIncomplete ? page.theme.warning : .plain),
            ])
        }
        if !traces.isEmpty { page.print(table) }
        StandardOutput.flush()
        let listed = traces.count < matched ? "\(CountText.text(traces.count)) listed, " : ""
        StandardError.write(
            "\(listed)\(CountText.text(matched)) of \(CountText.text(total, "trace")) \(matched == 1 ? "matches" : "match")\n")
    }

    /// Enough of an id to tell thousands of traces apart; `show --trace` takes the beginning.
    private static let idDigits = 12
}

/// When traces began: the time of day, and the date above if it is the same for all.
private struct StartColumn {
    let title: String
    private let hasDates: Bool
    private let times: TimeText

    init(_ traces: [ListedTrace], _ page: Page) {
        times = page.times
        let dates = Set(traces.lazy.compactMap(\.start).map { page.times.date($0) })
        hasDates = dates.count != 1
        title = hasDates ? "START" : dates.first ?? ""
    }

    func text(_ trace: ListedTrace) -> String {
        guard let start = trace.start else { return "" }
        return hasDates ? times.dateTime(start, decimals: 0) : times.time(start)
    }
}
