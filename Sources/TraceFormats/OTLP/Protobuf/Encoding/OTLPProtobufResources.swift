import TraceModel

/// The resources and scopes of a document as protobuf, each made once.
struct OTLPProtobufResources {
    /// A resource or scope.
    struct Entry: Hashable {
        /// The field that holds it; empty for one of which nothing is known.
        var object: [UInt8] = []
        /// The field with its schema, which stands beside it; empty without one.
        var schema: [UInt8] = []
    }

    private var resources = OTLPNumbering<Entry>()
    private var scopes = OTLPNumbering<Entry>()

    /// A resource by its number.
    subscript(resource number: Int) -> Entry { resources.entries[number] }
    /// A scope by its number.
    subscript(scope number: Int) -> Entry { scopes.entries[number] }

    /// Makes ready for the resources of another snapshot.
    mutating func use(_ snapshot: Snapshot) {
        resources.use(snapshot)
        scopes.use(snapshot)
    }

    /// The number of a span's resource.
    mutating func resource(of span: Span, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> Int {
        let resource = span.resource
        return resources.number(of: resource.id) { Self.entry(resource, keys, &tally) }
    }

    /// The number of a span's scope: its resource row's, or else the one its tags name.
    mutating func scope(of span: Span, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> Int {
        let resource = span.resource
        if resource.scope == nil, keys.hasScopeTags, let tagged = OTLPTaggedScope(span.attributes, keys) {
            return scopes.number(of: Self.entry(tagged))
        }
        return scopes.number(of: resource.id) { resource.scope.map { Self.entry($0, keys, &tally) } ?? Entry() }
    }

    private static func entry(_ resource: Resource, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> Entry {
        let attributes = resource.attributes
        if resource.serviceID == nil, attributes.isEmpty { return Entry() }
        let fields = OTLPFieldValues(attributes, keys, .resourceSchema, .droppedAttributes)
        var values = OTLPValueWriter(), wire = WireWriter(capacity: 1024)
        let mark = wire.begin(ResourceSpansField.resource.rawValue)
        if let service = resource.serviceID {
            let pair = wire.begin(ResourceField.attribute.rawValue)
            wire.text(PairField.key.rawValue, "service.name")
            let value = wire.begin(PairField.value.rawValue)
            wire.bytes(ValueField.string.rawValue, keys.strings.bytes(service))
            wire.end(value)
            wire.end(pair)
        }
        for (place, attribute) in attributes.enumerated() where !fields.taken.contains(place) {
            values.write(attribute, ResourceField.attribute.rawValue, keys.strings, into: &wire, &tally)
        }
        wire.count(ResourceField.droppedAttributesCount.rawValue, fields.droppedAttributes)
        wire.end(mark)
        return entry(wire, ResourceSpansField.schemaURL.rawValue, fields)
    }

    private static func entry(_ scope: InstrumentationScope, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> Entry {
        let attributes = scope.attributes
        let fields = OTLPFieldValues(attributes, keys, .scopeSchema, .droppedAttributes)
        var values = OTLPValueWriter(), wire = WireWriter(capacity: 1024)
        let mark = wire.begin(ScopeSpansField.scope.rawValue)
        wire.unlessEmpty(ScopeField.name.rawValue, keys.strings.bytes(scope.nameID))
        wire.unlessEmpty(ScopeField.version.rawValue, keys.strings.bytes(scope.versionID))
        for (place, attribute) in attributes.enumerated() where !fields.taken.contains(place) {
            values.write(attribute, ScopeField.attribute.rawValue, keys.strings, into: &wire, &tally)
        }
        wire.count(ScopeField.droppedAttributesCount.rawValue, fields.droppedAttributes)
        wire.end(mark)
        return entry(wire, ScopeSpansField.schemaURL.rawValue, fields)
    }

    private static func entry(_ tagged: OTLPTaggedScope) -> Entry {
        var wire = WireWriter(capacity: 256)
        let mark = wire.begin(ScopeSpansField.scope.rawValue)
        wire.unlessEmpty(ScopeField.name.rawValue, tagged.name)
        wire.unlessEmpty(ScopeField.version.rawValue, tagged.version)
        wire.end(mark)
        return Entry(object: Array(wire.bytes))
    }

    private static func entry(_ wire: consuming WireWriter, _ schemaTag: UInt32, _ fields: OTLPFieldValues) -> Entry {
        var entry = Entry(object: Array(wire.bytes))
        wire.removeAll()
        wire.unlessEmpty(schemaTag, fields.schemaURL)
        entry.schema = Array(wire.bytes)
        return entry
    }
}
