import Explorer
import Terminal
import TraceAnalysis
import TraceModel

extension CompareAnswer {
    func print(on page: Page) {
        printHead(on: page)
        guard let comparison else { return }
        printNodes(comparison, on: page)
        if a.traces == 0 || b.traces == 0 { return }
        if max(a.traces, b.traces) == 1 {
            return page.print(note: "what is usual, and what is not, cannot be told from one trace a side")
        }
        printDiagnosis(on: page)
        printDifferences(on: page)
    }

    // MARK: Head

    private func printHead(on page: Page) {
        for (side, mean) in [(a, comparison?.meanDuration.a), (b, comparison?.meanDuration.b)] {
            let traces = CountText.text(side.traces, "trace")
            let took = mean.map { ", \(DurationText.text($0))" + (side.traces == 1 ? "" : " on average") } ?? ""
            let said = "\(traces)\(took): "
            let room = page.isMarkdown ? 4096 : max(20, page.width - 10 - said.count)
            page.print(label: side.label, said + Truncation.head.fit(shownName(of: side), columns: room, ellipsis: page.glyphs.ellipsis))
        }
        page.print(label: "change", change)
    }

    private var change: String {
        guard let delta = comparison?.delta else { return "not known" }
        if delta == 0 { return "none" }
        return SignedText.duration(delta) + (rise.map { " (\(SignedText.percent($0)))" } ?? "")
    }

    // MARK: Nodes

    private func printNodes(_ comparison: SetComparison, on page: Page) {
        let differing = comparison.ranking.filter { comparison.nodes[$0].delta != 0 || comparison.nodes[$0].change != .same }
        page.print(heading: "Where the time went")
        if differing.isEmpty { return page.print(note: comparison.nodes.isEmpty ? "nowhere" : "the same way in both") }
        let hasCallers = page.isMarkdown || page.width >= Self.wide, listed = differing.prefix(rows)
        let times = listed.reduce(into: [:]) { $0[comparison.nodes[$1].title, default: 0] += 1 }
        var table = TextTable(
            [
                .init(title: "CHANGE", isNumber: true), .init(title: "SHARE", isNumber: true), .init(title: "A", isNumber: true),
                .init(title: "B", isNumber: true), .init(title: "CALLS", isNumber: true), .init(title: "OPERATION", truncation: .middle),
            ] + (hasCallers ? [.init(title: "CALLED BY", truncation: .middle)] : []))
        let arrow = page.glyphs == .ascii ? ">" : "→"
        for number in listed {
            let node = comparison.nodes[number], delta = node.delta ?? 0
            let row = [
                StyledText(node.delta.map(SignedText.duration) ?? "", delta > 0 ? page.theme.critical : .plain),
                StyledText(comparison.share(of: node).map(Self.percent) ?? ""),
                StyledText(Self.time(node.a)), StyledText(Self.time(node.b)), StyledText(Self.calls(node, arrow)),
            ]
            let caller = Self.caller(of: node, in: comparison)
            // In few columns only where an operation is listed more than once.
            let suffix = hasCallers || caller.isEmpty || times[node.title] == 1 ? "" : " < " + caller
            table.add(row + [StyledText(node.title + suffix)] + (hasCallers ? [StyledText(caller, page.theme.faint)] : []))
        }
        page.print(table)
        page.print(note: "A, B: time on the critical path by trace; CALLS: by trace")
        if differing.count > rows {
            page.print(note: "and \(CountText.text(differing.count - rows)) more that changed less; --rows shows more")
        }
        if comparison.isCut { page.print(note: "levels below \(SetComparison.deepestLevel) count as one") }
    }

    /// Columns from which on there is room for callers.
    private static let wide = 110

    /// A share of the whole change; one that there is, is never rounded to none.
    private static func percent(_ share: Double) -> String {
        let text = SignedText.percent(share).drop { $0 == "+" }
        return share != 0 && text == "0%" ? "<0.1%" : String(text)
    }

    private static func time(_ side: ComparedNode.Side) -> String {
        side.calls == 0 ? "" : side.meanCritical.map(DurationText.text) ?? ""
    }

    /// Calls by trace: of both when they differ.
    private static func calls(_ node: ComparedNode, _ arrow: String) -> String {
        func text(_ side: ComparedNode.Side) -> String { side.callsPerTrace.map { SignedText.number($0, decimals: $0 < 10 ? 2 : 0) } ?? "" }
        return switch node.change {
        case .added: "new " + text(node.b)
        case .removed: "gone " + text(node.a)
        case .changed: text(node.a) + arrow + text(node.b)
        case .same: text(node.b.callsPerTrace == nil ? node.a : node.b)
        }
    }

    /// The service above that is another one, or the name of the span above.
    private static func caller(of node: ComparedNode, in comparison: SetComparison) -> String {
        guard let parent = node.parent.map({ comparison.nodes[$0] }) else { return "" }
        return parent.service == node.service || parent.service.isEmpty ? parent.name : parent.service
    }
}
