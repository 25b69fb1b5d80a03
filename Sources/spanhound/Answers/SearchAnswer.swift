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

    /// Whether a server is to be asked for a trace, which wants its whole id.
    private let hasWholeIDs: Bool

    init(_ found: FoundTraces, filter: TraceFilter, sort: TraceSort, limit: Int?) {
        let here = TraceList(found.set, filter: filter, sort: sort).traces
        let known = Set(here.map(\.id))
        let told = found.told.filter { !known.contains($0.id) && filter.selects($0) }
        let listed = here.prefix(limit ?? .max).map { ListedTrace($0) }
        traces = told.isEmpty ? listed : Array(sort.sorted(listed + told.map { ListedTrace($0) }).prefix(limit ?? .max))
        matched = here.count + told.count
        total = found.set.snapshot.traces.count + found.told.count
        hasWholeIDs = found.set.hasServers || !found.told.isEmpty
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
        let clock = StartColumn(traces, page, isShort: hasWholeIDs)
        var table = TextTable([
            .init(title: "TRACE"), .init(title: clock.title), .init(title: "DURATION", isNumber: true),
            .init(title: "SPANS", isNumber: true), .init(title: "ERRORS", isNumber: true), .init(title: "NAME", truncation: .middle),
        ])
        for trace in traces {
            table.add([
                StyledText(page.isMarkdown || hasWholeIDs ? trace.id : String(trace.id.prefix(Self.idDigits)), page.theme.faint),
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

    /// Enough of an id to tell thousands of traces apart; `show --trace` takes the beginning, but of files only.
    private static let idDigits = 12
}

/// When traces began: the time of day, and the date above if it is the same for all.
private struct StartColumn {
    let title: String
    private let hasDates: Bool
    private let isShort: Bool
    private let times: TimeText

    /// - Parameter isShort: in as few columns as are enough to tell traces apart.
    init(_ traces: [ListedTrace], _ page: Page, isShort: Bool) {
        times = page.times
        self.isShort = isShort
        let dates = Set(traces.lazy.compactMap(\.start).map { page.times.date($0) })
        hasDates = dates.count != 1
        title = hasDates ? "START" : dates.first ?? ""
    }

    func text(_ trace: ListedTrace) -> String {
        guard let start = trace.start else { return "" }
        guard isShort else { return hasDates ? times.dateTime(start, decimals: 0) : times.time(start) }
        // Month and day, hour and minute.
        return hasDates ? String(times.dateTime(start, decimals: 0).dropFirst(5).dropLast(3)) : times.time(start, decimals: 0)
    }
}
