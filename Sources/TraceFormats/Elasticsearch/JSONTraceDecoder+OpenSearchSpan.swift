import TraceModel

extension JSONTraceDecoder {
    /// Reads a document that Data Prepper stores in OpenSearch: a span of OTLP with its resource and scope, in JSON of its own.
    ///
    /// Older documents have a key for each attribute, `span.attributes.http@method`, newer ones an object `attributes`; times
    /// are ISO 8601. What tells of the trace as a whole (`traceGroup`) is left out: it follows from the trace.
    mutating func openSearchSpan() throws(JSONError) {
        scanner.at += 1
        let first = scanner.at
        open = OpenResource(row: noResource)
        open.format = .openSearchOTel
        facts = SpanFacts(source: source)
        var document = OpenSearchDocument(source: source)
        var isFirst = true
        while let key = try scanner.key(&isFirst) { try openSearchField(key, &document) }
        var scope = document.scope
        if let scopeSchema = document.scopeSchema {
            scope = scope ?? ResourceTable.NewScope()
            scope?.attributes.append(.init(otlp.keys.scopeSchema, string: scopeSchema))
        }
        open.row = resources.add(service: document.service, attributes: document.resource, scope: scope)
        try finish(&document.span, document.state, isAlone: true, at: first)
    }

    private mutating func openSearchField(_ key: RawString, _ document: inout OpenSearchDocument) throws(JSONError) {
        switch OTLPSpanKey(key) {
        case .traceID: document.state.trace = try otlpTraceID()
        case .spanID: (document.span.id, facts.hasTextID) = try otlpSpanID()
        case .parentSpanID: (document.span.parent, facts.hasTextParentID) = try otlpSpanID()
        case .name:
            document.span.name = try internedString("name") ?? .empty
            document.state.hasName = true
        case .kind: facts.kind = try otlpKind()
        case .attributes: try attributeObject()
        case .events: try openSearchEvents()
        case .links:
            scanner.skipWhitespace()
            document.state.links = scanner.at
            try scanner.skip()
        case .status: try otlpStatus(&document.state)
        case .traceState: document.state.traceState = try nonEmptyText("traceState")
        case .droppedAttributes: document.state.droppedAttributes = try count("droppedAttributesCount")
        case .droppedEvents: document.state.droppedEvents = try count("droppedEventsCount")
        case .droppedLinks: document.state.droppedLinks = try count("droppedLinksCount")
        default: try storedField(key, &document)
        }
    }

    /// Reads a field that OTLP writes otherwise, or not at all.
    private mutating func storedField(_ key: RawString, _ document: inout OpenSearchDocument) throws(JSONError) {
        if key.equals("startTime") {
            document.state.start = try storedTime("startTime")
        } else if key.equals("endTime") {
            document.state.end = try storedTime("endTime")
        } else if key.equals("durationInNanos") {
            document.state.duration = try nanoseconds("durationInNanos")
        } else if key.equals("serviceName") {
            document.service = try internedString("serviceName") ?? document.service
        } else if key.equals("status.code") {
            try otlpStatusCode()
        } else if key.equals("status.message") {
            document.state.message = try nonEmptyText("status.message")
        } else if let name = key.dropping("span.attributes.") ?? key.dropping("attributes.") {
            try storedAttribute(name)
        } else if let name = key.dropping("resource.attributes.") ?? key.dropping("resource.attributes@") {
            try storedResourceAttribute(name, &document)
        } else if key.equals("span"), scanner.peek() == 0x7b {
            try eachKey { decoder, inner throws(JSONError) in
                if inner.equals("attributes") { try decoder.attributeObject() } else { try decoder.scanner.skip() }
            }
        } else if key.equals("resource"), scanner.peek() == 0x7b {
            try storedResource(&document)
        } else if key.equals("instrumentationScope") || key.equals("instrumentationLibrary"), scanner.peek() == 0x7b {
            try eachKey { decoder, inner throws(JSONError) in try decoder.storedScope(inner, &document) }
        } else if let part = key.dropping("instrumentationScope.") ?? key.dropping("instrumentationLibrary.") {
            try storedScope(part, &document)
        } else {
            try scanner.skip()
        }
    }

    private mutating func storedResource(_ document: inout OpenSearchDocument) throws(JSONError) {
        try eachKey { decoder, key throws(JSONError) in
            if key.equals("attributes"), decoder.scanner.peek() == 0x7b {
                try decoder.eachKey { decoder, name throws(JSONError) in try decoder.storedResourceAttribute(name, &document) }
            } else if key.equals("schemaUrl"), let schema = try decoder.storedSchema() {
                document.resource.append(.init(decoder.otlp.keys.resourceSchema, string: schema))
            } else if !key.equals("schemaUrl"), try !decoder.droppedAttributes(key, &document.resource) {
                try decoder.scanner.skip()
            }
        }
    }

