import TraceModel

/// What was read, in numbers: the counts of `summary --json`, with the meanings the command line documents.
public struct Summary: Equatable, Sendable {
    /// One an input, in the order they were given.
    public var files: [FileSummary] = []
    /// Span objects read, duplicates included.
    public var spans = 0
    /// Distinct trace ids.
    public var traces = 0
    /// Distinct service names; all spans that name none are one.
    public var services = 0
    /// Distinct pairs of service and span name.
    public var operations = 0
    /// Spans that are errors by their format's rule.
    public var errorSpans = 0
    /// Traces with at least one error span.
    public var errorTraces = 0
    /// Spans that name no parent.
    public var rootSpans = 0
    /// Spans that name a parent that their trace does not hold.
    public var orphanSpans = 0
    /// Traces of more than one tree, orphans' included.
    public var multiRootTraces = 0
    /// Occurrences of a span id within a trace after the first.
    public var duplicateSpanIDs = 0
    /// Jaeger's logs, OpenTelemetry's events, Zipkin's annotations.
    public var events = 0
    /// OpenTelemetry's links; Jaeger's references are none.
    public var links = 0
    /// Spans of the largest trace.
    public var maxSpansInTrace = 0
    /// Levels of the deepest trace; a root alone is 1.
    public var maxDepth = 0
    /// The most children any span has.
    public var maxFanOut = 0
    /// Spans that take no time, or of which the input does not say how long they took.
    public var zeroDurationSpans = 0
    /// Spans that end before they begin.
    public var negativeDurationSpans = 0
    /// The earliest start, in nanoseconds since the Unix epoch; nil when no span has one.
    public var start: Int64?
    /// The latest end.
    public var end: Int64?
    /// Durations of the traces, in nanoseconds; nil when none has a start.
    public var traceDuration: Percentiles?
    /// What critical paths sum up to, in nanoseconds: the durations of the tops of all trees; nil when there is no trace.
    ///
    /// Those that repeat others count as well, those without a start do not.
    public var criticalPath: Int64?

    /// Counts what a snapshot holds.
    ///
    /// - Complexity: O(spans + traces · log)
    public init(_ snapshot: Snapshot) {
        spans = snapshot.spanCount
        traces = snapshot.traces.count
        addTraces(snapshot)
        addSpans(snapshot)
    }

    private mutating func addTraces(_ snapshot: Snapshot) {
        var durations: [Int64] = []
        durations.reserveCapacity(traces)
        for row in snapshot.traces {
            let trace = snapshot[row]
            errorSpans += trace.errorSpans
            if trace.errorSpans > 0 { errorTraces += 1 }
            rootSpans += trace.rootSpans
            orphanSpans += trace.orphanSpans
            if trace.trees > 1 { multiRootTraces += 1 }
            duplicateSpanIDs += trace.duplicateSpanIDs
            maxSpansInTrace = max(maxSpansInTrace, trace.spanCount)
            maxDepth = max(maxDepth, trace.depth)
            maxFanOut = max(maxFanOut, trace.maxFanOut)
            addTops(trace)
            guard let began = trace.start, let ended = trace.end, let duration = trace.duration else { continue }
            start = min(start ?? began, began)
            end = max(end ?? ended, ended)
            durations.append(duration)
        }
        traceDuration = Percentiles(durations)
    }

    private mutating func addTops(_ trace: Trace) {
        let tree = trace.tree
        var top = 0, sum = criticalPath ?? 0
        while top < tree.count {
            let span = trace.span(at: top)
            if span.start != nil { sum = sum.addingSaturated(max(0, span.duration)) }
            top = tree.subtreeEnd(of: top)
        }
        criticalPath = sum
    }

    private mutating func addSpans(_ snapshot: Snapshot) {
        var tally = FileTally(snapshot.sources)
        var operations = PairTable(), isService: Set<StringID> = []
        let serviceOf = (0..<snapshot.resourceCount).map { snapshot.serviceID(of: ResourceID(UInt32($0))) ?? .empty }
        var isUsed = [Bool](repeating: false, count: snapshot.resourceCount)
        for (index, chunk) in snapshot.chunks.enumerated() {
            events += chunk.eventCount
            for offset in 0..<chunk.count {
                let facts = chunk.facts[offset], resource = Int(chunk.resource[offset])
                isUsed[resource] = true
                _ = operations.number(of: serviceOf[resource].rawValue, chunk.name[offset])
                if chunk.duration[offset] == 0 { zeroDurationSpans += 1 }
                if chunk.duration[offset] < 0 { negativeDurationSpans += 1 }
                tally.add(facts.source, chunk.trace[offset])
                if facts.hasLinks, !tally.isJaeger(facts.source) {
                    links += snapshot[SpanRow(chunk: index, offset: offset)].links.count { $0.kind == .other }
                }
            }
        }
        for (resource, id) in serviceOf.enumerated() where isUsed[resource] { isService.insert(id) }
        services = isService.count
        self.operations = operations.pairs.count
        files = tally.result
    }
}
