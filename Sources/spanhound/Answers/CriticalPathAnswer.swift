import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// What decides how long traces take: one of them step by step, or many summed up.
struct CriticalPathAnswer {
    let snapshot: Snapshot
    let rows: [TraceRow]
    let overlap: OverlapAllowance
    let totals: CriticalTotals
    /// The only trace, and its path.
    let only: (trace: Trace, path: CriticalPath)?

    init(_ snapshot: Snapshot, _ rows: [TraceRow], overlap: OverlapAllowance) {
        self.snapshot = snapshot
        self.rows = rows
        self.overlap = overlap
        only = rows.count == 1 ? snapshot[rows[0]].criticalPath(overlap: overlap).map { (snapshot[rows[0]], $0) } : nil
        totals = only.map { $0.criticalTotals(of: $1) } ?? snapshot.criticalTotals(of: rows, overlap: overlap) ?? CriticalTotals()
    }

    /// What the shape of the traces shows.
    var patterns: Patterns { only.map { Patterns($0.trace) } ?? Patterns(snapshot, rows) }

    // MARK: Text

    private static let barColumns = 10
    private static let listedOperations = 20

    func print(on page: Page) {
        guard totals.total > 0 else { return StandardError.write(rows.isEmpty ? "no trace matches\n" : "no trace takes any time\n") }
        printHead(on: page)
        printOperations(on: page)
        printServices(on: page)
        if let only {
            CriticalSteps(only.trace, only.path).print(on: page)
            WhatIf(only.trace, overlap: overlap).print(on: page)
        }
        patterns.print(on: page)
    }

    private func printHead(on page: Page) {
        if let trace = only?.trace {
            page.print(label: "trace", NameText.trace(trace))
            page.print(label: "id", trace.idText)
            page.print(label: "duration", trace.duration.map(DurationText.text) ?? "not known")
        } else {
            page.print(label: "traces", CountText.text(rows.count))
            page.print(label: "duration", meanDuration.map { "\(DurationText.text($0)) on average" } ?? "not known")
        }
        // Work goes on after the reply, and spans are missing, so that a path may be shorter than its trace, or several of them longer.
        if meanDuration != mean(totals.total) {
            page.print(label: "path", "\(DurationText.text(mean(totals.total)))\(only == nil ? " on average" : ""): shares are of this")
        }
        if only == nil {
            if totals.kindsOfRequest > 1 {
                page.print(label: "requests", "of \(totals.kindsOfRequest) kinds; --operation and --service ask for one of them")
            }
        }
    }

    /// How long traces took on average, of those of which that is known; nil when it is known of none.
    private var meanDuration: Int64? {
        Percentiles(rows.compactMap { snapshot[$0].duration })?.mean
    }

    /// A trace's share of a time, rounded half up; the time may be as long as can be said.
    private func mean(_ time: Int64) -> Int64 {
        rows.isEmpty ? 0 : Int64((Int128(time) + Int128(rows.count) / 2) / Int128(rows.count))
    }

    private func printOperations(on page: Page) {
        let isOne = only != nil
        page.print(heading: isOne ? "What the time went into" : "What the time went into, on average")
        var table = TextTable(
            [.init(title: ""), .init(title: "SHARE", isNumber: true), .init(title: "TIME", isNumber: true)]
                + (isOne ? [] : [.init(title: "TRACES", isNumber: true)])
                + [.init(title: "SERVICE", truncation: .middle), .init(title: "OPERATION", truncation: .middle)])
        for operation in totals.operations.prefix(Self.listedOperations) {
            let share = totals.share(of: operation.time)
            table.add(
                [
                    page.bar(share, columns: Self.barColumns, page.theme.critical), StyledText(share.map(CountText.percent) ?? ""),
                    StyledText(DurationText.text(mean(operation.time))),
                ] + (isOne ? [] : [StyledText(CountText.text(operation.traces))])
                    + [StyledText(NameText.service(operation.service)), StyledText(NameText.operation(operation.name))])
        }
        page.print(table)
        let others = totals.operations.dropFirst(Self.listedOperations)
        if !others.isEmpty {
            let share = totals.share(of: others.reduce(0) { $0.addingSaturated($1.time) }) ?? 0
            page.print(note: "and \(CountText.text(others.count, "operation")) more with \(CountText.percent(share))")
        }
    }

    /// Services and the ways into them side by side; nothing when there is one service.
    private func printServices(on page: Page) {
        guard Set(totals.components.map(\.service)).count > 1 else { return }
        page.print(heading: "Inside services, and on the way into them")
        var table = TextTable([
            .init(title: ""), .init(title: "INSIDE", isNumber: true), .init(title: "TIME", isNumber: true),
            .init(title: "WAY IN", isNumber: true), .init(title: "TIME", isNumber: true), .init(title: "SERVICE", truncation: .middle),
        ])
        var seen: Set<String> = []
        for service in totals.components.map(\.service) where seen.insert(service).inserted {
            let inside = time(service, isEdge: false), edge = time(service, isEdge: true)
            table.add([
                page.bar(totals.share(of: inside + edge), columns: Self.barColumns, page.theme.critical),
                StyledText(share(inside)), StyledText(inside > 0 ? DurationText.text(mean(inside)) : "", page.theme.faint),
                StyledText(share(edge)), StyledText(edge > 0 ? DurationText.text(mean(edge)) : "", page.theme.faint),
                StyledText(NameText.service(service)),
            ])
        }
        page.print(table)
    }

    private func share(_ time: Int64) -> String { time > 0 ? totals.share(of: time).map(CountText.percent) ?? "" : "" }

    private func time(_ service: String, isEdge: Bool) -> Int64 {
        totals.components.first { $0.service == service && $0.isEdge == isEdge }?.time ?? 0
    }
}
