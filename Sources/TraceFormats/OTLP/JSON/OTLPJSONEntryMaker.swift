import TraceModel

/// Makes resources and scopes as objects of OTLP in JSON; a schema as a field with a comma before it.
struct OTLPJSONEntryMaker: OTLPEntryMaker {
    private var values = OTLPNestedValue()

    mutating func entry(_ resource: Resource, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> OTLPEntry {
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
        return OTLPEntry(object: Array(json.bytes), schema: schema(fields))
    }

    mutating func entry(_ scope: InstrumentationScope, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> OTLPEntry {
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
        return OTLPEntry(object: Array(json.bytes), schema: schema(fields))
    }

    func entry(_ tagged: OTLPTaggedScope) -> OTLPEntry {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        var json = JSONWriter(capacity: 256)
        json.raw("{")
        _ = names(tagged.name ?? nothing, tagged.version ?? nothing, &json)
        json.raw("}")
        return OTLPEntry(object: Array(json.bytes))
    }

    /// Writes a scope's name and version; true when it has neither.
    private func names(_ name: UnsafeRawBufferPointer, _ version: UnsafeRawBufferPointer, _ json: inout JSONWriter) -> Bool {
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

    private func schema(_ fields: OTLPFieldValues) -> [UInt8] {
        guard let url = fields.schemaURL else { return [] }
        var json = JSONWriter(capacity: 256)
        json.raw(",\"schemaUrl\":")
        json.string(url)
        return Array(json.bytes)
    }
}
