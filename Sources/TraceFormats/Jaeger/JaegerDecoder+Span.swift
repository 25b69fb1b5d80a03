import TraceModel

extension JaegerDecoder {
    /// Reads a span after its opening brace and appends it.
    mutating func span(ofObject: Bool) throws(JSONError) {
        let first = scanner.at
        var span = NewSpan(source: source)
        facts = SpanFacts(source: source)
        references.removeAll(keepingCapacity: true)
        var state = SpanState()
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            switch (key.count, key.start.load(as: UInt8.self)) {
            case (4, 0x74) where key.equals("tags"): try attributes(ofSpan: true)
            case (4, 0x6c) where key.equals("logs"): try logs()
            case (6, 0x73) where key.equals("spanID"): (span.id, facts.hasTextID) = try spanID()
            case (7, 0x74) where key.equals("traceID"): state.trace = try readTraceID()
            case (13, 0x6f) where key.equals("operationName"):
                span.name = try internedString("operationName") ?? .empty
                state.hasName = true
            case (9, 0x73) where key.equals("startTime"):
                if let start = try microseconds("startTime") { (span.start, state.hasStart) = (start, true) }
            case (8, 0x64) where key.equals("duration"):
                if let duration = try microseconds("duration") { (span.duration, state.hasDuration) = (duration, true) }
            case (9, 0x70) where key.equals("processID"): state.process = try internedString("processID")
            case (7, 0x70) where key.equals("process"): state.resource = try inlineProcess()
            case (10, 0x72) where key.equals("references"): try readReferences()
            case (12, 0x70) where key.equals("parentSpanID"): (state.parent, state.hasTextParent) = try spanID()
            case (8, 0x77) where key.equals("warnings"): try warnings()
            default: try scanner.skip()
            }
        }
        finish(&span, state, ofObject: ofObject, at: first)
    }

    /// What is known of a span beside its columns.
    struct SpanState {
        var trace: TraceID?
        var parent = SpanID(0)
        var hasTextParent = false
        var process: StringID?
        var resource: ResourceID?
        var hasName = false, hasStart = false, hasDuration = false
    }

    private mutating func finish(_ span: inout NewSpan, _ state: SpanState, ofObject: Bool, at first: UnsafeRawPointer) {
        guard let trace = state.trace ?? (ofObject ? report.openTrace : nil) else {
            writer.abandon()
            diagnose(span.id.rawValue == 0 && !state.hasName ? .notASpan : .missingTraceID, at: first)
            return
        }
        if span.id.rawValue == 0, !facts.hasTextID {
            if !state.hasName, !state.hasStart {
                writer.abandon()
                diagnose(.notASpan, at: first)
                return
            }
            facts.hasTextID = true
            diagnose(.missingSpanID, at: first)
        }
        if ofObject, report.openTrace == nil { report.openTrace = trace }
        span.trace = trace
        facts.lacksStart = !state.hasStart
        facts.lacksDuration = !state.hasDuration
        if !state.hasStart { diagnose(.missingStart, at: first) }
        if span.duration < 0 { diagnose(.negativeDuration, at: first) }
        if state.hasName || state.hasStart { report.placeableSpans += 1 }
        resolveReferences(&span, state, trace)
        span.facts = facts
        span.resource = resource(state, ofObject: ofObject, at: first)
        writer.finish(span)
    }

    /// The span's resource, or a placeholder that ``JaegerJoiner`` fills in: the process id's row with the top bit set.
    @inline(__always)
    private mutating func resource(_ state: SpanState, ofObject: Bool, at first: UnsafeRawPointer) -> ResourceID {
        if let resource = state.resource { return resource }
        if let process = state.process, ofObject { return ResourceID(process.rawValue | JaegerJoiner.placeholder) }
        diagnose(.missingProcess, at: first)
        return noResource
    }

    // MARK: References

    private mutating func readReferences() throws(JSONError) {
        if scanner.peek() != 0x5b { return try skipUnlessNull("references") }
        scanner.at += 1
        var isFirst = true
        while try scanner.element(&isFirst) {
            if scanner.peek() != 0x7b {
                try skipBadType("references")
                continue
            }
            scanner.at += 1
            var reference = JaegerReference()
            var isFirstKey = true
            while let key = try scanner.key(&isFirstKey) {
                if key.equals("spanID") {
                    (reference.span, reference.hasTextID) = try spanID()
                } else if key.equals("traceID") {
                    reference.trace = try readTraceID()
                } else if key.equals("refType"), scanner.peek() == 0x22 {
                    let type = try scanner.string()
                    reference.kind = type.equals("CHILD_OF") ? .childOf : type.equals("FOLLOWS_FROM") ? .followsFrom : .other
                } else {
                    try scanner.skip()
                }
            }
            references.append(reference)
        }
    }

    /// Puts the first candidate for the parent into its column, and all references into the link table when they say
    /// more than "child of one span of this trace".
    private mutating func resolveReferences(_ span: inout NewSpan, _ state: SpanState, _ trace: TraceID) {
        if references.isEmpty {
            span.parent = state.parent
            facts.hasTextParentID = state.hasTextParent
            return
        }
        var parent: JaegerReference?
        for reference in references where reference.trace ?? trace == trace && reference.span.rawValue != 0 {
            if reference.kind == .childOf {
                parent = reference
                break
            }
            if reference.kind == .followsFrom, parent == nil { parent = reference }
        }
        if let parent {
            span.parent = parent.span
            facts.hasTextParentID = parent.hasTextID
        }
        if references.count == 1, parent?.kind == .childOf { return }
        for reference in references where reference.span.rawValue != 0 {
            let other = reference.trace ?? trace
            writer.link(
                reference.kind, trace: other, isSameTrace: other == trace, span: reference.span, hasTextID: reference.hasTextID)
        }
    }

    // MARK: Ids, strings, times

    /// A span id: up to 16 hex digits, or any other text, which keeps its text; 0 for null or an empty or zero id.
    @inline(__always)
    mutating func spanID() throws(JSONError) -> (SpanID, isText: Bool) {
        if scanner.peek() != 0x22 {
            try skipUnlessNull("spanID")
            return (SpanID(0), false)
        }
        let raw = try scanner.string()
        if raw.count == 16, let id = HexWords.sixteen(raw.start) { return (SpanID(id), false) }
        return otherSpanID(raw)
    }

    @inline(never)
    private mutating func otherSpanID(_ raw: RawString) -> (SpanID, isText: Bool) {
        if raw.count == 0 { return (SpanID(0), false) }
        let text = String(decoding: UnsafeRawBufferPointer(start: raw.start, count: min(raw.count, 64)), as: UTF8.self)
        if raw.count <= 64, let id = SpanID(hex: text) { return (id, false) }
        return (writer.oddSpanID(raw.start, raw.count), true)
    }

    @inline(__always)
    private mutating func readTraceID() throws(JSONError) -> TraceID? {
        if scanner.peek() != 0x22 {
            try skipUnlessNull("traceID")
            return nil
        }
        return traceID(try scanner.string())
    }

    /// A trace id: up to 32 hex digits, or any other text, which keeps its text; nil for an empty one.
    @inline(__always)
    mutating func traceID(_ raw: RawString) -> TraceID? {
        if raw.count == 32, let high = HexWords.sixteen(raw.start), let low = HexWords.sixteen(raw.start + 16) {
            return TraceID(high: high, low: low)
        }
        if raw.count == 16, let low = HexWords.sixteen(raw.start) { return TraceID(low: low) }
        return otherTraceID(raw)
    }

    @inline(never)
    private mutating func otherTraceID(_ raw: RawString) -> TraceID? {
        if raw.count == 0 { return nil }
        let text = String(decoding: UnsafeRawBufferPointer(start: raw.start, count: min(raw.count, 64)), as: UTF8.self)
        if raw.count <= 64, let id = TraceID(hex: text) { return id }
        return writer.oddTraceID(raw.start, raw.count)
    }

    /// A string's row, or nil when no string stands there.
    @inline(__always)
    mutating func internedString(_ field: StaticString) throws(JSONError) -> StringID? {
        if scanner.peek() != 0x22 {
            try skipUnlessNull(field)
            return nil
        }
        return interned(try scanner.string())
    }

    /// The row of a string, escapes resolved.
    @inline(__always)
    mutating func interned(_ raw: RawString) -> StringID {
        if !raw.hasEscapes, !raw.mayBeNonASCII { return writer.intern(raw.start, raw.count) }
        return internedSlowly(raw)
    }

    @inline(never)
    private mutating func internedSlowly(_ raw: RawString) -> StringID {
        withText(of: raw) { writer, bytes, count in writer.intern(bytes, count) }
    }

    /// Calls `body` with the bytes of a string, escapes resolved; reports bad escapes and bytes that are no UTF-8.
    mutating func withText<Result>(of raw: RawString, _ body: (inout SpanWriter, UnsafeRawPointer, Int) -> Result) -> Result {
        if raw.mayBeNonASCII, String(validating: UnsafeRawBufferPointer(start: raw.start, count: raw.count), as: UTF8.self) == nil {
            diagnose(.invalidUTF8, at: raw.start)
        }
        if !raw.hasEscapes { return body(&writer, raw.start, raw.count) }
        var isBad = false
        // The closure may not touch `self` while the unescaper is in use.
        var resolver = StringUnescaper()
        swap(&resolver, &unescaper)
        let result = resolver.resolve(raw) { bytes, count, findings in
            isBad = findings.hasBadEscape
            return body(&writer, bytes, count)
        }
        swap(&resolver, &unescaper)
        if isBad { diagnose(.badEscape, at: raw.start) }
        return result
    }

    /// A time or duration in microseconds as nanoseconds; nil, reported unless null, when it is none or out of range.
    @inline(__always)
    mutating func microseconds(_ field: StaticString) throws(JSONError) -> Int64? {
        let next = scanner.peek()
        if next == 0x22 { return try quotedMicroseconds(field) }
        let place = scanner.at
        if next == 0x6e, scanner.literal("null") { return nil }
        return nanoseconds(try scanner.number(), field, place)
    }

    private mutating func quotedMicroseconds(_ field: StaticString) throws(JSONError) -> Int64? {
        let place = scanner.at
        let raw = try scanner.string()
        let number = JSONScanner.number(UnsafeRawBufferPointer(start: raw.start, count: raw.count))
        if number == .malformed {
            diagnose(.badNumber, at: place, path: path(field), found: raw.excerpt)
            return nil
        }
        diagnose(.typeMismatch, at: place, path: path(field), found: raw.excerpt)
        return nanoseconds(number, field, place)
    }

    @inline(__always)
    private mutating func nanoseconds(_ number: JSONNumber, _ field: StaticString, _ place: UnsafeRawPointer) -> Int64? {
        if case .integer(let value) = number {
            let (product, overflow) = value.multipliedReportingOverflow(by: 1000)
            if !overflow { return product }
        }
        return unusualNanoseconds(number, field, place)
    }

    @inline(never)
    private mutating func unusualNanoseconds(_ number: JSONNumber, _ field: StaticString, _ place: UnsafeRawPointer) -> Int64? {
        switch number {
        case .real(let value):
            if let whole = Int64(exactly: (value * 1000).rounded()) { return whole }
            diagnose(.timeOutOfRange, at: place, path: path(field))
        case .integer, .outOfRange: diagnose(.timeOutOfRange, at: place, path: path(field))
        case .malformed: diagnose(.badNumber, at: place, path: path(field))
        }
        return nil
    }

    // MARK: Values that are not what they should be

    /// The path of a field of the span being read: `data[0].spans[12].startTime` as far as it is known.
    func path(_ field: StaticString) -> String {
        guard let object = report.objects.last, levels.last?.context == .spans else { return "\(field)" }
        if report.startsInsideTrace, report.objects.count == 1 { return "\(field)" }
        return "spans[\(writer.pendingSpans - object.firstSpan)].\(field)"
    }

    mutating func skipUnlessNull(_ field: StaticString) throws(JSONError) {
        if scanner.literal("null") { return }
        try skipBadType(field)
    }

    mutating func skipBadType(_ field: StaticString) throws(JSONError) {
        let place = scanner.at
        try scanner.skip()
        diagnose(.badType, at: place, path: path(field))
    }

    private mutating func warnings() throws(JSONError) {
        if scanner.peek() != 0x5b { return try skipUnlessNull("warnings") }
        scanner.at += 1
        var isFirst = true
        while try scanner.element(&isFirst) {
            if let text = try internedString("warnings") { writer.warning(text) }
        }
    }
}
