import TraceModel

extension JSONTraceDecoder {
    /// Reads a span after its opening brace and appends it.
    ///
    /// - Parameter isAlone: it stands outside of any resource, where records of logs that name a span may stand as well.
    mutating func otlpSpan(isAlone: Bool) throws(JSONError) {
        let first = scanner.at
        var span = NewSpan(source: source)
        facts = SpanFacts(source: source)
        var state = OTLPSpanState()
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            switch OTLPSpanKey(key) {
            case .traceID: state.trace = try otlpTraceID()
            case .spanID: (span.id, facts.hasTextID) = try otlpSpanID()
            case .parentSpanID: (span.parent, facts.hasTextParentID) = try otlpSpanID()
            case .name:
                span.name = try internedString("name") ?? .empty
                state.hasName = true
            case .kind: facts.kind = try otlpKind()
            case .start: state.start = try nanoseconds("startTimeUnixNano")
            case .end: state.end = try nanoseconds("endTimeUnixNano")
            case .attributes: try otlpAttributes()
            case .events: try otlpEvents()
            case .links:
                scanner.skipWhitespace()
                state.links = scanner.at
                try scanner.skip()
            case .status: try otlpStatus(&state)
            case .traceState: state.traceState = try nonEmptyText("traceState")
            case .droppedAttributes: state.droppedAttributes = try count("droppedAttributesCount")
            case .droppedEvents: state.droppedEvents = try count("droppedEventsCount")
            case .droppedLinks: state.droppedLinks = try count("droppedLinksCount")
            case .time, .other: try scanner.skip()
            }
        }
        try finish(&span, state, isAlone: isAlone, at: first)
    }

    @inline(__always)
    mutating func otlpKind() throws(JSONError) -> SpanKind {
        let digit = scanner.peek() &- 0x30
        let next = scanner.at.load(fromByteOffset: 1, as: UInt8.self)
        if digit < 6, next == 0x2c || next == 0x7d {
            scanner.at += 1
            return SpanKind(rawValue: digit) ?? .unspecified
        }
        let kind = try enumeration("kind", "SPAN_KIND_", SpanKind.allCases.map(\.name)) ?? 0
        return SpanKind(rawValue: UInt8(kind)) ?? .unspecified
    }

    mutating func otlpStatus(_ state: inout OTLPSpanState) throws(JSONError) {
        if scanner.peek() != 0x7b { return try skipUnlessNull("status") }
        scanner.at += 1
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            if key.equals("code") {
                try otlpStatusCode()
            } else if key.equals("message") {
                state.message = try nonEmptyText("status.message")
            } else {
                try scanner.skip()
            }
        }
    }

    mutating func otlpStatusCode() throws(JSONError) {
        let code = try enumeration("status.code", "STATUS_CODE_", SpanStatus.allCases.map(\.name)) ?? 0
        facts.status = SpanStatus(rawValue: UInt8(code)) ?? .unset
        facts.isError = facts.status == .error
    }

    mutating func finish(
        _ span: inout NewSpan, _ state: OTLPSpanState, isAlone: Bool, at first: UnsafeRawPointer
    ) throws(JSONError) {
        let hasNoID = span.id.rawValue == 0 && !facts.hasTextID
        let hasNothing = hasNoID && !state.hasName && state.start == nil
        if hasNothing || isAlone && state.start == nil && state.end == nil && state.duration == nil { return drop(.notASpan, at: first) }
        guard let trace = state.trace else { return drop(.missingTraceID, at: first) }
        if hasNoID {
            facts.hasTextID = true
            diagnose(.missingSpanID, at: first, path: spanPath, found: "")
        }
        span.trace = trace
        times(&span, state, at: first)
        if state.hasName || !facts.lacksStart { report.placeableSpans += 1 }
        if state.hasExtras { extras(state) }
        if let links = state.links { try otlpLinks(links, of: trace) }
        span.facts = facts
        span.resource = open.row
        writer.finish(span)
        if isAlone, open.format == .otlpJSON { diagnose(.missingProcess, at: first, path: spanPath, found: "") }
        report.formats.add(open.format, spans: 1)
    }

    private mutating func drop(_ code: DiagnosticCode, at first: UnsafeRawPointer) {
        writer.abandon()
        diagnose(code, at: first, path: spanPath, found: "")
    }

    /// Fills in start and duration; an end of 0 is none, as of a span that is not over.
    @inline(__always)
    private mutating func times(_ span: inout NewSpan, _ state: OTLPSpanState, at first: UnsafeRawPointer) {
        span.start = state.start ?? 0
        facts.lacksStart = state.start == nil
        if facts.lacksStart { diagnose(.missingStart, at: first, path: spanPath, found: "") }
        guard let duration = duration(state, at: first) else { return facts.lacksDuration = true }
        span.duration = duration
        if duration < 0 { diagnose(.negativeDuration, at: first, path: spanPath, found: "\(duration) ns") }
    }

    @inline(__always)
    private mutating func duration(_ state: OTLPSpanState, at first: UnsafeRawPointer) -> Int64? {
        if let duration = state.duration { return duration }
        guard let start = state.start, let end = state.end, end != 0 || start == 0 else { return nil }
        let (duration, overflow) = end.subtractingReportingOverflow(start)
        if !overflow { return duration }
        diagnose(.timeOutOfRange, at: first, path: path("endTimeUnixNano"), found: "")
        return nil
    }

    /// Keeps as attributes what the columns have no place for.
    @inline(never)
    private mutating func extras(_ state: OTLPSpanState) {
        if let text = state.message { escapedString(otlp.keys.statusDescription, text) }
        if let text = state.traceState { escapedString(otlp.keys.traceState, text) }
        dropped(otlp.keys.droppedAttributes, state.droppedAttributes)
        dropped(otlp.keys.droppedEvents, state.droppedEvents)
        dropped(otlp.keys.droppedLinks, state.droppedLinks)
    }

    @inline(__always)
    private mutating func dropped(_ key: StringID, _ count: Int64) {
        if count > 0 { writer.attribute(key, int64: count) }
    }

    private mutating func otlpEvents() throws(JSONError) {
        try eachObject("events") { decoder throws(JSONError) in try decoder.otlpEvent() }
    }

    private mutating func otlpEvent() throws(JSONError) {
        scanner.at += 1
        var name = StringID.empty
        var time: Int64 = 0
        var lost: Int64 = 0
        var isFirst = true
        writer.beginEvent()
        while let key = try scanner.key(&isFirst) {
            switch OTLPSpanKey(key) {
            case .time: time = try nanoseconds("events.timeUnixNano") ?? 0
            case .name: name = try internedString("events.name") ?? .empty
            case .attributes: try otlpAttributes()
            case .droppedAttributes: lost = try count("events.droppedAttributesCount")
            default: try scanner.skip()
            }
        }
        dropped(otlp.keys.droppedAttributes, lost)
        writer.endEvent(time: time, name: name)
    }

    /// Reads links once it is known which trace is the span's own.
    private mutating func otlpLinks(_ place: UnsafeRawPointer, of trace: TraceID) throws(JSONError) {
        let end = scanner.at
        defer { scanner.at = end }
        scanner.at = place
        try eachObject("links") { decoder throws(JSONError) in try decoder.otlpLink(of: trace) }
    }

    private mutating func otlpLink(of trace: TraceID) throws(JSONError) {
        var other: TraceID?
        var span = SpanID(0)
        var isText = false
        var traceState: RawString?
        var lost: Int64 = 0
        var isFirst = true
        scanner.at += 1
        writer.beginLink()
        while let key = try scanner.key(&isFirst) {
            switch OTLPSpanKey(key) {
            case .traceID: other = try otlpTraceID()
            case .spanID: (span, isText) = try otlpSpanID()
            case .traceState: traceState = try nonEmptyText("links.traceState")
            case .attributes: scanner.peek() == 0x7b ? try attributeObject() : try otlpAttributes()
            case .droppedAttributes: lost = try count("links.droppedAttributesCount")
            default: try scanner.skip()
            }
        }
        if let traceState { escapedString(otlp.keys.traceState, traceState) }
        dropped(otlp.keys.droppedAttributes, lost)
        writer.endLink(.other, trace: other ?? trace, isSameTrace: other ?? trace == trace, span: span, hasTextID: isText)
    }
}
