import TraceModel

extension JSONTraceDecoder {
    /// Reads a span object of Zipkin, of version 2 or 1, and appends it.
    ///
    /// Zipkin's meaning is kept: a tag `error` of any value is an error, a span of the same id may be another piece or the other
    /// half of this one. What the collector writes for fields that Zipkin lacks (kind `internal`, status, scope, links, attributes of
    /// events) is read back as such.
    mutating func zipkinSpan() throws(JSONError) {
        scanner.at += 1
        let first = scanner.at
        var span = NewSpan(source: source)
        facts = SpanFacts(source: source)
        facts.mayBePiece = true
        var state = ZipkinSpanState()
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            switch (key.count, key.start.load(as: UInt8.self)) {
            case (4, 0x74) where key.equals("tags"): try zipkinTags(&state)
            case (7, 0x74) where key.equals("traceId"): state.trace = try readTraceID("traceId")
            case (2, 0x69) where key.equals("id"): (span.id, facts.hasTextID) = try spanID("id")
            case (8, 0x70) where key.equals("parentId"): (state.parent, state.hasTextParent) = try spanID("parentId")
            case (4, 0x6e) where key.equals("name"):
                span.name = try internedString("name") ?? .empty
                state.hasName = true
            case (4, 0x6b) where key.equals("kind"): state.kind = try zipkinKind()
            case (9, 0x74) where key.equals("timestamp"):
                if let start = try microseconds("timestamp") { (span.start, state.hasStart) = (start, true) }
            case (8, 0x64) where key.equals("duration"):
                if let duration = try microseconds("duration") { (span.duration, state.hasDuration) = (duration, true) }
            case (13, 0x6c) where key.equals("localEndpoint"): state.resource = try localEndpoint()
            case (14, 0x72) where key.equals("remoteEndpoint"): try remoteEndpoint()
            case (11, 0x61) where key.equals("annotations"): try annotations(&state)
            case (17, 0x62) where key.equals("binaryAnnotations"): try binaryAnnotations(&state)
            case (6, 0x73) where key.equals("shared"): facts.isShared = try flag()
            case (5, 0x64) where key.equals("debug"):
                if try flag() { writer.attribute(zipkinKeys.debug, bool: true) }
            default: try scanner.skip()
            }
        }
        if state.isV1 {
            try settleSides(&span, &state)
        } else if state.kind == nil, state.sides.areMarked {
            state.tagKind = state.sides.kind
        }
        finish(&span, state, at: first)
    }

    private mutating func flag() throws(JSONError) -> Bool {
        if scanner.peek() == 0x74, scanner.literal("true") { return true }
        try scanner.skip()
        return false
    }

    /// A kind; a word for none that is known stays an attribute.
    private mutating func zipkinKind() throws(JSONError) -> SpanKind? {
        if scanner.peek() != 0x22 {
            try skipUnlessNull("kind")
            return nil
        }
        let text = try scanner.string()
        let kind = SpanKind(word: text)
        if kind == nil, text.count > 0 { zipkinTag(keys.spanKind, text) }
        return kind
    }

    private mutating func finish(_ span: inout NewSpan, _ state: ZipkinSpanState, at first: UnsafeRawPointer) {
        guard let trace = state.trace else {
            writer.abandon()
            return diagnose(span.id.rawValue == 0 && !state.hasName ? .notASpan : .missingTraceID, at: first)
        }
        if span.id.rawValue == 0, !facts.hasTextID {
            if !state.hasName, !state.hasStart {
                writer.abandon()
                return diagnose(.notASpan, at: first)
            }
            facts.hasTextID = true
            diagnose(.missingSpanID, at: first)
        }
        span.trace = trace
        if state.parent != span.id {
            span.parent = state.parent
            facts.hasTextParentID = state.hasTextParent
        }
        facts.lacksStart = !state.hasStart
        facts.lacksDuration = !state.hasDuration
        if !state.hasStart { diagnose(.missingStart, at: first) }
        if span.duration < 0 { diagnose(.negativeDuration, at: first, found: "\(span.duration / 1000) µs") }
        if state.hasName || state.hasStart { report.placeableSpans += 1 }
        settleTags(state)
        if !state.links.isEmpty { appendLinks(state.links, of: trace) }
        span.facts = facts
        span.resource = zipkinResources.resource(state.resource ?? noResource, scopeName: state.scopeName, version: state.scopeVersion)
        writer.finish(span)
        report.formats.add(state.isV1 ? .zipkinV1 : .zipkinV2, spans: 1)
    }
}

extension SpanKind {
    /// The kind a word names, whatever the case; nil for any other text.
    init?(word: RawString) {
        switch word.count {
        case 6 where word.says("client"): self = .client
        case 6 where word.says("server"): self = .server
        case 8 where word.says("producer"): self = .producer
        case 8 where word.says("consumer"): self = .consumer
        case 8 where word.says("internal"): self = .internal
        default: return nil
        }
    }
}

extension RawString {
    /// Whether the text is this lower-case word, whatever the case.
    func says(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for offset in 0..<count where start.load(fromByteOffset: offset, as: UInt8.self) | 0x20 != word.utf8Start[offset] { return false }
        return true
    }
}
