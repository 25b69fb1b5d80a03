import TraceModel

/// A filter translated into the rows of one snapshot, so that a span is judged by comparing numbers.
public struct CompiledFilter: Sendable {
    private let snapshot: Snapshot
    private let filter: TraceFilter
    private let spans: SpanCondition?
    private let words: [WordMatcher]

    /// Translates a filter.
    ///
    /// - Complexity: O(resources); O(spans) with a lookback or words
    public init(_ filter: TraceFilter, in snapshot: Snapshot) {
        self.snapshot = snapshot
        self.filter = filter
        spans = SpanCondition(filter, in: snapshot)
        let names = filter.words.isEmpty ? [] : WordMatcher.spanNames(of: snapshot)
        words = filter.words.map { WordMatcher($0, in: snapshot, names: names) }
    }

    /// Whether a span by itself meets what must hold on one span.
    public func matches(_ row: SpanRow) -> Bool {
        guard let spans else { return false }
        let chunk = snapshot.chunks[row.chunk]
        return spans.holds(chunk, chunk.packedAttributes, row.offset)
    }

    /// The traces selected, in the snapshot's order.
    ///
    /// - Parameter isCancelled: asked now and then; when it says so the answer is nil.
    /// - Complexity: O(traces + spans), without a look at spans when only the trace's duration is bound
    public func traces(isCancelled: () -> Bool = { false }) -> [TraceRow]? {
        if filter.isEmpty { return snapshot.traces }
        guard let spans else { return [] }
        var candidates = TraceSet(snapshot, where: hasDuration)
        for word in words {
            let isNamed = word.matchesNames
            var found = TraceSet(snapshot) { isNamed && word.matchesName(of: $0) }
            guard candidates.keep(in: snapshot, isCancelled, found: &found, where: { word.matches($0, $2) }) else { return nil }
        }
        if !spans.isTrivial {
            var found = TraceSet(snapshot) { _ in false }
            guard candidates.keep(in: snapshot, isCancelled, found: &found, where: spans.holds) else { return nil }
        }
        return snapshot.traces.filter { candidates.contains(snapshot[$0].number) }
    }

    private func hasDuration(_ trace: Trace) -> Bool {
        if filter.minDuration == nil && filter.maxDuration == nil { return true }
        guard let duration = trace.duration else { return false }
        return duration >= filter.minDuration ?? .min && duration <= filter.maxDuration ?? .max
    }
}

extension TraceFilter {
    /// The traces of a snapshot that the filter selects, in the snapshot's order; nil when cancelled.
    ///
    /// - Complexity: O(traces + spans)
    public func select(from snapshot: Snapshot, isCancelled: () -> Bool = { false }) -> [TraceRow]? {
        CompiledFilter(self, in: snapshot).traces(isCancelled: isCancelled)
    }
}
