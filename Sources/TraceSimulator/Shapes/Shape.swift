/// How spans are spread over traces.
public enum Shape: String, CaseIterable, Sendable {
    /// One trace a request, as the scenario has them: 1 to 120 spans.
    case natural
    /// Few large traces: eight workers work off requests of the scenario.
    case batch
    /// One parent with all the other spans as direct children, whatever the scenario.
    case wide
    /// A chain in which each span is the child of the one before, whatever the scenario.
    case deep
}

/// A trace too large for one snapshot, recorded piece by piece.
protocol LargeTrace: Sendable {
    /// Spans that are still to be recorded.
    var spansLeft: Int { get }
    /// Records at least one of them.
    mutating func step(_ trace: inout TraceRecorder)
}