    /// Reads a resource's attribute; that of the service's name only says it again.
    private mutating func storedResourceAttribute(_ name: RawString, _ document: inout OpenSearchDocument) throws(JSONError) {
        let key = storedKey(name)
        if key == otlp.keys.serviceName, scanner.peek() == 0x22 {
            let service = try internedString("resource.attributes")
            document.service = document.service ?? service
        } else {
            document.resource.append(try processValue(key, .undeclared))
        }
    }

    private mutating func storedScope(_ key: RawString, _ document: inout OpenSearchDocument) throws(JSONError) {
        var scope = document.scope ?? ResourceTable.NewScope()
        if key.equals("name") {
            scope.name = try internedString("instrumentationScope.name") ?? .empty
        } else if key.equals("version") {
            scope.version = try internedString("instrumentationScope.version") ?? .empty
        } else if key.equals("schemaUrl") {
            document.scopeSchema = try storedSchema()
        } else if key.equals("attributes"), scanner.peek() == 0x7b {
            try eachKey { decoder, name throws(JSONError) in
                scope.attributes.append(try decoder.processValue(decoder.storedKey(name), .undeclared))
            }
        } else if try !droppedAttributes(key, &scope.attributes) {
            try scanner.skip()
        }
        document.scope = scope
    }

    private mutating func storedSchema() throws(JSONError) -> StringID? {
        guard let schema = try nonEmptyText("schemaUrl") else { return nil }
        return interned(schema)
    }

    private mutating func openSearchEvents() throws(JSONError) {
        try eachObject("events") { decoder throws(JSONError) in
            var name = StringID.empty
            var time: Int64?
            var lost: Int64 = 0
            decoder.writer.beginEvent()
            try decoder.eachKey { decoder, key throws(JSONError) in
                if key.equals("time") {
                    time = try decoder.storedTime("events.time")
                } else if key.equals("name") {
                    name = try decoder.internedString("events.name") ?? .empty
                } else if key.equals("attributes") {
                    try decoder.attributeObject()
                } else if key.equals("droppedAttributesCount") {
                    lost = try decoder.count("events.droppedAttributesCount")
                } else {
                    try decoder.scanner.skip()
                }
            }
            if lost > 0 { decoder.writer.attribute(decoder.otlp.keys.droppedAttributes, int64: lost) }
            decoder.writer.endEvent(time: time ?? 0, name: name)
        }
    }

    /// Reads an object of attributes into the span, event or link being written.
    mutating func attributeObject() throws(JSONError) {
        if scanner.peek() != 0x7b { return try skipUnlessNull("attributes") }
        try eachKey { decoder, name throws(JSONError) in try decoder.storedAttribute(name) }
    }

    private mutating func storedAttribute(_ name: RawString) throws(JSONError) { try attributeValue(storedKey(name), .undeclared) }

    /// A time as ISO 8601, or as a number of milliseconds, microseconds or nanoseconds, told by its size.
    private mutating func storedTime(_ field: StaticString) throws(JSONError) -> Int64? {
        guard scanner.peek() == 0x22 else {
            guard let number = try nanoseconds(field) else { return nil }
            // Until the year 2261 nothing overflows, and until then none is taken for another.
            let size = number.magnitude
            return size < 9_200_000_000_000 ? number * 1_000_000 : size < 9_200_000_000_000_000 ? number * 1_000 : number
        }
        let place = scanner.at
        let raw = try scanner.string()
        let text = UnsafeRawBufferPointer(start: raw.start, count: raw.count)
        if let time = ISOTime.nanoseconds(text) { return time }
        if raw.count > 0 { diagnose(.badNumber, at: place, path: path(field), found: raw.excerpt) }
        return nil
    }
}

/// What is known of a document before it is read to its end.
private struct OpenSearchDocument {
    var span: NewSpan
    var state = OTLPSpanState()
    var service: StringID?
    var resource: [ResourceTable.NewAttribute] = []
    var scope: ResourceTable.NewScope?
    var scopeSchema: StringID?

    init(source: SourceID) { span = NewSpan(source: source) }
}

extension RawString {
    /// What follows a beginning; nil when the text begins otherwise, or ends there.
    fileprivate func dropping(_ prefix: StaticString) -> RawString? {
        let length = prefix.utf8CodeUnitCount
        guard count > length, ByteHash.equal(start, prefix.utf8Start, length) else { return nil }
        return RawString(start: start + length, count: count - length, hasEscapes: hasEscapes, mayBeNonASCII: mayBeNonASCII)
    }
}
