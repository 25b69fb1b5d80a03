import TraceModel

@testable import TraceSimulator

/// What a scenario gives, trace by trace.
func simulatedTraces(_ scenario: Scenario, _ count: Int, seed: UInt64 = 1) -> [Trace] {
    Simulator(scenario: scenario, amount: .traces(count), seed: seed).flatMap { snapshot in snapshot.traces.map { snapshot[$0] } }
}

extension Trace {
    /// All spans, each parent before its children.
    var spans: [Span] { (0..<spanCount).map { span(at: $0) } }

    /// The children of the span at a position, by start.
    func children(of position: Int) -> [Span] {
        (position..<subtreeEnd(of: position)).filter { parent(of: $0) == position }.map { span(at: $0) }
    }

    /// The span above the one at a position.
    func parentSpan(of position: Int) -> Span? { parent(of: position).map { span(at: $0) } }
}
