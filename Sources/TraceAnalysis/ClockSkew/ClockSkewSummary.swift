import TraceModel

/// Whose clocks disagree in a set of traces, and by how much.
public struct ClockSkewSummary: Equatable, Sendable {
    /// Where spans come from: a service on a host.
    public struct Place: Hashable, Sendable {
        /// The service's name; empty when the input names none.
        public let service: String
        /// The host's id, address or name; empty when the input names none.
        public let host: String
    }

    /// Calls from one place to another whose spans were compared.
    public struct Pair: Equatable, Sendable {
        /// Who called.
        public let caller: Place
        /// Who was called.
        public let callee: Place
        /// All calls, those whose clocks agree included.
        public let calls: Int
        /// Calls whose clocks disagree.
        public let skewedCalls: Int
        /// What the callee's clock lags behind the caller's, in nanoseconds: the middle one of the calls whose clocks disagree.
        public let medianOffset: Int64
        /// The greatest of them either way.
        public let greatestOffset: Int64
    }

    /// Traces with such spans.
    public internal(set) var traces = 0
    /// Spans that would have to move.
    public internal(set) var spans = 0
    /// The move that goes furthest, with its sign; nil when none is needed.
    public internal(set) var greatestShift: Int64?
    /// Who disagrees with whom, the greatest median first.
    public internal(set) var pairs: [Pair] = []

    /// What is said of nothing: all clocks agree.
    public init() {}

    /// Whether any clock is off.
    public var isSuspected: Bool { spans > 0 }
}

extension Snapshot {
    /// Whose clocks disagree.
    ///
    /// - Parameters:
    ///   - rows: the traces to look at; nil = all.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans) + O(skewed calls · log)
    public func clockSkew(of rows: [TraceRow]? = nil, isCancelled: () -> Bool = { false }) -> ClockSkewSummary? {
        var tally = ClockSkewTally(self)
        for row in rows ?? traces where !tally.add(self[row], isCancelled) { return nil }
        return tally.result
    }
}
