@testable import TraceFormats

/// Protobuf messages written by hand: a list of fields, each with its tag.
struct OTLPMessage: ExpressibleByArrayLiteral {
    /// One field.
    enum Field {
        case varint(UInt32, UInt64)
        case fixed64(UInt32, UInt64)
        case bytes(UInt32, [UInt8])
        case text(UInt32, String)
        case message(UInt32, OTLPMessage)
        case raw([UInt8])
    }

    let bytes: [UInt8]

    init(arrayLiteral fields: Field...) { self.init(fields) }

    init(_ fields: [Field]) {
        var wire = WireWriter(capacity: 64)
        for field in fields {
            switch field {
            case .varint(let tag, let value): wire.varint(tag, value)
            case .fixed64(let tag, let value): wire.fixed64(tag, value)
            case .bytes(let tag, let bytes): bytes.withUnsafeBytes { wire.bytes(tag, $0) }
            case .text(let tag, let text): Array(text.utf8).withUnsafeBytes { wire.bytes(tag, $0) }
            case .message(let tag, let message): message.bytes.withUnsafeBytes { wire.bytes(tag, $0) }
            case .raw(let bytes): bytes.withUnsafeBytes { wire.raw($0) }
            }
        }
        bytes = Array(wire.bytes)
    }

    /// A pair of a key and a text.
    static func pair(_ key: String, _ value: String) -> OTLPMessage {
        [.text(PairField.key.rawValue, key), .message(PairField.value.rawValue, [.text(ValueField.string.rawValue, value)])]
    }

    /// A resource with a name of a service.
    static func resource(_ service: String) -> OTLPMessage {
        [.message(ResourceField.attribute.rawValue, pair("service.name", service))]
    }

    /// A span with what every span has, and more.
    static func span(_ name: String, id: UInt8 = 1, _ more: [Field] = []) -> OTLPMessage {
        OTLPMessage(
            [
                .bytes(SpanField.traceID.rawValue, Array(repeating: 0xab, count: 16)),
                .bytes(SpanField.spanID.rawValue, [0, 0, 0, 0, 0, 0, 0, id]), .text(SpanField.name.rawValue, name),
                .fixed64(SpanField.start.rawValue, 1_000), .fixed64(SpanField.end.rawValue, 3_500),
            ] + more)
    }

    /// TracesData with one resource, one scope without a name, and spans.
    static func traces(_ spans: OTLPMessage..., service: String = "shop") -> OTLPMessage {
        let scope = OTLPMessage(spans.map { .message(ScopeSpansField.span.rawValue, $0) })
        return [
            .message(
                TracesField.resourceSpans.rawValue,
                [
                    .message(ResourceSpansField.resource.rawValue, resource(service)),
                    .message(ResourceSpansField.scopeSpans.rawValue, scope),
                ])
        ]
    }

    /// The messages with their lengths before them.
    static func framed(_ messages: OTLPMessage...) -> [UInt8] {
        messages.flatMap { message in
            (0..<4).map { UInt8(truncatingIfNeeded: message.bytes.count >> (24 - 8 * $0)) } + message.bytes
        }
    }
}
