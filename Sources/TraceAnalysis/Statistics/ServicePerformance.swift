import TraceModel

/// How one service did in a set of traces: how long they took, how long it took itself, how often it failed, and what it did.
///
/// Three error rates are kept apart: how often the service failed its callers, in how many traces anything failed, and in
/// how many the failure reached whoever asked. A service's traces are those with a span of it.
public struct ServicePerformance: Equatable, Sendable {
    /// The service's name; empty for spans that name none.
    public let service: String
    /// Its traces.
    public internal(set) var traces = 0
    /// Those of them in which any span, of whichever service, is an error.
    public internal(set) var errorTraces = 0
    /// Those of them whose main root is an error.
    public internal(set) var fatalTraces = 0
    /// Durations of its traces, in nanoseconds; nil when none is known.
    public internal(set) var traceDuration: Percentiles?
    /// Durations of its traces' main roots: how long whoever asked had to wait; nil when none is known.
    public internal(set) var responseTime: Percentiles?
    /// Its spans at the top of a tree, and those whose parent is another service's: where the service is entered.
    public internal(set) var entrySpans = 0
    /// Its entry spans that are errors.
    public internal(set) var entryErrors = 0
    /// Durations of its entry spans, in nanoseconds, negative ones as 0, in ascending order.
    public internal(set) var entryDurations: [Int64] = []
    /// The same measured; nil when no entry span has a duration.
    public internal(set) var entryLatency: Percentiles?
    /// The time on the critical paths of its traces, whichever service's it is, in nanoseconds.
    public internal(set) var pathTime: Int64 = 0
    /// What it does, the most time on critical paths first.
    public internal(set) var operations: [OperationPerformance] = []

    /// A service of which no span was met yet.
    public init(service: String) { self.service = service }

    /// How often the service failed its callers: the share of its entry spans that are errors, 0...1; nil without entry spans.
    public var serviceErrorRate: Double? { Self.share(entryErrors, of: entrySpans) }
    /// The share of its traces in which any span is an error, 0...1; nil without traces.
    public var traceErrorRate: Double? { Self.share(errorTraces, of: traces) }
    /// The share of its traces whose main root is an error, 0...1; nil without traces.
    public var fatalErrorRate: Double? { Self.share(fatalTraces, of: traces) }

    /// How its entry latency is spread; nil when no entry span has a duration.
    ///
    /// - Complexity: O(entry spans)
    public var entryHistogram: Histogram? { Histogram(entryDurations) }

    /// The share of its entry spans that took longer than so many nanoseconds, 0...1; nil when none has a duration.
    ///
    /// - Complexity: O(log entry spans)
    public func shareOfEntries(above limit: Int64) -> Double? {
        var low = 0, high = entryDurations.count
        while low < high {
            let middle = (low + high) / 2
            if entryDurations[middle] > limit { high = middle } else { low = middle + 1 }
        }
        return Self.share(entryDurations.count - low, of: entryDurations.count)
    }

    /// The share that an operation of it has of the time on its traces' critical paths, 0...1; nil when they take no time.
    public func pathShare(of operation: OperationPerformance) -> Double? {
        pathTime == 0 ? nil : Double(operation.critical) / Double(pathTime)
    }

    private static func share(_ part: Int, of whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
}

extension Snapshot {
    /// How every service did, by name; each trace is walked once, however many services take part in it.
    ///
    /// - Parameters:
    ///   - traces: the traces looked at; nil = all.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans · log)
    public func servicePerformance(in traces: [TraceRow]? = nil, isCancelled: () -> Bool = { false }) -> [ServicePerformance]? {
        var tally = PerformanceTally(self)
        for row in traces ?? self.traces {
            if !tally.add(self[row], isCancelled) { return nil }
        }
        return tally.result
    }

    /// How one service did; of a service that no span names there are no traces.
    ///
    /// - Parameters:
    ///   - service: the exact name; empty = spans that name no service.
    ///   - traces: the traces looked at; nil = all.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans · log)
    public func performance(
        of service: String, in traces: [TraceRow]? = nil, isCancelled: () -> Bool = { false }
    ) -> ServicePerformance? {
        var tally = PerformanceTally(self, services: [service])
        for row in traces ?? self.traces {
            if !tally.add(self[row], isCancelled) { return nil }
        }
        return tally.result.first ?? ServicePerformance(service: service)
    }
}
