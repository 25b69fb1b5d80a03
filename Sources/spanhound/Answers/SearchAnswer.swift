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
    private let snapshot: Snapshot
    private let limit: Int?
    /// What sets the traces that match apart from the others; nil when nobody asked, or when there are none of either.
    private let differences: SetDifferences?
    private let hasDifferences: Bool
    /// The service asked for.
    private let service: String?

    /// Whether a server is to be asked for a trace, which wants its whole id.
    private let hasWholeIDs: Bool

    /// - Parameter hasDifferences: whether to find out what sets the traces that match apart.
    init(_ found: FoundTraces, filter: TraceFilter, sort: TraceSort, limit: Int?, hasDifferences: Bool = false) {
        let here = TraceList(found.set, filter: filter, sort: sort).traces
        let known = Set(here.map(\.id))
        let told = found.told.filter { !known.contains($0.id) && filter.selects($0) }
        let listed = here.prefix(limit ?? .max).map { ListedTrace($0) }
        traces = told.isEmpty ? listed : Array(sort.sorted(listed + told.map { ListedTrace($0) }).prefix(limit ?? .max))
        matched = here.count + told.count
        snapshot = found.set.snapshot
        total = found.set.snapshot.traces.count + found.told.count
        hasWholeIDs = found.set.hasServers || !found.told.isEmpty
        service = filter.service
        self.limit = limit
        self.hasDifferences = hasDifferences
        differences = hasDifferences ? Self.differences(of: here.map(\.row), in: found.set.snapshot, filter) : nil
    }

    /// What the filter itself asks for is left out.
    private static func differences(of matching: [TraceRow], in snapshot: Snapshot, _ filter: TraceFilter) -> SetDifferences? {
        let members = Set(matching), others = snapshot.traces.filter { !members.contains($0) }
        if matching.isEmpty || others.isEmpty { return nil }
        let asked = Set(filter.tags.map(\.key))
        return snapshot.differences(
            selected: matching, baseline: others, matched: .of(filter, in: snapshot), ignoring: asked.contains)
    }

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.array("traces", traces) { json, trace in json.object { $0.fields(of: trace) } }
            json.field("matched", matched)
            json.field("limit", limit)
            guard hasDifferences else { return }
            if let differences {
                json.object("differences") { $0.fields(of: differences, selected: "Matching", baseline: "Others") }
            } else {
                json.field("differences", nil as Double?)
            }
        }
        json.finish()
    }

    func print(on page: Page) {
        let ids = page.isMarkdown || hasWholeIDs ? .uncut : ShortIDs(snapshot)
        let clock = StartColumn(traces, page, isShort: hasWholeIDs)
        var table = TextTable([
            .init(title: "TRACE"), .init(title: clock.title), .init(title: "DURATION", isNumber: true),
            .init(title: "SPANS", isNumber: true), .init(title: "ERRORS", isNumber: true), .init(title: "NAME", truncation: .middle),
        ])
        for trace in traces {
            table.add([
                StyledText(ids.text(trace.id), page.theme.faint),
                StyledText(clock.text(trace)), StyledText(trace.duration.map(DurationText.text) ?? ""),
                StyledText(CountText.text(trace.spans)),
                StyledText(trace.errorSpans > 0 ? CountText.text(trace.errorSpans) : "", page.theme.error),
                StyledText(
                    NameText.operation(trace.rootOperation, of: trace.rootService), trace.isIncomplete ? page.theme.warning : .plain),
            ])
        }
        if !traces.isEmpty { page.print(table) }
        printDifferences(on: page)
        StandardOutput.flush()
        let listed = traces.count < matched ? "\(CountText.text(traces.count)) listed, " : ""
        StandardError.write(
            "\(listed)\(CountText.text(matched)) of \(CountText.text(total, "trace")) \(matched == 1 ? "matches" : "match")\(reason)\n")
    }

    /// Why nothing matches: no service that was read has the name asked for, and nobody else is to be asked.
    private var reason: String {
        guard matched == 0, !hasWholeIDs, let service, !ServicesAnswer.names(in: snapshot).contains(service) else { return "" }
        return "; no service is called \"\(SafeText.text(service))\""
    }

    private func printDifferences(on page: Page) {
        guard hasDifferences else { return }
        page.print(heading: "What sets the traces that match apart")
        if let differences, !differences.isEmpty {
            page.print(differences, selected: "MATCHING", baseline: "OTHERS", limit: Self.mostDifferences)
        } else {
            page.print(note: differences == nil ? "nothing: there are no others, or none that match" : "nothing that may not be chance")
        }
    }

    private static let mostDifferences = 8
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
