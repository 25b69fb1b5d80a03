import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// What was read, per file and in all.
struct SummaryAnswer {
    private let counts: Summary
    private let clockSkew: ClockSkewSummary

    init(_ snapshot: Snapshot) {
        counts = Summary(snapshot)
        clockSkew = snapshot.clockSkew() ?? ClockSkewSummary()
    }

    // MARK: JSON

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.array("files", counts.files) { json, file in json.object { $0.fields(of: file) } }
            for (key, count) in keyedCounts { json.field(key, count) }
            json.field(instant: "startTimeUnixNano", counts.start)
            json.field(instant: "endTimeUnixNano", counts.end)
            json.object("traceDuration") { $0.fields(of: counts.traceDuration) }
            json.field("criticalPathNano", counts.criticalPath)
            json.clockSkew(clockSkew)
        }
        json.finish()
    }

    private var keyedCounts: [(String, Int)] {
        [
            ("spans", counts.spans), ("traces", counts.traces), ("services", counts.services), ("operations", counts.operations),
            ("errorSpans", counts.errorSpans), ("errorTraces", counts.errorTraces), ("rootSpans", counts.rootSpans),
            ("orphanSpans", counts.orphanSpans), ("multiRootTraces", counts.multiRootTraces),
            ("duplicateSpanIDs", counts.duplicateSpanIDs), ("events", counts.events), ("links", counts.links),
            ("maxSpansInTrace", counts.maxSpansInTrace), ("maxDepth", counts.maxDepth), ("maxFanOut", counts.maxFanOut),
            ("zeroDurationSpans", counts.zeroDurationSpans), ("negativeDurationSpans", counts.negativeDurationSpans),
        ]
    }

    // MARK: Text

    func print(on page: Page) {
        printFiles(on: page)
        page.print()
        for (label, text) in lines(page) { page.print(label: label, text) }
    }

    private func printFiles(on page: Page) {
        var table = TextTable([
            .init(title: "FILE", truncation: .head), .init(title: "FORMAT"), .init(title: "SPANS", isNumber: true),
            .init(title: "TRACES", isNumber: true), .init(title: "NOTES"),
        ])
        let folder = commonFolder
        if !folder.isEmpty { page.print("in " + folder) }
        for file in counts.files {
            let format = [file.format, file.compression].compactMap(\.self).joined(separator: ", ")
            let worst = file.diagnostics.map(\.severity).max()
            let findings = file.diagnostics.reduce(0) { $0 + $1.count }
            let style = worst == .lost ? page.theme.error : worst == .skipped ? page.theme.warning : page.theme.faint
            table.add([
                StyledText(file.path == "-" ? "standard input" : String(file.path.dropFirst(folder.count))),
                StyledText(format, page.theme.faint),
                StyledText(CountText.text(file.spans)), StyledText(CountText.text(file.traces)),
                StyledText(findings > 0 ? CountText.text(findings) : "", style),
            ])
        }
        page.print(table)
    }

    /// The folders that all paths begin with, when there are several files; they need not be repeated on each line.
    private var commonFolder: String {
        guard counts.files.count > 1, var common = counts.files.first?.path else { return "" }
        for file in counts.files.dropFirst() where !file.path.hasPrefix(common) {
            common = String(zip(common, file.path).prefix { $0 == $1 }.map(\.0))
        }
        return common.lastIndex(of: "/").map { String(common[...$0]) } ?? ""
    }

    private func lines(_ page: Page) -> [(String, String)] {
        var lines = [
            ("spans", shape), ("traces", traces), ("services", "\(CountText.text(counts.services)), \(operations)"), ("errors", errors),
        ]
        if let oddities { lines.append(("odd", oddities)) }
        if let start = counts.start, let end = counts.end {
            lines.append(("from", page.times.dateTime(start) + " " + page.times.zone(start)))
            lines.append(("to", "\(page.times.dateTime(end)), \(DurationText.text(end.subtractingSaturated(start))) later"))
        }
        if let durations = counts.traceDuration { lines.append(("duration", text(of: durations))) }
        for (index, line) in clockSkew.lines.enumerated() { lines.append((index == 0 ? "clocks" : "", line)) }
        return lines
    }

    private var shape: String {
        "\(CountText.text(counts.spans)), at most \(CountText.text(counts.maxSpansInTrace)) in a trace, "
            + "\(CountText.text(counts.maxDepth, "level")) deep, \(CountText.text(counts.maxFanOut, "child", plural: "children")) a span"
    }

    private var traces: String {
        CountText.text(counts.traces) + (counts.multiRootTraces > 0 ? ", \(CountText.text(counts.multiRootTraces)) in several pieces" : "")
    }

    private var operations: String { CountText.text(counts.operations, "operation") }

    private var errors: String {
        guard counts.errorSpans > 0 else { return "none" }
        return "\(CountText.text(counts.errorSpans, "span")) in \(CountText.text(counts.errorTraces, "trace"))"
            + " (\(CountText.percent(counts.errorTraces, of: counts.traces)) of the traces)"
    }

    private var oddities: String? {
        let found = [
            (counts.orphanSpans, "orphan"), (counts.duplicateSpanIDs, "duplicate id"), (counts.negativeDurationSpans, "negative duration"),
        ].filter { $0.0 > 0 }
        return found.isEmpty ? nil : found.map { CountText.text($0.0, $0.1) }.joined(separator: ", ")
    }

    private func text(of durations: Percentiles) -> String {
        let values = [
            ("min", durations.min), ("p50", durations.p50), ("p90", durations.p90), ("p95", durations.p95), ("p99", durations.p99),
            ("max", durations.max),
        ]
        return values.map { "\($0.0) \(DurationText.text($0.1))" }.joined(separator: "  ")
    }
}

extension JSONWriter {
    /// What a file gave.
    fileprivate mutating func fields(of file: FileSummary) {
        field("path", file.path)
        field("format", file.format)
        field("compression", file.compression)
        field("spans", file.spans)
        field("traces", file.traces)
        array("diagnostics", file.diagnostics) { json, diagnostic in
            json.object { json in
                json.field("code", diagnostic.code.rawValue)
                json.field("severity", diagnostic.severity.rawValue)
                json.field("count", diagnostic.count)
                json.field("place", Sentences.place(diagnostic.place))
                json.field("message", Sentences.shortSentence(for: diagnostic))
            }
        }
    }

    fileprivate mutating func fields(of durations: Percentiles?) {
        field("minNano", durations?.min)
        field("p50Nano", durations?.p50)
        field("p90Nano", durations?.p90)
        field("p95Nano", durations?.p95)
        field("p99Nano", durations?.p99)
        field("maxNano", durations?.max)
        field("sumNano", durations?.sum)
    }
}
