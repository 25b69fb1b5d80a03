import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// The critical path of one trace in order of time, the steps that matter.
struct CriticalSteps {
    private let trace: Trace
    private let steps: [CriticalSegment]
    private let others: Int

    /// Steps that are shown, and the share of the whole below which a step is left out.
    private static let shown = 40
    private static let least = 0.01

    init(_ trace: Trace, _ path: CriticalPath) {
        self.trace = trace
        let limit = Double(path.total) * Self.least
        var long = path.segments.filter { Double($0.duration) >= limit }
        if long.count > Self.shown {
            let shortest = long.map(\.duration).sorted(by: >)[Self.shown - 1]
            long = Array(long.filter { $0.duration >= shortest }.prefix(Self.shown))
        }
        steps = long
        others = path.segments.count - long.count
    }

    func print(on page: Page) {
        guard let origin = trace.start else { return }
        page.print(heading: "Step by step")
        var table = TextTable([
            .init(title: "AT", isNumber: true), .init(title: "TIME", isNumber: true), .init(title: "SERVICE", truncation: .middle),
            .init(title: "OPERATION", truncation: .middle), .init(title: "SPAN"),
        ])
        for step in steps {
            let span = trace.span(at: step.position), callee = step.callee.map { trace.span(at: $0).service }
            let own = NameText.operation(span.name)
            let name = callee.map { "\(own) \(page.glyphs.arrow) \(NameText.service($0))" } ?? own
            table.add([
                StyledText(DurationText.text(step.start.subtractingSaturated(origin)), page.theme.faint),
                StyledText(DurationText.text(step.duration)), StyledText(NameText.service(span.service)),
                StyledText(name, span.isError ? page.theme.error : .plain), StyledText(span.idText, page.theme.faint),
            ])
        }
        page.print(table)
        if others > 0 { page.print(note: "and \(CountText.text(others, "shorter step"))") }
    }
}
