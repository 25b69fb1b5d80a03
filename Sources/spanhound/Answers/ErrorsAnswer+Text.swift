import Explorer
import Terminal
import TraceAnalysis
import TraceModel

extension ErrorsAnswer {
    /// How many rows a table of kinds of failure has, and how many kinds are told of one trace.
    private static let mostGroups = 10, mostOrigins = 4

    func print(on page: Page) {
        // One trace that fails like no other is described below anyway.
        if groups.contains(where: { $0.traces > 1 }) {
            printGroups(on: page)
            if !listed.isEmpty { page.print() }
        }
        if page.isMarkdown {
            let table = markdownTable(page), cost = table.columns.firstIndex { $0.title == "COST" } ?? 0
            if !table.rows.isEmpty { page.print(table) }
            if table.rows.contains(where: { !$0[cost].text.isEmpty }) { page.print(note: Self.costNote) }
        } else {
            for (index, trace) in listed.enumerated() {
                if index > 0 { page.print() }
                printTrace(trace, on: page)
            }
        }
        printUnmarked(on: page)
        printDifferences(on: page)
        StandardOutput.flush()
        let shown = listed.count < found.traces.count ? "\(CountText.text(listed.count)) listed, " : ""
        StandardError.write(
            found.traces.isEmpty
                ? "nothing failed in \(CountText.text(found.looked, "trace"))\n"
                : "\(shown)\(CountText.text(found.traces.count)) of \(CountText.text(found.looked, "trace")) failed, \(fatally)\n")
    }

    private var fatally: String {
        if found.traces.count == 1 { return found.fatalCount == 1 ? "fatally" : "not fatally" }
        let count = found.fatalCount == found.traces.count ? "all" : found.fatalCount == 0 ? "none" : CountText.text(found.fatalCount)
        return count + " of them fatally"
    }

    // MARK: Alike

    private func printGroups(on page: Page) {
        var columns: [TextTable.Column] = [
            .init(title: "TRACES", isNumber: true), .init(title: "SHARE", isNumber: true), .init(title: "FATAL", isNumber: true),
            .init(title: "BEGAN IN", truncation: .middle), .init(title: "EXAMPLE"),
        ]
        if page.isMarkdown { columns.insert(.init(title: "MESSAGE"), at: 4) }
        var table = TextTable(columns)
        for group in groups.prefix(Self.mostGroups) {
            let message = StyledText(group.message ?? "", page.theme.error)
            var row = [
                StyledText(CountText.text(group.traces)), StyledText(CountText.percent(group.traces, of: found.traces.count)),
                StyledText(group.fatal > 0 ? CountText.text(group.fatal) : "", page.theme.error),
                StyledText(NameText.operation(group.operation, of: group.service)),
                StyledText(id(group.example), page.theme.faint),
            ]
            if page.isMarkdown { row.insert(message, at: 4) }
            table.add(row)
            if !page.isMarkdown, group.message != nil { table.add(["", "", ""].map { StyledText($0) } + [message, StyledText("")]) }
        }
        page.print(table)
        let more = groups.count - Self.mostGroups
        if more > 0 { page.print(note: "and \(CountText.text(more, "other")) that fewer traces failed of") }
    }

    // MARK: One by one

