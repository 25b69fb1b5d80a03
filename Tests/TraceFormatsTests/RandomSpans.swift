import TestSupport
import TraceModel

@testable import TraceFormats

/// Spans with everything a format can carry, at random.
struct RandomSpans: ~Copyable {
    /// What the format takes.
    struct Limits: Sendable {
        /// Attributes of spans hold values of any type.
        var hasTypes = true
        /// Resources and scopes have attributes of any kind.
        var hasResourceAttributes = true
        /// Spans in nanoseconds, not in whole microseconds.
        var hasNanoseconds = true
        /// Values that are bytes or no number occur everywhere.
        var hasBytes = true
        /// Links tell by their kind, not by an attribute, that they were references of Jaeger.
        var hasLinkKinds = true
        /// A duration may be known without a start.
        var hasLoneDurations = true
        /// Spans may be the server's half of one shared with its client.
        var hasShared = true
    }

    private static let texts = [
        "GET /cart", "a|b", "{\"k\":1}", "n|{\"k\":\"v\"}|0", "x|{}|12", "größe", "日本語", "😀", "line\nbreak", "tab\t\u{1}", "\"quoted\\\"",
        "</script>&", "\u{2028}", "null", "true", "0", "|", "|0", "}|3", "with space ",
    ]

    private let limits: Limits
    private var random: SeededGenerator
    private let store = SpanStore()
    private var writer: SpanWriter
    private let source: SourceID
    private var time: Int64 = 1_767_603_600_000_000_000

    /// A snapshot of random spans in a few traces.
    static func snapshot(seed: UInt64, _ limits: Limits, count: Int = 40) -> Snapshot {
        var spans = RandomSpans(seed: seed, limits)
        return spans.snapshot(count)
    }

    private init(seed: UInt64, _ limits: Limits) {
        self.limits = limits
        random = SeededGenerator(seed: seed)
        source = store.addSource("random")
        writer = store.writer()
    }

    private mutating func snapshot(_ count: Int) -> Snapshot {
        for number in 1...count { append(UInt64(number)) }
        store.commit(writer.takeBatch())
        return store.publish()
    }

    private mutating func chance(_ share: Int) -> Bool { Int.random(in: 0..<share, using: &random) == 0 }
    private mutating func text() -> String { Self.texts.randomElement(using: &random) ?? "" }

    private mutating func instant() -> Int64 {
        time += limits.hasNanoseconds ? .random(in: 1...9999, using: &random) : 1000 * .random(in: 1...9, using: &random)
        return time
    }

    private mutating func append(_ number: UInt64) {
        var span = NewSpan(source: source)
        let trace = UInt64.random(in: 1...3, using: &random)
        span.trace = trace == 1 ? TraceID(low: 1) : TraceID(high: trace, low: trace)
        span.id = SpanID(number)
        if number > 3, !chance(4) { span.parent = SpanID(.random(in: 1..<number, using: &random)) }
        span.name = writer.intern(chance(5) ? "" : text())
        (span.start, span.duration) = (instant(), limits.hasNanoseconds ? instant() % 10_000 : instant() % 10_000 / 1000 * 1000)
        span.facts.kind = SpanKind.allCases.randomElement(using: &random) ?? .client
        span.facts.status = SpanStatus.allCases.randomElement(using: &random) ?? .ok
        span.facts.isError = span.facts.status == .error
        if chance(8) {
            (span.start, span.facts.lacksStart) = (0, true)
            if !limits.hasLoneDurations || chance(2) { (span.duration, span.facts.lacksDuration) = (0, true) }
        } else if chance(8) {
            (span.duration, span.facts.lacksDuration) = (0, true)
        }
        if limits.hasShared, chance(5) { span.facts.isShared = true }
        span.resource = resource()
        for place in 0..<Int.random(in: 0...4, using: &random) { attribute("key\(place)", hasTypes: limits.hasTypes) }
        if chance(4) { writer.attribute("w3c.tracestate", .string("a=1,b=2")) }
        if chance(4) { writer.attribute("otel.status_description", .string(text())) }
        appendPeer()
        for _ in 0..<Int.random(in: 0...2, using: &random) { appendEvent() }
        for _ in 0..<Int.random(in: 0...2, using: &random) where chance(2) { appendLink(of: span) }
        writer.finish(span)
    }

    private mutating func resource() -> ResourceID {
        var attributes: [ResourceTable.NewAttribute] = []
        if chance(3) {
            attributes.append(.init(writer.intern("net.host.ip"), string: writer.intern("10.0.0.\(Int.random(in: 0...3, using: &random))")))
            attributes.append(.init(writer.intern("net.host.port"), int64: 8080))
        }
        var scope: ResourceTable.NewScope?
        if chance(2) {
            scope = .init()
            scope?.name = writer.intern(text())
            if chance(2) { scope?.version = writer.intern("1.2") }
        }
        if limits.hasResourceAttributes {
            attributes.append(.init(writer.intern("tags"), arrayJSON: writer.intern(#"["a",{"b":[1,2.5]}]"#)))
            attributes.append(.init(writer.intern("seed"), bytes: writer.intern("bytes")))
            scope?.attributes.append(.init(writer.intern("k"), bool: true))
            // Readers rely on a resource having the same schema wherever it stands.
            if attributes.count > 2 {
                attributes.append(.init(writer.intern("otel.resource.schema_url"), string: writer.intern("http://s/1")))
            }
        }
        let service = chance(6) ? nil : writer.intern(["shop", "Größe", "a|b"].randomElement(using: &random) ?? "")
        return store.resources.add(service: service, attributes: attributes, scope: scope)
    }

    private mutating func attribute(_ key: String, hasTypes: Bool) {
        let plain: [AttributeValue] = [
            .int64(.random(in: .min ... .max, using: &random)), .bool(chance(2)), .double(.random(in: -1e9...1e9, using: &random)),
            .double(7), .array(json: #"[1,"a",[true,null],{"k":-1.5}]"#), .map(json: #"{"k":{"l":[]}}"#), .null,
        ]
        let all = limits.hasBytes ? plain + [.bytes([0, 1, 255]), .bytes([]), .double(.infinity), .double(.nan)] : plain
        let value = hasTypes && chance(2) ? all.randomElement(using: &random) : nil
        writer.attribute(key, value ?? .string(chance(6) ? "" : text()))
    }

    private mutating func appendPeer() {
        if chance(3) { writer.attribute("peer.service", .string("peer \(text())")) }
        if chance(3) { writer.attribute("net.peer.ip", .string(chance(2) ? "192.168.0.1" : "2001:db8::ff")) }
        if chance(3) { writer.attribute("net.peer.port", .int64(.random(in: 1...65535, using: &random))) }
    }

    private mutating func appendEvent() {
        writer.beginEvent()
        for place in 0..<Int.random(in: 0...3, using: &random) { attribute("field\(place)", hasTypes: true) }
        if chance(5) { writer.attribute("otel.dropped_attributes_count", .int64(3)) }
        writer.endEvent(time: instant(), name: writer.intern(text()))
    }

    private mutating func appendLink(of span: NewSpan) {
        writer.beginLink()
        for place in 0..<Int.random(in: 0...2, using: &random) { attribute("field\(place)", hasTypes: true) }
        if chance(3) { writer.attribute("w3c.tracestate", .string("c=3")) }
        let trace = chance(2) ? span.trace : TraceID(high: 7, low: 8)
        let kind: LinkKind = limits.hasLinkKinds && chance(2) ? .followsFrom : .other
        writer.endLink(kind, trace: trace, isSameTrace: trace == span.trace, span: SpanID(99), hasTextID: false)
    }
}
