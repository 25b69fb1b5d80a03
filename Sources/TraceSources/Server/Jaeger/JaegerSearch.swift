import TraceQuery

/// What a Jaeger server can be asked for: traces one span of which has all of this.
///
/// The server's limit comes before any order: the longest of 20 are the longest of those that its storage happened to find first.
public struct JaegerSearch: Equatable, Sendable {
    /// The exact name of the span's service; nil for all, which only some servers can answer (``DiagnosticCode/serviceRequired``).
    public var service: String?
    /// The exact name of the span.
    public var operation: String?
    /// All must hold, compared as text.
    public var tags: [TraceFilter.Tag] = []
    /// The span begins then or later, in nanoseconds since the Unix epoch.
    public var start: Int64
    /// The span begins then or earlier.
    public var end: Int64
    /// The span takes at least so many nanoseconds.
    public var minSpanDuration: Int64?
    /// The span takes at most so many nanoseconds.
    public var maxSpanDuration: Int64?
    /// At most so many traces; at least 1, as servers understand 0 in several ways.
    public var limit: Int

    /// Asks for traces of a service, or of all, within a time.
    public init(service: String?, start: Int64, end: Int64, limit: Int = 20) {
        self.service = service
        self.start = start
        self.end = end
        self.limit = limit
    }

    /// The part of a filter that a server understands; the rest is left to whoever has the traces.
    ///
    /// A lookback becomes a start, as servers know none.
    ///
    /// - Parameters:
    ///   - service: overrules the filter's; nil for all services.
    ///   - now: nanoseconds since the Unix epoch; what a lookback is reckoned from.
    ///   - lookback: how far back to look when the filter says nothing of it, in nanoseconds.
    public init(_ filter: TraceFilter, service: String?, limit: Int, now: Int64, lookback: Int64) {
        let end = filter.end ?? now
        let (back, isBefore) = end.subtractingReportingOverflow(filter.lookback ?? lookback)
        self.init(service: service, start: filter.start ?? (isBefore ? 0 : max(0, back)), end: end, limit: max(1, limit))
        operation = filter.operation
        tags = filter.tags
        if filter.errorsOnly { tags.append(TraceFilter.Tag(key: "error", value: "true")) }
        minSpanDuration = filter.minSpanDuration
        maxSpanDuration = filter.maxSpanDuration
    }
}
