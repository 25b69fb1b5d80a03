import Explorer
import Terminal
import TraceAnalysis
import TraceModel

extension StatisticsAnswer {
    /// - Parameter limit: at most so many rows.
    func print(on page: Page, rows limit: Int) {
        if let service { page.print(label: "service", NameText.service(service)) }
        page.print(label: "spans", "\(CountText.text(spans)) of \(CountText.text(traces, "trace"))")
        if groups.isEmpty { return }
        page.print(label: "self time", DurationText.text(Int64(clamping: own)))
        page.print(heading: "By " + by.name + (then.map { ", then by " + $0.name } ?? ""))
        page.print(table(limit, page))
        if entryCount > limit {
            page.print(note: "and \(CountText.text(entryCount - limit)) more with less self time; --rows shows more")
        }
        let isAnyUncertain = entries(atMost: limit).contains { $0.row.p95 != nil && $0.row.isP95Uncertain }
        if isAnyUncertain { page.print(note: "~ rests on few values") }
    }

    /// Columns from which on there is room for all numbers.
    private static let wide = 110
    private static let barColumns = (narrow: 5, wide: 10)

    private func table(_ limit: Int, _ page: Page) -> TextTable {
        let isWide = page.isMarkdown || page.width >= Self.wide
        let numbers = ["COUNT"] + (isWide ? ["TOTAL", "MIN"] : []) + ["MEAN", "P95", "MAX", "SELF", "SHARE"]
        var table = TextTable(
            titles(page).map { .init(title: $0, truncation: .middle) } + numbers.map { .init(title: $0, isNumber: true) }
                + (page.isMarkdown ? [] : [.init(title: "")]))
        for entry in entries(atMost: limit) {
            let row = entry.row, share = share(of: row)
            func text(_ value: Int64?) -> StyledText { StyledText(value.map(DurationText.text) ?? "") }
            var cells = names(of: entry, page)
            cells.append(StyledText(CountText.text(row.count)))
            if isWide { cells += [text(row.duration?.total), text(row.duration?.min)] }
            cells += [text(row.duration?.mean), p95(of: row, page), text(row.duration?.max), text(row.own?.total)]
            cells.append(StyledText(share.map(CountText.percent) ?? ""))
            if !page.isMarkdown {
                let columns = isWide ? Self.barColumns.wide : Self.barColumns.narrow
                cells.append(page.bar(share, columns: columns, entry.whole == nil ? page.theme.accent : page.theme.faint))
            }
            table.add(cells)
        }
        return table
    }

    private func p95(of row: Row, _ page: Page) -> StyledText {
        row.p95.map { page.percentile($0, isUncertain: row.isP95Uncertain) } ?? StyledText("")
    }

    // MARK: Names

    /// The titles of the columns with names: one, or in Markdown, which has no indentation, one a key.
    private func titles(_ page: Page) -> [String] {
        page.isMarkdown ? [by.name] + (then.map { [$0.name] } ?? []) : ["GROUP"]
    }

    private func names(of entry: Entry, _ page: Page) -> [StyledText] {
        let isPart = entry.whole != nil
        let title = StyledText(
            (isPart ? then ?? by : by).title(of: entry.row.value), entry.row.value == nil ? page.theme.faint : .plain)
        if !page.isMarkdown { return [StyledText((isPart ? "  " : "") + title.text, title.style)] }
        if let whole = entry.whole { return [StyledText(by.title(of: whole.value)), title] }
        return [title] + (then == nil ? [] : [StyledText("")])
    }
}
