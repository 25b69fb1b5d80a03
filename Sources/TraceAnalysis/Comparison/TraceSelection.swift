import TraceModel

/// Some traces of a snapshot: one side of a comparison.
public struct TraceSelection: Sendable {
    /// Where the traces are.
    public let snapshot: Snapshot
    /// Which they are, each once.
    public let traces: [TraceRow]
    /// Which of their spans the question is about.
    public let matched: MatchedSpans

    /// Chooses traces.
    ///
    /// - Parameters:
    ///   - traces: nil = all.
    ///   - matched: which of their spans the question is about.
    public init(_ snapshot: Snapshot, _ traces: [TraceRow]? = nil, matched: MatchedSpans = .mainRoots) {
        self.snapshot = snapshot
        self.matched = matched
        self.traces = traces ?? snapshot.traces
    }

    /// The mean duration of those that have one, in nanoseconds, rounded half up; nil when none has.
    ///
    /// - Complexity: O(traces)
    public var meanDuration: Int64? {
        var sum = Int128(0), count = 0
        for row in traces {
            guard let duration = snapshot[row].duration else { continue }
            sum += Int128(duration)
            count += 1
        }
        return count == 0 ? nil : Percentiles.mean(of: sum, count: count)
    }
}
