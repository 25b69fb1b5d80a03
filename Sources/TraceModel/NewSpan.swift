/// One span's fields as a decoder found them; attributes, events and links go to the ``SpanWriter`` as they come.
public struct NewSpan {
    /// The trace it belongs to.
    public var trace = TraceID(low: 0)
    /// Its id; 0 = none.
    public var id = SpanID(0)
    /// The id of the parent it names first; 0 = none.
    public var parent = SpanID(0)
    /// Nanoseconds since the Unix epoch.
    public var start: Int64 = 0
    /// Nanoseconds.
    public var duration: Int64 = 0
    /// What it did.
    public var name = StringID.empty
    /// Who produced it: a row that ``ResourceTable/add(service:attributes:scope:)`` gave.
    public var resource = ResourceID(0)
    /// Kind, status, error, oddities, source.
    public var facts: SpanFacts

    /// A span of which nothing is known but its source.
    public init(source: SourceID) { facts = SpanFacts(source: source) }
}
