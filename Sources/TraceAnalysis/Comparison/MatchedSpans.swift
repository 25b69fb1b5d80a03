import TraceModel

/// Which spans of traces a question is about: what they say is told apart from what is said elsewhere in their traces.
public enum MatchedSpans: Sendable {
    /// The main root of each trace.
    case mainRoots
    /// Spans that are errors.
    case failed
    /// Spans that meet a condition.
    case meeting(@Sendable (SpanRow) -> Bool)

    /// The word used on screen and in JSON.
    public var name: String {
        switch self {
        case .mainRoots: "root"
        case .failed: "failed"
        case .meeting: "matching"
        }
    }

    /// Whether the span at a position of a trace is one of them.
    @inline(__always)
    func contains(_ row: SpanRow, at position: Int, of trace: Trace, _ facts: SpanFacts) -> Bool {
        switch self {
        case .mainRoots: position == trace.mainRootPosition
        case .failed: facts.isError
        case .meeting(let condition): condition(row)
        }
    }
}
