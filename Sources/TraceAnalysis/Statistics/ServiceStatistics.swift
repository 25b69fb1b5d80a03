import TraceModel

/// How one service is doing.
public struct ServiceStatistics: Equatable, Sendable {
    /// The service's name; empty for spans that name none.
    public let name: String
    /// The name's row of the string table; the empty string's for spans that name none.
    public let id: StringID
    /// Its spans as often as they were read.
    public var spans = 0
    /// The traces it takes part in.
    public var traces = 0
    /// Its spans that are errors, as often as they were read.
    public var errorSpans = 0
    /// Its spans, each once: without those that only say again what another one says, and further pieces of one.
    public var distinctSpans = 0
    /// Those of its spans that are errors, each once; what any piece of a span says of an error, the span says.
    public var distinctErrors = 0
    /// Its entry spans, each once: those at the top of a tree, and those whose parent is another service's.
    public var entrySpans = 0
    /// Its entry spans that are errors.
    public var entryErrors = 0
    /// Durations of its entry spans, in nanoseconds, negative ones as 0; nil when none has a duration.
    public var entryLatency: Percentiles?

    /// A service of which no span was met yet.
    public init(name: String, id: StringID) {
        self.name = name
        self.id = id
    }

    /// The share of its spans that are errors, 0...1.
    public var errorShare: Double { distinctSpans == 0 ? 0 : Double(distinctErrors) / Double(distinctSpans) }
    /// The share of its entry spans that are errors, 0...1: how often the service failed its callers; nil when it has none.
    public var entryErrorRate: Double? { entrySpans == 0 ? nil : Double(entryErrors) / Double(entrySpans) }

    /// What should make one look at a service.
    public struct Attention: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// Makes a set of its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// More than ``ServiceStatistics/tolerableErrorShare`` of its spans, or of its entry spans, are errors.
        public static let errors = Attention(rawValue: 1)
        /// The p95 of its entry spans is above ``ServiceStatistics/tolerableLatency``.
        public static let latency = Attention(rawValue: 2)
    }

    /// The share of errors up to which nothing is said: where the health score begins to fall.
    public static let tolerableErrorShare = 0.01
    /// The p95 up to which nothing is said, in nanoseconds: where the health score begins to fall.
    public static let tolerableLatency: Int64 = 1_000_000_000

    /// What is wrong with it; empty when nothing is.
    public var attention: Attention {
        var attention: Attention = []
        if max(errorShare, entryErrorRate ?? 0) > Self.tolerableErrorShare { attention.insert(.errors) }
        if let entryLatency, entryLatency.p95 > Self.tolerableLatency { attention.insert(.latency) }
        return attention
    }
}

extension Snapshot {
    /// Every service with its numbers, by name.
    ///
    /// - Parameters:
    ///   - traces: the traces looked at; nil = all.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans + entry spans · log)
    public func serviceStatistics(of traces: [TraceRow]? = nil, isCancelled: () -> Bool = { false }) -> [ServiceStatistics]? {
        var tally = ServiceTally(self)
        for row in traces ?? self.traces {
            if !tally.add(self[row], isCancelled) { return nil }
        }
        return tally.result
    }
}
