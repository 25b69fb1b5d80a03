import Explorer
import Terminal
import TraceAnalysis
import TraceModel
import TraceQuery

/// The traces that took long, and what each took its time for.
struct SlowAnswer {
    let snapshot: Snapshot
    /// Nanoseconds.
    let threshold: Int64
    /// Those that are slow, in order.
    let slow: [TraceRow]
    /// Those of them that are listed.
    let listed: [TraceRow]
    /// How many traces were looked at.
    let looked: Int
    /// What sets the slow traces apart from the others that were looked at; nil when there are none of either.
    let differences: SetDifferences?
    /// The slowest of all that were looked at, whether it is slow or not.
    private let slowest: TraceRow?
    /// Whether the beginning of an id is enough, as nobody else is to be asked for the trace.
    private let isShort: Bool

    /// - Parameters:
    ///   - filter: which traces are looked at.
    ///   - sort: another order than the slowest first.
    ///   - limit: how many are listed; all are counted.
    init(_ set: TraceSet, _ filter: TraceFilter, threshold: Int64, sort: TraceSort?, limit: Int?) {
        let rows = set.select(filter)
        snapshot = set.snapshot
        self.threshold = threshold
        looked = rows.count
        isShort = !set.hasServers
        let found = snapshot.slowTraces(atLeast: threshold, among: rows)
        slow = sort?.sorted(found, in: snapshot) ?? found
        listed = Array(slow.prefix(limit ?? .max))
        let isSlow = Set(found), others = rows.filter { !isSlow.contains($0) }
        differences =
            found.isEmpty || others.isEmpty
            ? nil : snapshot.differences(selected: found, baseline: others, matched: .of(filter, in: snapshot))
        slowest = found.isEmpty ? snapshot.slowTraces(atLeast: 0, among: rows).first : found.first
    }

    /// Whether no trace was asked about at all.
    var isOfNothing: Bool { looked == 0 }

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.field("thresholdNano", threshold)
            json.array("traces", listed) { json, row in json.object { $0.fields(of: ListedTrace(snapshot[row])) } }
            json.field("matched", slow.count)
            json.field("looked", looked)
            if let differences {
                json.object("differences") { $0.fields(of: differences, selected: "Slow", baseline: "Others") }
            } else {
                json.field("differences", nil as Double?)
            }
        }
        json.finish()
    }

    // MARK: Text

    func print(on page: Page) {
        if page.isMarkdown {
            if !listed.isEmpty { page.print(markdown) }
        } else {
            let ids = isShort ? ShortIDs(snapshot) : .uncut
            for row in listed { printTrace(row, ids, on: page) }
        }
        printDifferences(on: page)
        StandardOutput.flush()
        StandardError.write(outcome + "\n")
    }

    private static let mostDifferences = 8

    private func printDifferences(on page: Page) {
        guard let differences, !differences.hasFewTraces else { return }
        page.print(heading: "What sets slow traces apart")
        if differences.isEmpty { return page.print(note: "nothing that is not likely to be chance") }
        page.print(differences, selected: "SLOW", baseline: "OTHERS", limit: Self.mostDifferences)
    }

    private func printTrace(_ row: TraceRow, _ ids: ShortIDs, on page: Page) {
        // Whole ids leave no room for a bar in 80 columns.
        let barColumns = isShort || page.width >= 100 ? 10 : 0
        let trace = snapshot[row]
        let duration = trace.duration ?? 0, most = slowest.flatMap { snapshot[$0].duration } ?? 0
        let bar = page.bar(most > 0 ? Double(duration) / Double(most) : nil, columns: barColumns, page.theme.accent)
        let errors = trace.errorSpans > 0 ? page.glyphs.error + CountText.compact(trace.errorSpans) : ""
        let head = "\(ids.text(trace.idText)) \(DurationText.aligned(duration)) "
        let marks = String(repeating: " ", count: barColumns - TextWidth.columns(of: bar.text) + 1)
        let count = CountText.text(trace.spanCount, "span")
        let room = page.width - head.count - barColumns - 1 - errors.count - count.count - 4
        page.print([
            StyledText(head, page.theme.faint), bar, StyledText(marks),
            StyledText(
                Truncation.middle.fit(NameText.trace(trace), columns: max(8, room), ellipsis: page.glyphs.ellipsis), page.theme.header),
            StyledText("  " + count, page.theme.faint), StyledText(errors.isEmpty ? "" : "  " + errors, page.theme.error),
        ])
        let reason = reason(of: trace)
        if !reason.isEmpty {
            page.print("  " + Truncation.tail.fit(reason, columns: max(8, page.width - 2), ellipsis: page.glyphs.ellipsis))
        }
    }

    private var markdown: TextTable {
        var table = TextTable([
            .init(title: "TRACE"), .init(title: "DURATION", isNumber: true), .init(title: "SPANS", isNumber: true),
            .init(title: "ERRORS", isNumber: true), .init(title: "NAME"), .init(title: "MOSTLY"),
        ])
        for row in listed {
            let trace = snapshot[row]
            table.add(
                [
                    trace.idText, trace.duration.map(DurationText.text) ?? "", CountText.text(trace.spanCount),
                    trace.errorSpans > 0 ? CountText.text(trace.errorSpans) : "", NameText.trace(trace), reason(of: trace),
                ].map { StyledText($0) })
        }
        return table
    }

    /// What decides how long a trace takes: `49% payments: charge, 45% orders: create_order`.
    private func reason(of trace: Trace) -> String {
        guard let totals = snapshot.criticalTotals(of: [trace.row]), totals.total > 0 else { return "" }
        let parts = totals.operations.prefix(Self.reasons).compactMap { operation -> String? in
            guard let share = totals.share(of: operation.time), share >= Self.leastShare else { return nil }
            return CountText.percent(share) + " " + NameText.operation(operation.name, of: operation.service)
        }
        return parts.joined(separator: ", ")
    }

    private static let reasons = 3, leastShare = 0.05

    private var outcome: String {
        let limit = DurationText.text(threshold), traces = CountText.text(looked, "trace")
        guard slow.isEmpty else {
            let shown = listed.count < slow.count ? "\(CountText.text(listed.count)) listed, " : ""
            return "\(shown)\(CountText.text(slow.count)) of \(traces) took \(limit) or more"
        }
        guard looked > 0 else { return "no trace matches" }
        guard let slowest, let duration = snapshot[slowest].duration else { return "of \(traces) none has a known duration" }
        if looked == 1 {
            return "the only trace, \(snapshot[slowest].idText), took \(DurationText.text(duration)), less than \(limit)"
        }
        return "none of \(traces) took \(limit) or more; the slowest, \(snapshot[slowest].idText), took \(DurationText.text(duration))"
    }
}
