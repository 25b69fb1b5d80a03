import TraceModel

extension OTLPProtobufDecoder {
    /// Reads the spans of a ScopeSpans: the loop in which nearly all time is spent.
    mutating func spans(in level: DecoderLevel) throws(WireError) -> DecodeOutcome? {
        let end = place(of: level.bounds.upperBound)
        while reader.at < end {
            let first = reader.at
            var fields = WireReader(first, end)
            let tag = try fields.tag()
            guard tag & 7 == WireReader.WireType.bytes.rawValue else {
                try fields.skip(tag)
                reader.at = fields.at
                continue
            }
            if tag == ScopeSpansField.span.rawValue, let stop, offset(of: first) >= stop { return .stopped }
            let bounds = try length(&fields, in: level)
            if tag != ScopeSpansField.span.rawValue || bounds.count > OTLPLimits.span {
                if tag == ScopeSpansField.span.rawValue { diagnose(.notASpan, at: first) }
                skip(bounds, in: level, isHeader: ScopeSpansField(rawValue: tag) != nil)
                return nil
            }
            guard bounds.count <= end - fields.at else { throw WireError(.beyondEnd, at: first) }
            reader.at = fields.at + bounds.count
            readSpan(WireReader(fields.at, reader.at), at: first)
        }
        return nil
    }

    /// What is known of a span beside its columns.
    struct SpanState {
        var trace: TraceID?
        var start: UInt64?
        var end: UInt64?
        var traceState: UnsafeRawBufferPointer?
        var status: UnsafeRawBufferPointer?
        var droppedAttributes: UInt64 = 0
        var droppedEvents: UInt64 = 0
        var droppedLinks: UInt64 = 0
        var hasName = false
        /// Whether the ids have the length they should have.
        var hasSoundTraceID = false, hasSoundSpanID = false

        /// A metric or log record in a span's place has neither times nor ids of a span's lengths.
        var isSpan: Bool { start != nil || end != nil || hasSoundTraceID && hasSoundSpanID }
    }

    /// Reads a span and appends it; a damaged one is left out.
    @inline(__always)
    private mutating func readSpan(_ message: WireReader, at first: UnsafeRawPointer) {
        var span = NewSpan(source: source)
        var state = SpanState()
        facts = SpanFacts(source: source)
        links.removeAll(keepingCapacity: true)
        do throws(WireError) {
            try fields(message, &span, &state)
            try finish(&span, state, at: first)
        } catch {
            if !state.isSpan { return drop(.otherSignal, at: first) }
            writer.abandon()
            diagnose(.damagedMessage, at: start + error.offset(from: start), found: error.description)
        }
    }

    @inline(__always)
    private mutating func fields(_ message: WireReader, _ span: inout NewSpan, _ state: inout SpanState) throws(WireError) {
        var fields = message
        var attributes = 0
        while !fields.isAtEnd {
            let tag = try fields.tag()
            switch SpanField(rawValue: tag) {
            case .attribute:
                try attribute(fields.message(), place: attributes)
                attributes += 1
            case .traceID:
                let bytes = try fields.bytes()
                state.trace = traceID(bytes)
                state.hasSoundTraceID = bytes.count == 16
            case .spanID:
                let bytes = try fields.bytes()
                (span.id, facts.hasTextID) = spanID(bytes)
                state.hasSoundSpanID = bytes.count == 8
            case .parentSpanID: (span.parent, facts.hasTextParentID) = spanID(try fields.bytes())
            case .name:
                let name = try fields.bytes()
                span.name = interned(name)
                state.hasName = !name.isEmpty
            case .kind: facts.kind = SpanKind(rawValue: UInt8(clamping: try fields.varint())) ?? .unspecified
            case .start: state.start = try fields.fixed64()
            case .end: state.end = try fields.fixed64()
            case .event: try event(fields.message())
            case .link: links.append(try fields.message())
            case .status: try status(fields.message(), &state)
            case .traceState: state.traceState = try fields.bytes()
            case .droppedAttributesCount: state.droppedAttributes = try fields.varint()
            case .droppedEventsCount: state.droppedEvents = try fields.varint()
            case .droppedLinksCount: state.droppedLinks = try fields.varint()
            case nil: try fields.skip(tag)
            }
        }
    }

    private mutating func status(_ message: WireReader, _ state: inout SpanState) throws(WireError) {
        var fields = message
        while !fields.isAtEnd {
            let tag = try fields.tag()
            switch StatusField(rawValue: tag) {
            case .code:
                let code = try fields.varint()
                facts.status = code == 1 ? .ok : code == 2 ? .error : .unset
                facts.isError = code == 2
            case .message: state.status = try fields.bytes()
            case nil: try fields.skip(tag)
            }
        }
    }

    @inline(__always)
    private mutating func finish(_ span: inout NewSpan, _ state: SpanState, at first: UnsafeRawPointer) throws(WireError) {
        let hasNoID = span.id.rawValue == 0 && !facts.hasTextID
        if !state.isSpan { return drop(.otherSignal, at: first) }
        if hasNoID, !state.hasName, state.start == nil { return drop(.notASpan, at: first) }
        guard let trace = state.trace else { return drop(.missingTraceID, at: first) }
        if hasNoID {
            facts.hasTextID = true
            diagnose(.missingSpanID, at: first)
        }
        span.trace = trace
        times(&span, state, at: first)
        if state.hasName || !facts.lacksStart { report.placeableSpans += 1 }
        if state.traceState != nil || state.status != nil || state.droppedAttributes | state.droppedEvents | state.droppedLinks != 0 {
            extras(state)
        }
        if !links.isEmpty { try appendLinks(of: trace) }
        span.facts = facts
        span.resource = resource
        writer.finish(span)
    }

    private mutating func drop(_ code: DiagnosticCode, at first: UnsafeRawPointer) {
        writer.abandon()
        diagnose(code, at: first)
    }

    /// Fills in start and duration; an end of 0 is none, as of a span that is not over.
    @inline(__always)
    private mutating func times(_ span: inout NewSpan, _ state: SpanState, at first: UnsafeRawPointer) {
        let start = time(state.start, at: first), end = time(state.end == 0 && state.start != 0 ? nil : state.end, at: first)
        facts.lacksStart = start == nil
        facts.lacksDuration = start == nil || end == nil
        guard let start else { return diagnose(.missingStart, at: first) }
        span.start = start
        guard let end else { return }
        span.duration = end - start
        if span.duration < 0 { diagnose(.negativeDuration, at: first, found: "\(span.duration) ns") }
    }

    /// A time as nanoseconds; nil when there is none, or none that fits.
    @inline(__always)
    private mutating func time(_ value: UInt64?, at first: UnsafeRawPointer) -> Int64? {
        guard let value else { return nil }
        if let time = Int64(exactly: value) { return time }
        diagnose(.timeOutOfRange, at: first, found: "\(value)")
        return nil
    }

    /// Keeps as attributes what the columns have no place for.
    @inline(never)
    private mutating func extras(_ state: SpanState) {
        if let text = state.status, !text.isEmpty { string(keys.statusDescription, text) }
        if let text = state.traceState, !text.isEmpty { string(keys.traceState, text) }
        count(keys.droppedAttributes, state.droppedAttributes)
        count(keys.droppedEvents, state.droppedEvents)
        count(keys.droppedLinks, state.droppedLinks)
    }
}
