import Explorer
import Terminal
import TraceAnalysis
import TraceModel

extension ReportAnswer {
    func print(on page: Page) {
        let reports = worstFirst
        guard !reports.isEmpty else { return StandardError.write("no trace matches\n") }
        if page.isMarkdown { StandardOutput.write("# Services by health\n\n") }
        page.print(overview(reports, page))
        if reports.contains(where: { $0.performance.entryLatency.map { Percentiles.Rank.p95.isUncertain(count: $0.count) } ?? false }) {
            page.print(note: "~ rests on few values")
        }
        if let tolerated { page.print(note: tolerated) }
        let ids = isShort && !page.isMarkdown ? ShortIDs(snapshot) : .uncut
        for report in reports { print(report, ids, on: page) }
    }

    /// What costs no points, where that is not what usually costs none.
    private var tolerated: String? {
        let usual = HealthThresholds()
        if thresholds == usual { return nil }
        let shares =
            [
                (\.errorRate, "failing calls"), (\.slowShare, "slow calls"), (\.errorTraceShare, "error traces"),
            ] as [(KeyPath<HealthThresholds, HealthThresholds.Ramp>, String)]
        let changed = shares.filter { thresholds[keyPath: $0.0] != usual[keyPath: $0.0] }.map { path, name in
            "\(CountText.percent(thresholds[keyPath: path].tolerable)) \(name)"
        }
        let latency = thresholds.latency == usual.latency ? [] : ["a p95 of \(DurationText.short(thresholds.slowAbove))"]
        return "tolerated: " + (latency + changed).joined(separator: ", ")
    }

    private func overview(_ reports: [ServiceReport], _ page: Page) -> TextTable {
        var table = TextTable(
            [.init(title: "SERVICE", truncation: .middle), .init(title: "HEALTH", isNumber: true)]
                + ["CALLS", "FAIL", "P95", "TRACES", "SLOW", "ERRORS"].map { .init(title: $0, isNumber: true) })
        for report in reports {
            let performance = report.performance, health = report.health
            table.add([
                StyledText(NameText.service(report.service)),
                StyledText(health.map { ReportText.points($0.score) } ?? "?", Self.style(health, page)),
                StyledText(CountText.text(performance.entrySpans)), StyledText(performance.serviceErrorRate.map(CountText.percent) ?? ""),
                performance.entryLatency.map { page.percentile(.p95, of: $0) } ?? StyledText(""),
                StyledText(CountText.text(performance.traces)),
                StyledText(report.slowTraceCount > 0 ? CountText.text(report.slowTraceCount) : ""),
                StyledText(performance.errorTraces > 0 ? CountText.text(performance.errorTraces) : ""),
            ])
        }
        return table
    }

    private static func style(_ health: HealthScore?, _ page: Page) -> Style {
        guard let score = health?.score else { return page.theme.faint }
        return score < 70 ? page.theme.error : score < 90 ? page.theme.warning : page.theme.success
    }

    // MARK: One service

    private func print(_ report: ServiceReport, _ ids: ShortIDs, on page: Page) {
        let text = ReportText(
            report: report, snapshot: snapshot, threshold: threshold, latencyTarget: thresholds.slowAbove, ids: ids)
        let score = report.health.map { ReportText.points($0.score) + " of 100" } ?? "too little is known for a score"
        if page.isMarkdown {
            page.print(heading: "\(NameText.service(report.service)): \(score)")
        } else {
            page.print()
            page.print([
                StyledText(NameText.service(report.service), page.theme.header), StyledText("  "),
                StyledText(score, Self.style(report.health, page)),
            ])
        }
        printTerms(text.terms, on: page)
        for (label, fact) in text.facts { printFact(label, fact, on: page) }
    }

    /// What the score is made of, in one line; in Markdown a table.
    private func printTerms(_ terms: [ReportText.Term], on page: Page) {
        if terms.isEmpty { return }
        if page.isMarkdown {
            var table = TextTable([.init(title: "JUDGED BY"), .init(title: "IS", isNumber: true), .init(title: "POINTS", isNumber: true)])
            for term in terms { table.add([StyledText(term.title), StyledText(term.value), StyledText(Self.cost(term.penalty))]) }
            page.print(table)
            return StandardOutput.write("\n")
        }
        let pieces = terms.map { ("\($0.name) \($0.value) ", "(" + Self.cost($0.penalty) + ")", $0.penalty > 0) }
        let columns = pieces.reduce(0) { $0 + TextWidth.columns(of: $1.0) + $1.1.count + 2 }
        let half = (pieces.count + 1) / 2
        for part in columns <= page.width ? [pieces[...]] : [pieces[..<half], pieces[half...]] {
            var line: [StyledText] = []
            for (fact, cost, isPenalty) in part {
                line.append(StyledText((line.isEmpty ? "  " : ", ") + fact, page.theme.faint))
                line.append(StyledText(cost, isPenalty ? page.theme.warning : page.theme.faint))
            }
            page.print(line)
        }
    }

    private static func cost(_ penalty: Double) -> String { penalty == 0 ? "0" : "-" + ReportText.points(penalty) }

    private static let labelColumns = 10, mostLines = 2

    /// A fact behind what it is called, in two lines if it has to be.
    private func printFact(_ label: String, _ fact: String, on page: Page) {
        if page.isMarkdown { return page.print(label: label, fact) }
        let room = max(20, page.width - Self.labelColumns - 2)
        var lines = [""]
        for word in fact.split(separator: " ") {
            let longer = lines[lines.count - 1].isEmpty ? String(word) : lines[lines.count - 1] + " " + word
            if lines.count == Self.mostLines || TextWidth.columns(of: longer) <= room {
                lines[lines.count - 1] = longer
            } else {
                lines.append(String(word))
            }
        }
        for (number, line) in lines.enumerated() {
            let title = number == 0 ? label : ""
            let padding = String(repeating: " ", count: max(1, Self.labelColumns - title.count))
            let fitted = Truncation.tail.fit(line, columns: room, ellipsis: page.glyphs.ellipsis)
            page.print([StyledText("  " + title + padding, page.theme.faint), StyledText(fitted)])
        }
    }
}
