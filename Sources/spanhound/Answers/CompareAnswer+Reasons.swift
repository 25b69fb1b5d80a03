import Explorer
import Terminal
import TraceAnalysis

/// Why one set is slower than the other.
extension CompareAnswer {
    private static let listedComponents = 3
    private static let listedDifferences = 10

    func printDiagnosis(on page: Page) {
        guard let diagnosis else { return }
        let (suspects, baseline) = slower
        page.print(heading: comparison?.delta == 0 ? "What stands out" : "What makes \(suspects.label) slower")
        guard !diagnosis.ranking.isEmpty else {
            return page.print(note: "not known: no request is often enough in both")
        }
        var table = TextTable([
            .init(title: "Z", isNumber: true), .init(title: "TIME", isNumber: true), .init(title: "WHERE", truncation: .middle),
        ])
        var listed = Array(diagnosis.ranking.prefix(Self.listedComponents))
        if let most = diagnosis.mostTime, !listed.contains(most) { listed.append(most) }
        for component in listed {
            let service = NameText.service(component.service)
            table.add([
                StyledText((component.z < 0 ? "-" : "") + SignedText.number(abs(component.z), decimals: 1)),
                StyledText(SignedText.duration(component.excess)), StyledText((component.isEdge ? "way into " : "inside ") + service),
            ])
        }
        page.print(table)
        let counts = "\(CountText.text(diagnosis.suspects, "trace")) against \(CountText.text(diagnosis.baseline))"
        page.print(note: "Z: standard deviations above the usual in \(baseline.label), \(counts)")
        if let calibration = diagnosis.calibration {
            page.print(
                note:
                    "by chance: halves of \(baseline.label) differ from each other by a Z of \(SignedText.number(calibration, decimals: 1)) at most"
            )
        }
        if let weakness = diagnosis.weakness { page.print(note: "weak: " + weakness) }
        if diagnosis.incomparable > 0 {
            let traces = CountText.text(diagnosis.incomparable, "trace")
            page.print(note: "left out of \(suspects.label): \(traces), for \(baseline.label) has too few that begin with the same request")
        }
    }

    func printDifferences(on page: Page) {
        guard let differences else { return }
        page.print(heading: "What traces of B say that those of A do not")
        if differences.isEmpty {
            let few = differences.hasFewTraces ? "; there are too few traces to tell" : ""
            return page.print(note: "nothing that may not be chance\(few)")
        }
        page.print(differences, selected: "B", baseline: "A", limit: min(rows, Self.listedDifferences))
    }
}

extension Diagnosis {
    /// Why the first of the ranking may be chance; nil when it is a finding.
    var weakness: String? {
        guard isWeak, let first else { return nil }
        if hasFewTraces { return "a side has fewer than \(Self.fewTraces) traces" }
        if abs(first.z) < Self.leastZ {
            // More than halves of the usual differ by is no chance, only small beside how much traces vary anyway.
            let isMoreThanChance = calibration.map { abs(first.z) > 2 * $0 } ?? false
            return "nothing is \(SignedText.number(Self.leastZ, decimals: 1)) or more above the usual"
                + (isMoreThanChance ? ", though by more than chance" : "")
        }
        return "halves of the usual differ by as much"
    }
}
