/// What a server tells of a trace without giving its spans.
///
/// Its counts are the server's own: a trace that is fetched whole may have gained spans since.
public struct TraceSummary: Equatable, Sendable {
    /// One service's part in a trace.
    public struct Service: Equatable, Sendable {
        /// The service's name.
        public var name: String
        /// How many spans it has in the trace.
        public var spans: Int
        /// How many of them are errors.
        public var errorSpans: Int

        /// States a part.
        public init(name: String, spans: Int, errorSpans: Int = 0) {
            self.name = name
            self.spans = spans
            self.errorSpans = errorSpans
        }
    }

    /// Who tells it, once it is among the summaries of a snapshot.
    public var source = SourceID(0)
    /// Which trace it is.
    public var id: TraceID
    /// The service of the root span; empty when the trace has no root.
    public var rootService: String
    /// The name of the root span; empty when the trace has no root.
    public var rootOperation: String
    /// When its first span began, in nanoseconds since the Unix epoch.
    public var start: Int64?
    /// When its last span ended, in nanoseconds since the Unix epoch.
    public var end: Int64?
    /// How many spans it has.
    public var spanCount: Int
    /// How many of them are errors.
    public var errorSpans: Int
    /// How many of them name a parent that is not in the trace.
    public var orphanSpans: Int
    /// Who takes part, in the server's order.
    public var services: [Service]

    /// States a summary.
    public init(
        id: TraceID, rootService: String = "", rootOperation: String = "", start: Int64? = nil, end: Int64? = nil, spanCount: Int = 0,
        errorSpans: Int = 0, orphanSpans: Int = 0, services: [Service] = []
    ) {
        self.id = id
        self.rootService = rootService
        self.rootOperation = rootOperation
        self.start = start
        self.end = end
        self.spanCount = spanCount
        self.errorSpans = errorSpans
        self.orphanSpans = orphanSpans
        self.services = services
    }

    /// From the first start to the last end, in nanoseconds, at least 0; nil when either is not known.
    public var duration: Int64? {
        guard let start, let end else { return nil }
        let (difference, isTooLong) = end.subtractingReportingOverflow(start)
        return isTooLong ? (end > start ? .max : 0) : max(0, difference)
    }
}
