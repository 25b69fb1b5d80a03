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
        /// An attribute of a link to another span.
        case link

        /// The word used on screen and in JSON.
        public var name: String {
            switch self {
            case .service: "service"
            case .operation: "operation"
            case .resource: "resource"
            case .scope: "scope"
            case .span: "span"
            case .event: "event"
            case .link: "link"
            }
        }
    }

    /// Which spans say it, see ``MatchedSpans``.
    public enum Place: String, Sendable {
        /// Those that the question is about.
        case matched
        /// Others of their traces.
        case elsewhere
        /// Now these, now those.
        case both

        /// At least so many traces of a hundred have it in the one place, for it to count as that of all.
        static let most = 95

        /// Where something is that some traces with matched spans have, and some of them on those spans; nil when none has it.
        init?(traces: Int, onMatched: Int) {
            if traces == 0 { return nil }
            let isMatched = onMatched * 100 >= traces * Self.most, isElsewhere = (traces - onMatched) * 100 >= traces * Self.most
            self = isMatched ? .matched : isElsewhere ? .elsewhere : .both
        }
    }

    /// Where it is said.
    public let scope: Scope
    /// The attribute's key; of an operation its service; `service.name` of a service.
    public let key: String
    /// The value; nil stands for traces in which no span has the key, or no matched span.
    public let value: Value?
    /// Which spans of the traces say it; nil when that is not known, or when none does.
    public let place: Place?

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
    public init(_ scope: Scope, _ key: String, _ value: AttributeValue?, _ place: Place? = nil) {
        self.scope = scope
        self.key = key
        self.value = value.map(Value.init)
        self.place = place
    }

    /// Scope, key, value: an order that does not depend on numbers.
    static func isBefore(_ a: DifferenceItem, _ b: DifferenceItem) -> Bool {
        if a.scope != b.scope { return a.scope.rawValue < b.scope.rawValue }
        if a.key != b.key { return a.key < b.key }
        let first = a.value.map { ($0.text, $0.typeName) } ?? ("", ""), second = b.value.map { ($0.text, $0.typeName) } ?? ("", "")
        return first < second
    }
}
