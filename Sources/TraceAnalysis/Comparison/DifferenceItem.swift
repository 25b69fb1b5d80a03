import TraceModel

/// Something that a trace has or lacks: an attribute with a value on any of its spans, a service, an operation.
public struct DifferenceItem: Hashable, Sendable {
    /// Where it is said.
    public enum Scope: Int, Sendable, CaseIterable {
        /// The trace has a span of the service.
        case service
        /// The trace has a span of the service and name.
        case operation
        /// An attribute of who produced a span; Jaeger calls it process.
        case resource
        /// The library that recorded a span.
        case scope
        /// A span's own attribute; Jaeger calls it tag.
        case span
        /// A field of something that happened during a span; Jaeger calls it log.
        case event

        /// The word used on screen and in JSON.
        public var name: String {
            switch self {
            case .service: "service"
            case .operation: "operation"
            case .resource: "resource"
            case .scope: "scope"
            case .span: "span"
            case .event: "event"
            }
        }
    }

    /// Where it is said.
    public let scope: Scope
    /// The attribute's key; of an operation its service; `service.name` of a service.
    public let key: String
    /// The value; nil stands for traces in which no span has the key.
    public let value: Value?

    /// A value that items can be told apart by: its type and its text.
    public struct Value: Hashable, Sendable {
        /// The type as `show --json` names it: `int64`; arrays and maps count as the strings that say them.
        public let typeName: String
        /// The value as text.
        public let text: String

        /// Takes the value of an attribute.
        public init(_ value: AttributeValue) {
            switch value {
            case .array, .map: typeName = AttributeValue.string("").typeName
            default: typeName = value.typeName
            }
            text = value.text
        }
    }

    /// States an item.
    public init(_ scope: Scope, _ key: String, _ value: AttributeValue?) {
        self.scope = scope
        self.key = key
        self.value = value.map(Value.init)
    }

    /// Scope, key, value: an order that does not depend on numbers.
    static func isBefore(_ a: DifferenceItem, _ b: DifferenceItem) -> Bool {
        if a.scope != b.scope { return a.scope.rawValue < b.scope.rawValue }
        if a.key != b.key { return a.key < b.key }
        let first = a.value.map { ($0.text, $0.typeName) } ?? ("", ""), second = b.value.map { ($0.text, $0.typeName) } ?? ("", "")
        return first < second
    }
}
