/// How far loading has come; published while it goes on.
public struct LoadProgress: Equatable, Sendable {
    /// The input being read.
    public var sourceName = ""
    /// Bytes read of all inputs, as stored (compressed ones compressed).
    public var bytesRead = 0
    /// Bytes of all inputs; nil while that is not known (standard input).
    public var bytesTotal: Int?
    /// Spans decoded, whether or not a snapshot shows them yet.
    public var spans = 0
    /// Distinct traces among the spans that snapshots show.
    public var traces = 0
    /// The trace being read, while its spans wait for its end.
    public var openTrace: OpenTrace?
    /// Nanoseconds since loading began.
    public var elapsedNanoseconds: Int64 = 0
    /// Whether everything there was has been read, and what comes to it is read as it comes.
    public var isFollowing = false
    /// Whether everything was read.
    public var isFinished = false

    /// Nothing read yet.
    public init() {}

    /// A trace of which spans were decoded that no snapshot shows yet.
    public struct OpenTrace: Equatable, Sendable {
        /// Its id as text.
        public var idText: String
        /// Spans of it decoded so far.
        public var spans: Int

        /// States how much of a trace was decoded.
        public init(idText: String, spans: Int) {
            self.idText = idText
            self.spans = spans
        }
    }

    /// Spans decoded a second so far; nil in the first moment.
    public var spansPerSecond: Double? { elapsedNanoseconds > 0 ? Double(spans) / (Double(elapsedNanoseconds) / 1e9) : nil }
    /// Share of the bytes read, 0...1; nil while the whole is not known.
    public var fraction: Double? { bytesTotal.map { $0 > 0 ? min(1, Double(bytesRead) / Double($0)) : 1 } }
}

/// Input that could not be used at all: facts, which `Explorer` turns into a sentence.
public struct InputError: Error, Equatable, Sendable {
    /// What is wrong and where.
    public let diagnostic: Diagnostic

    /// States what is wrong.
    public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
