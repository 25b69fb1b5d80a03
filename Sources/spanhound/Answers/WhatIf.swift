import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// What one trace would take if some of it took less.
struct WhatIf {
    /// The operations whose spans would have to be shorter; roots are left out, for they are shorter by what they are shorter.
    let savings: [OperationSaving]
    /// What failed spans cost, in nanoseconds; nil when the root has failed or nothing has.
    let errorSaving: Int64?
    /// Where one span waits for another on the critical path; nil when there is no other trace that could say otherwise.
    let handOvers: [HandOver]?
    /// Traces from which it is known which spans wait for which.
    let comparedTraces: Int

    private static let listed = 5
    /// Traces that are looked at for what waits for what.
    private static let compared = 2000

    init(_ trace: Trace, overlap: OverlapAllowance) {
        let snapshot = trace.snapshot
        var others = snapshot.traces.prefix(Self.compared)
        if !others.contains(trace.row) { others = [trace.row] + others.dropLast() }
        let order = others.count > 1 ? snapshot.siblingOrder(of: Array(others), overlap: overlap) : nil
        comparedTraces = others.count
        // One more than is listed, for the root's own operation is among them.
        let all = trace.savings(limit: Self.listed + 1, order: order, overlap: overlap) ?? []
        savings = Array(all.filter { $0.savedByAll > 0 && !$0.positions.contains { trace.parent(of: $0) == nil } }.prefix(Self.listed))
        errorSaving =
            trace.errorSpans > 0 && !trace.isFatal
            ? trace.errorSaving(order: order, overlap: overlap).flatMap { $0 > 0 ? $0 : nil } : nil
        handOvers = order?.handOvers(in: trace, overlap: overlap)
    }

    func print(on page: Page) {
        if savings.isEmpty && errorSaving == nil { return }
        page.print(heading: "How much shorter it would be if this took")
        if !savings.isEmpty {
            var table = TextTable([
                .init(title: "3/4", isNumber: true), .init(title: "HALF", isNumber: true), .init(title: "NO TIME", isNumber: true),
                .init(title: "SERVICE", truncation: .middle), .init(title: "OPERATION AND ALL IT CALLS", truncation: .middle),
            ])
            for saving in savings {
                table.add(
                    [saving.savedByQuarter, saving.savedByHalf, saving.savedByAll].map { StyledText(DurationText.text($0)) }
                        + [StyledText(NameText.service(saving.service)), StyledText(NameText.operation(saving.name))])
            }
            page.print(table)
        }
        if let errorSaving { page.print(note: "without its failed spans \(DurationText.text(errorSaving)) less") }
        if let basis { page.print(note: basis) }
    }

    /// How sure it is that spans wait for those that this trace shows before them.
    private var basis: String? {
        guard let handOvers else { return "which span waits for which is taken from this trace alone" }
        if handOvers.isEmpty { return nil }
        let sure = handOvers.count { $0.certainty == .always }
        return "of \(CountText.text(handOvers.count, "span")) that came after another \(CountText.text(sure)) always did,"
            + " in \(CountText.text(comparedTraces, "trace"))"
    }
}

extension JSONWriter {
    /// What one trace would take if some of it took less.
    mutating func fields(of answer: WhatIf) {
        array("savings", answer.savings) { json, saving in
            json.object { json in
                json.field("service", saving.service)
                json.field("operation", saving.name)
                json.field("spans", saving.positions.count)
                json.field("savedByQuarterNano", saving.savedByQuarter)
                json.field("savedByHalfNano", saving.savedByHalf)
                json.field("savedByAllNano", saving.savedByAll)
            }
        }
        field("errorSavingNano", answer.errorSaving)
        field("comparedTraces", answer.comparedTraces)
        field("handOvers", answer.handOvers?.count)
        field("sureHandOvers", answer.handOvers.map { $0.count { $0.certainty == .always } })
    }
}
