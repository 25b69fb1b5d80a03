import TestSupport
import TraceModel

@testable import TraceFormats

/// Spans of random content that OTLP can carry: values of every type on spans, events, links, resources and scopes.
struct OTLPRandomSpans {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// A snapshot of some spans in some traces.
    func snapshot(spans: Int, traces: Int) -> Snapshot {
        var copy = self
        return copy.make(spans: spans, traces: traces)
    }

    private mutating func make(spans: Int, traces: Int) -> Snapshot {
        let store = SpanStore()
        let source = store.addSource("random")
        var writer = store.writer()
        let resources = (0..<4).map { _ in resource(store.resources, &writer) }
        let ids = (0..<traces).map { _ in TraceID(high: below(3) == 0 ? 0 : random.next(), low: random.next() | 1) }
        for index in 0..<spans {
            var span = NewSpan(source: source)
            span.trace = ids[index % traces]
            // Distinct starts, so that the order of siblings does not depend on that of the file.
            span.id = SpanID(UInt64(index + 1))
            span.parent = SpanID(below(4) == 0 ? 0 : UInt64(below(spans) + 1))
            span.name = writer.intern("op \(below(9))")
            span.resource = resources[below(4)]
            span.facts.kind = SpanKind(rawValue: UInt8(below(6))) ?? .unspecified
            span.facts.status = SpanStatus(rawValue: UInt8(below(3))) ?? .unset
            span.facts.isError = span.facts.status == .error
            span.facts.lacksStart = below(20) == 0
            span.facts.lacksDuration = span.facts.lacksStart || below(20) == 0
            if !span.facts.lacksStart { span.start = Int64(1_000_000 + index * 7) }
            if !span.facts.lacksDuration { span.duration = Int64(below(5000)) - 100 }
            fill(&writer, span)
            writer.finish(span)
        }
        store.commit(writer.takeBatch())
        return store.publish()
    }

    private mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

    private mutating func fill(_ writer: inout SpanWriter, _ span: NewSpan) {
        attributes(&writer)
        if below(5) == 0 { writer.attribute("otel.status_description", .string("because \(below(5))")) }
        if below(5) == 0 { writer.attribute("w3c.tracestate", .string("a=\(below(5))")) }
        if below(5) == 0 { writer.attribute("otel.dropped_attributes_count", .int64(Int64(below(99) + 1))) }
        if below(5) == 0 { writer.attribute("otel.dropped_events_count", .int64(Int64(below(99) + 1))) }
        if below(5) == 0 { writer.attribute("otel.dropped_links_count", .int64(Int64(below(99) + 1))) }
        for _ in 0..<below(3) {
            writer.beginEvent()
            attributes(&writer)
            if below(4) == 0 { writer.attribute("otel.dropped_attributes_count", .int64(4_294_967_295)) }
            writer.endEvent(time: Int64(below(1 << 40)), name: writer.intern("event \(below(4))"))
        }
        for _ in 0..<(below(3) == 0 ? 2 : 0) {
            writer.beginLink()
            attributes(&writer)
            if below(4) == 0 { writer.attribute("w3c.tracestate", .string("l=1")) }
            let isSame = below(2) == 0
            let trace = isSame ? span.trace : TraceID(high: random.next() | 1, low: random.next())
            writer.endLink(.other, trace: trace, isSameTrace: isSame, span: SpanID(random.next() | 1), hasTextID: false)
        }
    }

    private mutating func attributes(_ writer: inout SpanWriter) {
        for index in 0..<below(8) { writer.attribute("key \(below(3))\(index)", value()) }
    }

