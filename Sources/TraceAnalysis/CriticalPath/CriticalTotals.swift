import TraceModel

/// What decided how long traces took, summed up over many of them.
public struct CriticalTotals: Equatable, Sendable {
    /// The traces looked at.
    public internal(set) var traces = 0
    /// The time given out: the durations of all roots, in nanoseconds.
    public internal(set) var total: Int64 = 0
    /// By operation, the most time first.
    public internal(set) var operations: [Operation] = []
    /// By service, inside apart from the way into it, the most time first.
    public internal(set) var components: [Component] = []
    /// With how many different operations the traces begin; what they have in common says little when it is many.
    public internal(set) var kindsOfRequest = 0

    /// Those of no traces.
    public init() {}

    /// The time that spans of one service and one name had on critical paths.
    public struct Operation: Equatable, Sendable {
        /// The service; empty for spans that name none.
        public let service: String
        /// The span name.
        public let name: String
        /// Nanoseconds in all traces.
        public let time: Int64
        /// Traces on whose path it is.
        public let traces: Int
        /// The trace in which it has the most time.
        public let example: TraceRow
        /// How much that is, in nanoseconds.
        public let exampleTime: Int64
    }

    /// The time that was spent inside a service, or on the way into it and back.
    public struct Component: Equatable, Sendable {
        /// The service; empty for spans that name none.
        public let service: String
        /// Whether it is the way into the service: the network's time, and the queues'.
        public let isEdge: Bool
        /// Nanoseconds in all traces.
        public let time: Int64
        /// Traces on whose path it is.
        public let traces: Int
    }

    /// The share of all time, 0...1; nil when there is none.
    public func share(of time: Int64) -> Double? { total > 0 ? Double(time) / Double(total) : nil }
}

extension Snapshot {
    /// What decided how long traces took.
    ///
    /// - Parameters:
    ///   - traces: the traces looked at; nil = all.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: that of ``Trace/criticalPath(overlap:isCancelled:)`` for each
    public func criticalTotals(
        of traces: [TraceRow]? = nil, overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }
    ) -> CriticalTotals? {
        var tally = CriticalTally(self, overlap: overlap)
        for row in traces ?? self.traces {
            if !tally.add(self[row], isCancelled) { return nil }
        }
        return tally.result
    }
}

extension Trace {
    /// The same of this trace alone, whose path is known.
    ///
    /// - Complexity: O(segments)
    public func criticalTotals(of path: CriticalPath) -> CriticalTotals {
        var tally = CriticalTally(snapshot)
        tally.add(self, path)
        return tally.result
    }
}
