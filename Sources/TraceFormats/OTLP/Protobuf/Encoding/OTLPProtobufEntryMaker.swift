import TraceModel

/// Makes resources and scopes as fields of OTLP protobuf.
struct OTLPProtobufEntryMaker: OTLPEntryMaker {
    func entry(_ resource: Resource, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> OTLPEntry {
        let attributes = resource.attributes
        if resource.serviceID == nil, attributes.isEmpty { return OTLPEntry() }
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

    func entry(_ scope: InstrumentationScope, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> OTLPEntry {
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

    func entry(_ tagged: OTLPTaggedScope) -> OTLPEntry {
        var wire = WireWriter(capacity: 256)
        let mark = wire.begin(ScopeSpansField.scope.rawValue)
        wire.unlessEmpty(ScopeField.name.rawValue, tagged.name)
        wire.unlessEmpty(ScopeField.version.rawValue, tagged.version)
        wire.end(mark)
        return OTLPEntry(object: Array(wire.bytes))
    }

    private func entry(_ wire: consuming WireWriter, _ schemaTag: UInt32, _ fields: OTLPFieldValues) -> OTLPEntry {
        var entry = OTLPEntry(object: Array(wire.bytes))
        wire.removeAll()
        wire.unlessEmpty(schemaTag, fields.schemaURL)
        entry.schema = Array(wire.bytes)
        return entry
    }
}
