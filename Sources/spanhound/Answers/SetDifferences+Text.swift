import Explorer
import Terminal
import TraceAnalysis

extension Page {
    /// Tables of what tells two sets of traces apart.
    ///
    /// - Parameters:
    ///   - selected: what the selection is called above its column: `SLOW`.
    ///   - baseline: the same for the baseline.
    ///   - limit: at most so many rows a table.
    func print(_ differences: SetDifferences, selected: String, baseline: String, limit: Int) {
        let matched = differences.matchedName
        if !differences.rows.isEmpty { print(shares(differences.rows.prefix(limit), selected, baseline, matched)) }
        note(hidden: max(0, differences.rows.count - limit) + differences.leftOut)
        if !differences.rows.isEmpty {
            print(note: "EXPLAINS: how much longer all these traces are on average for those with it")
            print(note: "ON: which spans say so: \(Self.meaning(of: matched)), others, or both")
        }
        if differences.numbers.isEmpty { return }
        if !differences.rows.isEmpty { print() }
        print(medians(differences.numbers.prefix(limit), selected, baseline, matched))
        note(hidden: differences.numbers.count - limit)
        print(note: "APART: the greatest distance between the shares of traces below a number")
    }

    private func note(hidden: Int) {
        if hidden > 0 { print(note: "and \(CountText.text(hidden)) more that differ less") }
    }

    /// Columns from which on there is room for what other traces have instead.
    private static let wide = 110

    /// What is called so in the column.
    private static func meaning(of matched: String) -> String {
        switch matched {
        case MatchedSpans.mainRoots.name: "the root"
        case MatchedSpans.failed.name: "those that failed"
        default: "those that match the filter"
        }
    }

    private static func text(_ place: DifferenceItem.Place?, _ matched: String) -> String {
        switch place {
        case .matched: matched
        case .elsewhere: "others"
        case .both: "both"
        case nil: ""
        }
    }

    private func shares(
        _ rows: some Sequence<DifferenceRow>, _ selected: String, _ baseline: String, _ matched: String
    ) -> TextTable {
        let hasRoom = isMarkdown || width >= Self.wide
        var table = TextTable(
            [
                .init(title: baseline, isNumber: true), .init(title: selected, isNumber: true),
                .init(title: "EXPLAINS", isNumber: true), .init(title: "ON"), .init(title: "TRACES WITH", truncation: .tail),
            ] + (hasRoom ? [.init(title: "INSTEAD OF", truncation: .tail)] : []))
        for row in rows {
            let cells = [
                StyledText(CountText.percent(row.score.baselineShare)), StyledText(CountText.percent(row.score.selectedShare)),
                StyledText(row.latencyExplained.map(SignedText.duration) ?? ""), StyledText(Self.text(row.items.first?.place, matched)),
                StyledText(Self.text(row.items) + (hasRoom ? "" : row.otherValue.map { " instead of " + $0 } ?? "")),
            ]
            table.add(cells + (hasRoom ? [StyledText(Self.text(row.opposites), theme.faint)] : []))
        }
        return table
    }

    /// The first item, and how many others say the same.
    private static func text(_ items: [DifferenceItem]) -> String {
        guard let first = items.first else { return "" }
        return first.text + (items.count > 1 ? ", +\(items.count - 1) alike" : "")
    }

    private func medians(
        _ numbers: some Sequence<NumericDifference>, _ selected: String, _ baseline: String, _ matched: String
    ) -> TextTable {
        var table = TextTable([
            .init(title: "MEDIAN \(baseline)", isNumber: true), .init(title: "MEDIAN \(selected)", isNumber: true),
            .init(title: "APART", isNumber: true), .init(title: "ON"), .init(title: "NUMBER", truncation: .middle),
        ])
        for number in numbers {
            let isSecret = Secrets.isSecret(number.key)
            table.add([
                StyledText(isSecret ? Secrets.mask : Self.text(number.baselineMedian)),
                StyledText(isSecret ? Secrets.mask : Self.text(number.selectedMedian)),
                StyledText(CountText.percent(number.distance)), StyledText(Self.text(number.place, matched)),
                StyledText("\(number.scope.name) \(number.key)"),
            ])
        }
        return table
    }

    private static func text(_ value: Double) -> String {
        (value < 0 ? "-" : "") + SignedText.number(abs(value), decimals: abs(value) < 100 ? 2 : 0)
    }
}

extension DifferenceRow {
    /// The value that all other traces have under the same key; nil when it is not one.
    fileprivate var otherValue: String? {
        guard let first = items.first, first.value != nil else { return nil }
        return opposites.first { $0.scope == first.scope && $0.key == first.key && $0.value != nil }?.shownValue
    }
}
