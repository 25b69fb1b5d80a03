import TraceModel

/// Spans written down in a test, by hand.
struct Sketch {
    var id: UInt64
    var parent: UInt64 = 0
    var start: Int64? = 0
    var duration: Int64 = 10
    var trace: UInt64 = 1
    var service = "s"
    var name = "n"
    var isError = false
    var links: [(LinkKind, UInt64)] = []

    init(
        _ id: UInt64, parent: UInt64 = 0, start: Int64? = 0, duration: Int64 = 10, trace: UInt64 = 1, service: String = "s",
        isError: Bool = false, links: [(LinkKind, UInt64)] = []
    ) {
        (self.id, self.parent, self.start, self.duration, self.trace) = (id, parent, start, duration, trace)
        (self.service, self.isError, self.links) = (service, isError, links)
    }

    func write(_ writer: inout SpanWriter, _ store: SpanStore, source: SourceID) {
        var span = NewSpan(source: source)
        span.trace = TraceID(low: trace)
        span.id = SpanID(id)
        span.parent = SpanID(parent)
        span.start = start ?? 0
        span.facts.lacksStart = start == nil
        span.duration = duration
        span.name = writer.intern(name)
        span.resource = store.resources.add(service: writer.intern(service), attributes: [])
        span.facts.isError = isError
        for (kind, target) in links {
            writer.link(kind, trace: span.trace, isSameTrace: true, span: SpanID(target), hasTextID: false)
        }
        writer.finish(span)
    }
}

/// A snapshot of spans written down by hand, in this order.
func snapshot(_ spans: [Sketch]) -> Snapshot {
    let store = SpanStore()
    let source = store.addSource("test")
    var writer = store.writer()
    for span in spans { span.write(&writer, store, source: source) }
    store.commit(writer.takeBatch())
    return store.publish()
}

/// The display order of the first trace: ids with a dot a level in front.
func order(_ snapshot: Snapshot) -> [String] {
    let trace = snapshot[snapshot.traces[0]]
    return (0..<trace.spanCount).map {
        String(repeating: ".", count: trace.level(of: $0) - 1) + String(trace.span(at: $0).id.rawValue)
    }
}
