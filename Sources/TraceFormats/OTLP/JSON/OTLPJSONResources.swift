import TraceModel

/// The resources and scopes of a document as OTLP in JSON, each made once.
struct OTLPJSONResources {
    /// A resource or scope.
    struct Entry: Hashable {
        /// Its object; empty for a scope of which nothing is known.
        var object: [UInt8] = []
        /// The field with its schema, which stands beside it, with a comma before it; empty without one.
        var schema: [UInt8] = []
    }

    private var resources = OTLPNumbering<Entry>()
    private var scopes = OTLPNumbering<Entry>()
    private var values = OTLPNestedValue()

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
        return resources.number(of: resource.id) { Self.entry(resource, keys, &values, &tally) }
    }

    /// The number of a span's scope: its resource row's, or else the one its tags name.
    mutating func scope(of span: Span, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> Int {
        let resource = span.resource
        if resource.scope == nil, keys.hasScopeTags, let tagged = OTLPTaggedScope(span.attributes, keys) {
            return scopes.number(of: Self.entry(tagged))
        }
        return scopes.number(of: resource.id) {
            resource.scope.map { Self.entry($0, keys, &values, &tally) } ?? Entry()
        }
    }

    private static func entry(
        _ resource: Resource, _ keys: OTLPKeys, _ values: inout OTLPNestedValue, _ tally: inout ConversionTally
    ) -> Entry {
        let attributes = resource.attributes
        let fields = OTLPFieldValues(attributes, keys, .resourceSchema, .droppedAttributes)
        var json = JSONWriter(capacity: 1024)
        json.raw("{")
        var isFirst = true
        if resource.serviceID != nil {
            json.raw("\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":")
            json.string(resource.service)
            json.raw("}}")
            isFirst = false
        }
        for (place, attribute) in attributes.enumerated() where !fields.taken.contains(place) {
            json.raw(isFirst ? "\"attributes\":[" : ",")
            isFirst = false
            json.otlp(attribute, keys.strings, &values, &tally)
        }
        if !isFirst { json.raw("]") }
        json.otlpCount("droppedAttributesCount", fields.droppedAttributes, isFirst: isFirst)
        json.raw("}")
        return Entry(object: Array(json.bytes), schema: schema(fields))
    }

    private static func entry(
        _ scope: InstrumentationScope, _ keys: OTLPKeys, _ values: inout OTLPNestedValue, _ tally: inout ConversionTally
    ) -> Entry {
        let attributes = scope.attributes
        let fields = OTLPFieldValues(attributes, keys, .scopeSchema, .droppedAttributes)
        var json = JSONWriter(capacity: 1024)
        json.raw("{")
        var isFirst = names(keys.strings.bytes(scope.nameID), keys.strings.bytes(scope.versionID), &json)
        var isFirstAttribute = true
        for (place, attribute) in attributes.enumerated() where !fields.taken.contains(place) {
            json.raw(!isFirstAttribute ? "," : isFirst ? "\"attributes\":[" : ",\"attributes\":[")
            (isFirst, isFirstAttribute) = (false, false)
            json.otlp(attribute, keys.strings, &values, &tally)
        }
        if !isFirstAttribute { json.raw("]") }
        json.otlpCount("droppedAttributesCount", fields.droppedAttributes, isFirst: isFirst)
        json.raw("}")
        return Entry(object: Array(json.bytes), schema: schema(fields))
    }

    private static func entry(_ tagged: OTLPTaggedScope) -> Entry {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        var json = JSONWriter(capacity: 256)
        json.raw("{")
        _ = names(tagged.name ?? nothing, tagged.version ?? nothing, &json)
        json.raw("}")
        return Entry(object: Array(json.bytes))
    }

    /// Writes a scope's name and version; true when it has neither.
    private static func names(_ name: UnsafeRawBufferPointer, _ version: UnsafeRawBufferPointer, _ json: inout JSONWriter) -> Bool {
        if !name.isEmpty {
            json.raw("\"name\":")
            json.string(name)
        }
        if !version.isEmpty {
            json.raw(name.isEmpty ? "\"version\":" : ",\"version\":")
            json.string(version)
        }
        return name.isEmpty && version.isEmpty
    }

    private static func schema(_ fields: OTLPFieldValues) -> [UInt8] {
        guard let url = fields.schemaURL else { return [] }
        var json = JSONWriter(capacity: 256)
        json.raw(",\"schemaUrl\":")
        json.string(url)
        return Array(json.bytes)
    }
}
