import TraceModel

/// What an object that holds spans says of them all.
private struct OTLPHeader {
    /// The resource or scope object.
    var subject: UnsafeRawBufferPointer?
    /// The schema its attributes follow.
    var schema: RawString?
}

extension JSONTraceDecoder {
    /// Opens a resource object: what it says of its spans is read now, wherever in the object it stands.
    mutating func openResource() throws(JSONError) {
        let format = open.format
        var isFirst = true
        let header = try header(&isFirst, isSubject: { $0.equals("resource") }) { decoder, bytes in
            guard let known = decoder.otlp.resources.find(bytes) else { return false }
            decoder.open = known
            return true
        }
        if let header {
            var resource = try readResource(header.subject)
            if let schema = header.schema, schema.count > 0 {
                resource.attributes.append(.init(otlp.keys.resourceSchema, string: interned(schema)))
            }
            open = OpenResource(row: resources.add(service: resource.service, attributes: resource.attributes))
            open.service = resource.service
            open.attributes = resource.attributes
            if let bytes = header.subject { otlp.resources.remember(bytes, open) }
        }
        open.format = format
        levels.append(DecoderLevel(.resource, isFirst: isFirst))
    }

    /// Opens a scope object likewise.
    mutating func openScope() throws(JSONError) {
        var isFirst = true
        let header = try header(
            &isFirst,
            isSubject: { $0.equals("scope") || $0.equals("instrumentationLibrary") || $0.equals("instrumentation_library") }
        ) { decoder, bytes in
            guard let known = decoder.otlp.scopes.find(bytes, of: decoder.open.base.rawValue) else { return false }
            decoder.open.row = known
            return true
        }
        if let header {
            var scope = try readScope(header.subject)
            if let schema = header.schema, schema.count > 0 {
                scope = scope ?? ResourceTable.NewScope()
                scope?.attributes.append(.init(otlp.keys.scopeSchema, string: interned(schema)))
            }
            open.row =
                scope.map {
                    resources.add(service: open.service, attributes: open.attributes, scope: $0)
                } ?? open.base
            if let bytes = header.subject { otlp.scopes.remember(bytes, of: open.base.rawValue, open.row) }
        }
        levels.append(DecoderLevel(.scope, isFirst: isFirst))
    }

    /// Finds what an object says of its spans, and goes to where its reading begins; nil when it is known.
    ///
    /// The schema is mostly written behind the spans. Who writes the same resource or scope writes the same schema with it, so
    /// that it is looked for only once for each.
    private mutating func header(
        _ isFirst: inout Bool, isSubject: (RawString) -> Bool,
        isKnown: (inout JSONTraceDecoder, UnsafeRawBufferPointer) -> Bool
    ) throws(JSONError) -> OTLPHeader? {
        let first = scanner.at + 1
        scanner.at = first
        var header = OTLPHeader()
        var isLooking = false
        let end = min(scanner.end, first + DecoderLimits.lookAhead)
        let whole = scanner
        do throws(JSONError) {
            while let key = try scanner.key(&isFirst) {
                let place = scanner.peek() == 0 ? scanner.end : scanner.at
                let isText = scanner.peek() == 0x22
                if scanner.peek() == 0x5b, !isLooking {
                    if header.subject != nil, header.schema != nil { break }
                    // From here on it is a look into what is read later, and only so far.
                    isLooking = true
                    scanner = JSONScanner(UnsafeRawBufferPointer(start: whole.start, count: end - whole.start), from: place - whole.start)
                }
                if isText, key.equals("schemaUrl") || key.equals("schema_url") {
                    header.schema = try scanner.string()
                    continue
                }
                try scanner.skip()
                guard isSubject(key), place.load(as: UInt8.self) == 0x7b else { continue }
                let bytes = UnsafeRawBufferPointer(start: place, count: scanner.at - place)
                header.subject = bytes
                if !isLooking, header.schema == nil, isKnown(&self, bytes) { return nil }
            }
        } catch {
            // A text cut off or damaged further on is read as far as it goes.
            let isBounded = isFinal || end < whole.end
            scanner = whole
            if !isLooking || error.code == .unexpectedEnd && !isBounded { throw error }
        }
        scanner = whole
        isFirst = true
        return header
    }

    private mutating func readResource(
        _ bytes: UnsafeRawBufferPointer?
    ) throws(JSONError) -> (service: StringID?, attributes: [ResourceTable.NewAttribute]) {
        var service: StringID?
        var attributes: [ResourceTable.NewAttribute] = []
        try inside(bytes) { decoder, key throws(JSONError) in
            if key.equals("attributes") {
                try decoder.resourceAttributes(&attributes) { name, value, decoder in
                    guard name == decoder.otlp.keys.serviceName, service == nil, case .string(let text) = value else { return false }
                    service = decoder.interned(text)
                    return true
                }
            } else if try !decoder.droppedAttributes(key, &attributes) {
                try decoder.scanner.skip()
            }
        }
        return (service, attributes)
    }

    private mutating func readScope(_ bytes: UnsafeRawBufferPointer?) throws(JSONError) -> ResourceTable.NewScope? {
        guard let bytes else { return nil }
        var scope = ResourceTable.NewScope()
        try inside(bytes) { decoder, key throws(JSONError) in
            if key.equals("name") {
                scope.name = try decoder.internedString("scope.name") ?? .empty
            } else if key.equals("version") {
                scope.version = try decoder.internedString("scope.version") ?? .empty
            } else if key.equals("attributes") {
                try decoder.resourceAttributes(&scope.attributes) { _, _, _ in false }
            } else if try !decoder.droppedAttributes(key, &scope.attributes) {
                try decoder.scanner.skip()
            }
        }
        return scope
    }

    /// Calls `body` with each key of an object found before, and comes back.
    private mutating func inside(
        _ bytes: UnsafeRawBufferPointer?, _ body: (inout JSONTraceDecoder, RawString) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard let start = bytes?.baseAddress else { return }
        let back = scanner.at
        defer { scanner.at = back }
        scanner.at = start
        try eachKey(body)
    }

    /// Takes a count of dropped attributes; false, with nothing read, for another key.
    mutating func droppedAttributes(
        _ key: RawString, _ attributes: inout [ResourceTable.NewAttribute]
    ) throws(JSONError) -> Bool {
        guard key.equals("droppedAttributesCount") || key.equals("dropped_attributes_count") else { return false }
        let count = try count("droppedAttributesCount")
        if count > 0 { attributes.append(.init(otlp.keys.droppedAttributes, int64: count)) }
        return true
    }
}
