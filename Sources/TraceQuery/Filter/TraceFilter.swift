/// Which traces are asked for; an empty filter asks for all.
///
/// Service, operation, tags, span durations, ``errorsOnly``, start and end must hold on one and the same span; the
/// durations of the trace on the trace; each word somewhere in it. Whole traces are selected, never parts of one.
public struct TraceFilter: Equatable, Sendable {
    /// The exact name of the span's service; empty = spans that name none.
    public var service: String?
    /// The exact name of the span.
    public var operation: String?
    /// All must hold on one span: on itself, its resource, or one of its events.
    public var tags: [Tag] = []
    /// The trace takes at least so long, in nanoseconds.
    public var minDuration: Int64?
    /// The trace takes at most so long.
    public var maxDuration: Int64?
    /// The span takes at least so long.
    public var minSpanDuration: Int64?
    /// The span takes at most so long.
    public var maxSpanDuration: Int64?
    /// The span begins then or later, in nanoseconds since the Unix epoch.
    public var start: Int64?
    /// The span begins then or earlier.
    public var end: Int64?
    /// The span begins at most so many nanoseconds before the newest span of all.
    public var lookback: Int64?
    /// The span is an error.
    public var errorsOnly = false
    /// Each is found in the trace's name, or in the service or the name of one of its spans, whatever the case.
    public var words: [String] = []

    /// A filter that selects everything.
    public init() {}

    /// Whether everything is selected.
    public var isEmpty: Bool { self == TraceFilter() }

    /// Whether anything must hold on one span beside when it began.
    public var isAboutSpans: Bool {
        var rest = self
        (rest.minDuration, rest.maxDuration, rest.words) = (nil, nil, [])
        (rest.start, rest.end, rest.lookback) = (nil, nil, nil)
        return !rest.isEmpty
    }

    /// A key and the value it must have, compared as text.
    public struct Tag: Hashable, Sendable {
        /// The exact key.
        public var key: String
        /// The exact value as text: `true`, `503`, `0.5`.
        public var value: String

        /// Asks for a value under a key.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }
}
