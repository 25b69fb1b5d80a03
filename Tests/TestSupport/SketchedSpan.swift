import TraceModel

/// A span as a test states it; what is left out is ordinary.
public struct SketchedSpan: Sendable {
    /// The lower half of its trace's id.
    public var trace: UInt64 = 1
    /// Its id.
    public var id: UInt64
    /// The parent it names; 0 = none.
    public var parent: UInt64 = 0
    /// Its service; nil = none named.
    public var service: String? = "a"
    /// What it did.
    public var name = "op"
    /// Its role in a call.
    public var kind = SpanKind.unspecified
    /// When it began, in nanoseconds since the Unix epoch; nil = not given.
    public var start: Int64? = 0
    /// How long it took, in nanoseconds; nil = not given.
    public var duration: Int64? = 0
    /// Whether it failed.
    public var isError = false
    /// Whether it is the server's half of a call whose client used the same id, as Zipkin has it.
    public var isShared = false
    /// Whether it may be a piece of a span, as with Zipkin.
    public var mayBePiece = false
    /// Its own attributes.
    public var attributes: [(key: String, value: AttributeValue)] = []
    /// Attributes of the resource beside the service's name.
    public var resource: [(key: String, value: String)] = []
    /// What happened during it.
    public var events: [Event] = []
    /// What is said about each link to a span of another trace.
    public var links: [[(key: String, value: AttributeValue)]] = []
    /// The index of the input it is read from.
    public var source = 0

    /// Something that happens during a span.
    public struct Event: Sendable {
        /// When, in nanoseconds since the Unix epoch.
        public var time: Int64
        /// Its fields.
        public var attributes: [(key: String, value: AttributeValue)]

        /// States an event.
        public init(time: Int64, _ attributes: [(key: String, value: AttributeValue)]) {
            self.time = time
            self.attributes = attributes
        }
    }

    /// An ordinary span.
    public init(id: UInt64, parent: UInt64 = 0) {
        self.id = id
        self.parent = parent
    }

    /// A span with some of its fields set: `SketchedSpan(2, parent: 1) { $0.name = "query" }`.
    public init(_ id: UInt64, parent: UInt64 = 0, _ change: (inout SketchedSpan) -> Void) {
        self.init(id: id, parent: parent)
        change(&self)
    }
}

extension Snapshot {
    /// A snapshot that holds these spans, read in this order, one source a distinct `source`.
    public static func of(_ spans: [SketchedSpan], summaries: [TraceSummary] = []) -> Snapshot {
        let store = SpanStore()
        store.summaries = summaries
        for index in 0...(spans.map(\.source).max() ?? 0) { _ = store.addSource("input\(index).json") }
        var writer = store.writer()
        for span in spans { writer.append(span, to: store) }
        store.commit(writer.takeBatch())
        return store.publish()
    }
}

extension SpanWriter {
    /// Appends a span.
    public mutating func append(_ span: SketchedSpan, to store: SpanStore) {
        var new = NewSpan(source: SourceID(UInt32(span.source)))
        new.trace = TraceID(low: span.trace)
        new.id = SpanID(span.id)
        new.parent = SpanID(span.parent)
        new.start = span.start ?? 0
        new.facts.lacksStart = span.start == nil
        new.duration = span.duration ?? 0
        new.facts.lacksDuration = span.duration == nil
        new.name = intern(span.name)
        new.facts.kind = span.kind
        new.facts.isError = span.isError
        new.facts.isShared = span.isShared
        new.facts.mayBePiece = span.mayBePiece
        let service = span.service.map { intern($0) }
        let resource = span.resource.map { ResourceTable.NewAttribute(intern($0.key), string: intern($0.value)) }
        new.resource = store.resources.add(service: service, attributes: resource)
        for (key, value) in span.attributes { attribute(key, value) }
        for event in span.events {
            beginEvent()
            for (key, value) in event.attributes { attribute(key, value) }
            endEvent(time: event.time)
        }
        for link in span.links {
            beginLink()
            for (key, value) in link { attribute(key, value) }
            endLink(.other, trace: TraceID(low: .max), isSameTrace: false, span: SpanID(1), hasTextID: false)
        }
        finish(new)
    }

    /// Adds an attribute of any type to the span, or event, that is being written.
    public mutating func attribute(_ key: String, _ value: AttributeValue) {
        let key = intern(key)
        switch value {
        case .string(let text): bytes(of: text) { _ = $0.attribute(key, string: $1, $2) }
        case .array(let json): bytes(of: json) { _ = $0.attribute(key, arrayJSON: $1, $2) }
        case .map(let json): bytes(of: json) { _ = $0.attribute(key, mapJSON: $1, $2) }
        case .bool(let truth): attribute(key, bool: truth)
        case .int64(let number): attribute(key, int64: number)
        case .double(let number): attribute(key, double: number)
        case .bytes(let bytes):
            bytes.withUnsafeBytes { raw in
                withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { none in
                    _ = attribute(key, bytes: raw.baseAddress ?? UnsafeRawPointer(none.baseAddress!), raw.count)
                }
            }
        case .null: attribute(null: key)
        }
    }

    private mutating func bytes(of text: String, _ body: (inout SpanWriter, UnsafeRawPointer, Int) -> Void) {
        // One byte more, so that there is an address even without any text.
        let bytes = Array(text.utf8) + [0]
        bytes.withUnsafeBytes { body(&self, $0.baseAddress!, $0.count - 1) }
    }
}
