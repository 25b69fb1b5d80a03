import TraceModel

/// All spans of two sets of traces that were called the same way: by the same operations, from the root down.
public struct ComparedNode: Equatable, Sendable {
    /// The node of the spans that called these, less than the node's own number; nil at the top.
    public let parent: Int?
    /// How many nodes lead here, itself included: the top is level 1.
    public let level: Int
    /// The service; empty for spans that name none.
    public let service: String
    /// The span name.
    public let name: String
    /// The role of its spans in a call.
    public let kind: SpanKind
    /// What is known of its spans in the first set.
    public let a: Side
    /// What is known of its spans in the second set.
    public let b: Side

    /// The spans of one set that belong to a node.
    public struct Side: Equatable, Sendable {
        /// Traces in the set, with such spans or without.
        public let tracesInSet: Int
        /// Traces with such spans.
        public let traces: Int
        /// Such spans, without those that only say again what another one says.
        public let calls: Int
        /// Those of them that are errors.
        public let errors: Int
        /// Their time on critical paths, in nanoseconds, over all traces.
        public let criticalTime: Int64
        /// How long they took, in nanoseconds, negative durations as 0; nil when none has a duration.
        public let duration: Percentiles?

        /// Calls by traces of the set; nil without traces.
        public var callsPerTrace: Double? { tracesInSet == 0 ? nil : Double(calls) / Double(tracesInSet) }
        /// Time on the critical path by traces of the set, in nanoseconds, rounded half up; nil without traces.
        public var meanCritical: Int64? {
            tracesInSet == 0 ? nil : Percentiles.mean(of: Int128(criticalTime), count: tracesInSet)
        }
        /// The share of its spans that are errors, 0...1; nil without spans.
        public var errorShare: Double? { calls == 0 ? nil : Double(errors) / Double(calls) }
    }

    /// How a node came to be in one set, or to be called more or less often.
    public enum Change: String, Sendable {
        /// Only the second set has it.
        case added
        /// Only the first set has it.
        case removed
        /// It is called more often in one of them, see ``ComparedNode/tolerance``.
        case changed
        /// It is called as often.
        case same
    }

    /// By how much calls by trace may differ, as a share of the larger, and still count as the same: samples vary.
    ///
    /// Between two single traces nothing does.
    public static let tolerance = 0.05

    /// Whether it is called as often in both sets.
    public var change: Change {
        guard let first = a.callsPerTrace, let second = b.callsPerTrace else { return .same }
        if a.calls == 0 || b.calls == 0 { return a.calls == b.calls ? .same : a.calls == 0 ? .added : .removed }
        let tolerance = a.tracesInSet == 1 && b.tracesInSet == 1 ? 0 : Self.tolerance
        return abs(first - second) > tolerance * max(first, second) ? .changed : .same
    }

    /// By how much its time on critical paths is longer by trace in the second set, in nanoseconds; nil when a set is empty.
    public var delta: Int64? {
        guard let first = a.meanCritical, let second = b.meanCritical else { return nil }
        return second.subtractingSaturated(first)
    }
}
