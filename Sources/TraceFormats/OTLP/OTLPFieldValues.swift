import TraceModel

/// What attributes of a span, event, link, resource or scope say that OTLP has fields for; the others are its attributes.
struct OTLPFieldValues {
    /// Places of attributes that became fields.
    private(set) var taken = AttributePlaces()
    private(set) var traceState: UnsafeRawBufferPointer?
    private(set) var statusMessage: UnsafeRawBufferPointer?
    private(set) var schemaURL: UnsafeRawBufferPointer?
    private(set) var droppedAttributes: UInt32 = 0
    private(set) var droppedEvents: UInt32 = 0
    private(set) var droppedLinks: UInt32 = 0
    /// 0 = unset, 1 = ok, 2 = error.
    private(set) var statusCode = 0

    /// Fields of a span.
    init(_ span: Span, _ attributes: AttributeList, _ keys: OTLPKeys) {
        let facts = span.facts
        statusCode = facts.isError || facts.status == .error ? 2 : facts.status == .ok ? 1 : 0
        for (place, attribute) in attributes.enumerated() {
            let role = keys[attribute.keyID]
            if role != .plain { take(attribute, as: role, place, facts, hasScope: span.resource.scope != nil) }
        }
    }

    /// Fields of anything else.
    ///
    /// - Parameter roles: those that mean something there.
    init(_ attributes: AttributeList, _ keys: OTLPKeys, _ roles: OTLPKeys.Role...) {
        for (place, attribute) in attributes.enumerated() {
            let role = keys[attribute.keyID]
            if roles.contains(role) { take(attribute, as: role, place, nil, hasScope: true) }
        }
    }

    /// Makes an attribute that has become a field in another way no attribute.
    mutating func take(_ place: Int) { taken.insert(place) }

    private mutating func take(_ attribute: Attribute, as role: OTLPKeys.Role, _ place: Int, _ facts: SpanFacts?, hasScope: Bool) {
        let isTaken =
            switch role {
            case .kind: facts.map { $0.kind != .unspecified && attribute.says($0.kind.name) } ?? false
            case .error: attribute.value == .bool(true) && statusCode == 2
            case .statusCode: (statusCode == 2 && attribute.says("error")) || (statusCode == 1 && attribute.says("ok"))
            case .statusMessage: Self.set(&statusMessage, attribute)
            case .traceState: Self.set(&traceState, attribute)
            case .resourceSchema, .scopeSchema: Self.set(&schemaURL, attribute)
            case .droppedAttributes: Self.set(&droppedAttributes, attribute)
            case .droppedEvents: Self.set(&droppedEvents, attribute)
            case .droppedLinks: Self.set(&droppedLinks, attribute)
            case .scopeName, .scopeVersion: !hasScope && attribute.isString
            case .plain, .referenceType: false
            }
        if isTaken { taken.insert(place) }
    }

    private static func set(_ field: inout UnsafeRawBufferPointer?, _ attribute: Attribute) -> Bool {
        guard field == nil, attribute.isString, let text = attribute.utf8, !text.isEmpty else { return false }
        field = text
        return true
    }

    private static func set(_ field: inout UInt32, _ attribute: Attribute) -> Bool {
        guard field == 0, let count = attribute.count.flatMap(UInt32.init(exactly:)), count > 0 else { return false }
        field = count
        return true
    }
}

/// The scope that a span's tags name, after a way through Jaeger or Zipkin.
struct OTLPTaggedScope {
    private(set) var name: UnsafeRawBufferPointer?
    private(set) var version: UnsafeRawBufferPointer?

    /// Nil when the tags name none.
    init?(_ attributes: AttributeList, _ keys: OTLPKeys) {
        for attribute in attributes {
            switch keys[attribute.keyID] {
            case .scopeName where attribute.isString: name = name ?? attribute.utf8
            case .scopeVersion where attribute.isString: version = version ?? attribute.utf8
            default: break
            }
        }
        if name == nil, version == nil { return nil }
    }
}

extension Attribute {
    /// Whether the value is this lower-case word, whatever the case.
    func says(_ word: String) -> Bool {
        guard isString, let text = utf8, text.count == word.utf8.count else { return false }
        return zip(text, word.utf8).allSatisfy { $0 | 0x20 == $1 }
    }
}
