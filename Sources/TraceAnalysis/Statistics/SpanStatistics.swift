import TraceModel

/// Where the time of spans is, grouped by what they say of themselves: a statistics table.
///
/// Groups come in the order in which they are met, spans that say nothing of what is grouped by last. Spans that only say
/// again what another one says are not counted. Minima and maxima are of measured values only.
public struct SpanStatistics: Equatable, Sendable {
    /// One a group.
    public let rows: [Row]
    /// The number of traces that the spans are of; what else was looked at counts for nothing.
    public let traces: Int

    /// One group of spans.
    public struct Row: Equatable, Sendable {
        /// What all of them say; nil for those that say nothing, or nothing but an empty text.
        public let value: String?
        /// The number of spans.
        public let count: Int
        /// Their durations, in nanoseconds, negative ones as 0; nil when none has a duration.
        public let duration: Measure?
        /// 95 of 100 of their durations are not above it, by nearest rank; nil when none has a duration.
        public let p95: Int64?
        /// Whether the durations are too few for ``p95`` to say much.
        public let isP95Uncertain: Bool
        /// Their self times, in nanoseconds; nil when none has a duration.
        public let own: Measure?
        /// Their self time as a share of the traces' durations; above 1 when much is done at the same time.
        ///
        /// Nil when the traces take no time.
        public let share: Double?
        /// The same spans grouped by the second key; empty without one.
        public internal(set) var groups: [Row] = []
    }

    /// Measured values in short.
    public struct Measure: Equatable, Sendable {
        /// The sum, or the nearest number that fits.
        public let total: Int64
        /// The arithmetic mean, rounded half up.
        public let mean: Int64
        /// The least value.
        public let min: Int64
        /// The greatest value.
        public let max: Int64
    }
}

extension Snapshot {
    /// The statistics table of some traces.
    ///
    /// - Parameters:
    ///   - traces: the traces looked at; nil = all.
    ///   - service: the service whose spans are grouped; nil = any.
    ///   - grouping: what spans are grouped by.
    ///   - second: what the spans of each group are grouped by again; nil = nothing.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the spans, O(attributes)
    public func spanStatistics(
        of traces: [TraceRow]? = nil, service: String? = nil, by grouping: SpanGrouping, then second: SpanGrouping? = nil,
        isCancelled: () -> Bool = { false }
    ) -> SpanStatistics? {
        var tally = SpanStatisticsTally(self, service: service, by: grouping, then: second)
        for row in traces ?? self.traces {
            if !tally.add(self[row], isCancelled) { return nil }
        }
        return tally.result
    }
}

extension Trace {
    /// The statistics table of the trace.
    ///
    /// - Complexity: O(n log n) in the spans, O(attributes)
    public func spanStatistics(
        by grouping: SpanGrouping, then second: SpanGrouping? = nil, isCancelled: () -> Bool = { false }
    ) -> SpanStatistics? {
        snapshot.spanStatistics(of: [row], by: grouping, then: second, isCancelled: isCancelled)
    }
}
