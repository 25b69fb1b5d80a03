import TraceModel

extension ZipkinSpanWriter {
    /// Writes as tags: the attributes, those of the resource, then what none of them says yet of
    /// scope, kind and status, and the links.
    mutating func writeTags(_ span: Span, _ attributes: AttributeList, besides remote: ZipkinEndpoint, _ resource: ZipkinResources.Known) {
        let facts = span.facts
        tags.begin()
        var isDebug = false
        for (place, attribute) in attributes.enumerated() where !remote.contains(place) {
            if keys[attribute.keyID] == .debug, attribute.value == .bool(true) {
                isDebug = true
                continue
            }
            write(attribute, of: facts, repeated: .repeatedKey)
        }
        if !resource.tags.isEmpty {
            let all = span.resource.attributes
            for place in resource.tags { write(all[place], of: facts, repeated: .hiddenResourceAttribute) }
        }
        if let scope = span.resource.scope, !tags.hasScope {
            if scope.nameID != .empty { write(tag: "otel.scope.name", scope.name) }
            if scope.versionID != .empty { write(tag: "otel.scope.version", scope.version) }
        }
        if facts.kind == .internal, !tags.hasKind { write(tag: "span.kind", "internal") }
        if facts.status != .unset, !tags.hasStatus { write(tag: "otel.status_code", facts.status == .ok ? "OK" : "ERROR") }
        if facts.isError, !tags.hasError { write(tag: "error", "true") }
        writeLinks(span)
        tags.close(&json)
        if isDebug { json.raw(",\"debug\":true") }
    }

    private mutating func write(_ attribute: Attribute, of facts: SpanFacts, repeated: ConversionLoss.Code) {
        let role = keys[attribute.keyID]
        // Any tag of this name would make the span an error.
        if role == .error, !facts.isError { return tally.add(.deniedError) }
        if !tags.insert(attribute.keyID) { return tally.add(repeated) }
        tags.note(role)
        tags.separate(&json)
        json.string(keys.strings.bytes(attribute.keyID))
        json.raw(":")
        if let mask = tally.mask(for: attribute) { return json.string(mask) }
        if attribute.isString, let text = attribute.utf8 { return json.string(text) }
        tally.add(.typedValue)
        switch attribute.value {
        case .null: json.raw("\"\"")
        case let value: json.string(value.text)
        }
    }

    private mutating func write(tag key: StaticString, _ text: String) {
        tags.separate(&json)
        json.raw("\"")
        json.raw(key)
        json.raw("\":")
        json.string(text)
    }
}
