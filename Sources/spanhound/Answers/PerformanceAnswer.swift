import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// How one service performs: how long its traces and its calls take, how often it fails, what it does.
struct PerformanceAnswer {
    let performance: ServicePerformance

    // MARK: Text

    func print(on page: Page) {
        printHead(on: page)
        guard performance.traces > 0 else { return }
        page.print(heading: "How long it takes")
        page.print(latencies(page))
        page.print(heading: "What it does")
        page.print(operations(page))
        if hasFewSamples { page.print(note: "~ rests on few values") }
        if let histogram = performance.entryHistogram {
            page.print(heading: "Calls of it, by how long they take")
            page.printVerbatim { HistogramDrawing(histogram, marks: performance.entryLatency).print(on: page) }
        }
    }

    private func printHead(on page: Page) {
        page.print(label: "service", NameText.service(performance.service))
        let calls = CountText.text(performance.entrySpans, "call")
        page.print(label: "traces", CountText.text(performance.traces) + (performance.traces > 0 ? ", with \(calls) of it" : ""))
        guard let calls = performance.serviceErrorRate, let traces = performance.traceErrorRate, let fatal = performance.fatalErrorRate
        else { return }
        page.print(
            label: "errors",
            "in \(CountText.percent(calls)) of its calls and \(CountText.percent(traces)) of its traces, fatal in \(CountText.percent(fatal))"
        )
    }

    private func latencies(_ page: Page) -> TextTable {
        var table = TextTable(
            [.init(title: "")] + ["COUNT", "MIN", "P50", "MEAN", "P95", "P99", "MAX"].map { .init(title: $0, isNumber: true) })
        for (name, values) in [
            ("calls of it", performance.entryLatency), ("its traces", performance.traceDuration),
            ("until the reply", performance.responseTime),
        ] {
            guard let values else { continue }
            table.add([
                StyledText(name), StyledText(CountText.text(values.count)), StyledText(DurationText.text(values.min)),
                page.percentile(.p50, of: values), StyledText(DurationText.text(values.mean)), page.percentile(.p95, of: values),
                page.percentile(.p99, of: values), StyledText(DurationText.text(values.max)),
            ])
        }
        return table
    }

    /// Columns that are shown where there is room for them.
    private static let roomForKinds = 92, roomForAll = 118

    private func operations(_ page: Page) -> TextTable {
        let room = page.isMarkdown ? .max : page.width
        let hasKinds = room >= Self.roomForKinds, hasAll = room >= Self.roomForAll
        let extremes = hasAll ? ["MIN", "MEAN"] : []
        var table = TextTable(
            [.init(title: "OPERATION", truncation: .middle)] + (hasKinds ? [.init(title: "KIND")] : [])
                + (["COUNT", "ERRORS"] + extremes + ["P50", "P95", "P99"] + (hasAll ? ["MAX"] : []) + ["SELF", "PATH"])
                .map { .init(title: $0, isNumber: true) })
        let times = performance.operations.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
        for operation in performance.operations {
            let latency = operation.latency
            func text(_ value: Int64?) -> StyledText { StyledText(value.map(DurationText.text) ?? "") }
            func percentile(_ rank: Percentiles.Rank) -> StyledText { latency.map { page.percentile(rank, of: $0) } ?? StyledText("") }
            // In few columns kinds are told only where a name alone does not tell operations apart.
            let suffix = hasKinds || times[operation.name] == 1 ? "" : " (\(operation.kind.name))"
            var row = [StyledText(NameText.operation(operation.name) + suffix)]
            if hasKinds { row.append(StyledText(operation.kind == .unspecified ? "" : operation.kind.name, page.theme.faint)) }
            row.append(StyledText(CountText.text(operation.count)))
            row.append(errors(operation, page))
            if hasAll { row += [text(latency?.min), text(latency?.mean)] }
            row += [percentile(.p50), percentile(.p95), percentile(.p99)]
            if hasAll { row.append(text(latency?.max)) }
            row.append(text(operation.meanSelf))
            let share = operation.critical > 0 ? performance.pathShare(of: operation) : nil
            row.append(StyledText(share.map(CountText.percent) ?? "", page.theme.critical))
            table.add(row)
        }
        return table
    }

    private func errors(_ operation: OperationPerformance, _ page: Page) -> StyledText {
        guard operation.errors > 0, let rate = operation.errorRate else { return StyledText("") }
        return StyledText(CountText.percent(rate), rate > ServiceStatistics.tolerableErrorShare ? page.theme.error : .plain)
    }

    private var hasFewSamples: Bool {
        let shown: Set<Percentiles.Rank> = [.p50, .p95, .p99]
        let measured =
            [performance.entryLatency, performance.traceDuration, performance.responseTime] + performance.operations.map(\.latency)
        return measured.contains { $0.map { !shown.isDisjoint(with: $0.fewSamples) } ?? false }
    }
}

extension Page {
    /// A percentile; one that few values say little about is faint and marked.
    func percentile(_ rank: Percentiles.Rank, of values: Percentiles) -> StyledText {
        percentile(values[rank], isUncertain: rank.isUncertain(count: values.count))
    }

    /// The same by its value, in nanoseconds.
    func percentile(_ value: Int64, isUncertain: Bool) -> StyledText {
        StyledText(DurationText.text(value) + (isUncertain ? "~" : ""), isUncertain ? theme.faint : .plain)
    }
}