    private mutating func value() -> AttributeValue {
        switch below(12) {
        case 0: .bool(below(2) == 0)
        case 1: .int64(Int64(bitPattern: random.next()))
        case 2: .int64(Int64(below(300)) - 150)
        case 3: .double(Double(bitPattern: random.next() & 0x7fef_ffff_ffff_ffff))
        case 4: .bytes((0..<below(300)).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        case 5: .array(json: #"["a",\#(below(99)),\#(below(99)).5,[null]]"#)
        case 6: .map(json: #"{"k":\#(below(99)),"l":{"m":"é"}}"#)
        case 7: .null
        case 8: .string("")
        case 9: .string(String(repeating: "long ü ", count: below(60)))
        default: .string("value \(below(50))")
        }
    }

    private mutating func resource(_ table: ResourceTable, _ writer: inout SpanWriter) -> ResourceID {
        var attributes: [ResourceTable.NewAttribute] = []
        for index in 0..<below(6) {
            let key = writer.intern("resource \(index)")
            switch below(6) {
            case 0: attributes.append(.init(key, int64: Int64(bitPattern: random.next())))
            case 1: attributes.append(.init(key, bool: true))
            case 2: attributes.append(.init(key, bytes: writer.intern("raw\u{0}bytes")))
            case 3: attributes.append(.init(key, arrayJSON: writer.intern(#"["x",1]"#)))
            case 4: attributes.append(.init(null: key))
            default: attributes.append(.init(key, string: writer.intern("text \(below(9))")))
            }
        }
        if below(2) == 0 { attributes.append(.init(writer.intern("otel.resource.schema_url"), string: writer.intern("https://r"))) }
        var scope: ResourceTable.NewScope?
        if below(4) > 0 {
            var new = ResourceTable.NewScope()
            new.name = writer.intern("scope \(below(3))")
            if below(2) == 0 { new.version = writer.intern("1.\(below(3))") }
            if below(2) == 0 { new.attributes.append(.init(writer.intern("s"), double: 0.5)) }
            if below(2) == 0 { new.attributes.append(.init(writer.intern("otel.scope.schema_url"), string: writer.intern("https://s"))) }
            scope = new
        }
        return table.add(service: below(4) == 0 ? nil : writer.intern("service \(below(3))"), attributes: attributes, scope: scope)
    }
}

extension Snapshot {
    /// Everything there is, scopes, event names and attributes of links included, in an order that no file decides.
    ///
    /// Except a duration without a start, which OTLP cannot say.
    var wholeDump: String {
        let traces = traces.map { self[$0] }.sorted { $0.idText < $1.idText }
        return traces.map { trace in
            let spans = (0..<trace.spanCount).map { trace.span(at: $0) }.sorted {
                ($0.idText, $0.name, $0.service) < ($1.idText, $1.name, $1.service)
            }
            return "trace \(trace.idText)\n" + spans.map(Self.dump).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func dump(_ span: Span) -> String {
        let parts: [String] = [
            span.idText, span.namedParentIDText ?? "-", span.name, span.kind.name, span.status.name, span.isError ? "error" : "",
            span.start.map(String.init) ?? "-", span.facts.lacksDuration || span.facts.lacksStart ? "-" : String(span.duration),
            "service " + (span.serviceID == nil ? "-" : span.service), dump(span.attributes),
            span.events.map { "event \($0.time) \($0.name) \(dump($0.attributes))" }.joined(separator: " "),
            span.links.map(dump).joined(separator: " "), "resource " + dump(span.resource.attributes),
            span.resource.scope.map { "scope \($0.name) \($0.version) \(dump($0.attributes))" } ?? "no scope",
        ]
        return parts.joined(separator: "|")
    }

    /// A link; how it refers is its kind or, after a way through OTLP, an attribute.
    private static func dump(_ link: Link) -> String {
        let stated = link.attributes["opentracing.ref_type"]?.text
        let kind = stated ?? (link.kind == .childOf ? "child_of" : link.kind == .followsFrom ? "follows_from" : "")
        let attributes = dump(link.attributes.filter { $0.key != "opentracing.ref_type" })
        return "link \(kind) \(link.isSameTrace) \(link.traceIDText) \(link.spanIDText) \(attributes)"
    }

    private static func dump(_ attributes: some Sequence<Attribute>) -> String {
        attributes.map { "\($0.key)=\($0.value.typeName):\($0.value.text)" }.joined(separator: " ")
    }
}