    private func printTrace(_ errorTrace: ErrorTrace, on page: Page) {
        let trace = snapshot[errorTrace.row]
        let mark = errorTrace.isFatal ? "fatal" : "     "
        let duration = trace.duration.map(DurationText.aligned) ?? String(repeating: " ", count: DurationText.alignedColumns)
        let head = "\(id(errorTrace.row)) \(duration)  "
        page.print([
            StyledText(head, page.theme.faint), StyledText(mark, page.theme.error),
            StyledText("  " + fit(NameText.trace(trace), page, after: head.count + 7), page.theme.header),
        ])
        let kinds = trace.failureKinds(errorTrace.anatomy, messages)
        for kind in kinds.prefix(Self.mostOrigins) {
            let times = kind.count > 1 ? " \(page.glyphs.times)\(CountText.text(kind.count))" : ""
            let name = Sentences.name(of: trace.span(at: kind.failure.position))
            let begin = "  \(page.glyphs.error) " + fit(name, page, after: 4 + times.count) + times
            let message = kind.message.map(SafeText.text) ?? "", used = TextWidth.columns(of: begin) + 2
            // What was said is not cut as long as a line of its own is enough.
            let isBeside = TextWidth.columns(of: message, atMost: page.width) <= page.width - used
            page.print([StyledText(begin), StyledText(isBeside && !message.isEmpty ? "  " + message : "", page.theme.error)])
            if !isBeside { page.print("    " + fit(message, page, after: 4), page.theme.error) }
            page.print("    " + fit(way(kind.failure, in: trace, page), page, after: 4), page.theme.faint)
        }
        let more = kinds.count - Self.mostOrigins
        if more > 0 { page.print("    and \(CountText.text(more, "other"))", page.theme.faint) }
        if let cost = trace.hiddenErrorCost, cost > 0 {
            page.print("  without what failed it would take \(DurationText.text(cost)) less")
        }
    }

    /// How far a failure went, and through whom.
    private func way(_ failure: ErrorAnatomy.Failure, in trace: Trace, _ page: Page) -> String {
        let reach = Sentences.reach(of: failure, in: trace)
        if failure.reach > 1 {
            return reach + ": " + Sentences.path(of: failure, in: trace, arrow: page.glyphs.arrow, ellipsis: page.glyphs.ellipsis)
        }
        guard let parent = trace.parent(of: failure.position) else { return reach }
        return "\(reach): \(Sentences.name(of: trace.span(at: parent))) is well"
    }

    /// As much of a text as fits on the line behind so many columns.
    private func fit(_ text: String, _ page: Page, after columns: Int) -> String {
        Truncation.tail.fit(text, columns: max(8, page.width - columns), ellipsis: page.glyphs.ellipsis)
    }

    private func markdownTable(_ page: Page) -> TextTable {
        let numbers: Set = ["DURATION", "COST"]
        var table = TextTable(
            ["TRACE", "DURATION", "COST", "FATAL", "NAME", "BEGAN IN", "MESSAGE", "HOW FAR"].map {
                .init(title: $0, isNumber: numbers.contains($0))
            })
        for errorTrace in listed {
            let trace = snapshot[errorTrace.row]
            let cost = trace.hiddenErrorCost.flatMap { $0 > 0 ? DurationText.text($0) : nil }
            let head = [
                trace.idText, trace.duration.map(DurationText.text) ?? "", cost ?? "", errorTrace.isFatal ? "fatal" : "",
                NameText.trace(trace),
            ]
            for (index, kind) in trace.failureKinds(errorTrace.anatomy, messages).prefix(Self.mostOrigins).enumerated() {
                let times = kind.count > 1 ? " \(page.glyphs.times)\(CountText.text(kind.count))" : ""
                let name = Sentences.name(of: trace.span(at: kind.failure.position))
                table.add(
                    ((index > 0 ? head.map { _ in "" } : head) + [name + times, kind.message ?? "", way(kind.failure, in: trace, page)]).map
                    { StyledText($0) })
            }
        }
        return table
    }

    private static let costNote = "COST: by how much the trace would be shorter without what failed"

    // MARK: What nobody marked

    private func printUnmarked(on page: Page) {
        let count = found.unmarkedServerErrors.count
        if count == 0 { return }
        let head = "\(CountText.text(count, "trace")) \(count == 1 ? "has" : "have") an HTTP 5xx that is not marked as an error:"
        // As many of them as there is room for, at least one.
        for shown in [3, 2, 1] where shown <= count {
            let ids = found.unmarkedServerErrors.prefix(shown).map(id).joined(separator: ", ")
            let tail = shown < count ? " and \(CountText.text(count - shown)) more" : ""
            if head.count + 1 + ids.count + tail.count <= page.width { return page.print(note: head + " " + ids + tail) }
            if shown == 1 {
                page.print(note: head)
                page.print(note: ids + tail)
            }
        }
    }
}
