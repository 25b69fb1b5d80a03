import TraceModel

extension JSONTraceDecoder {
    /// Reads a span after its opening brace and appends it.
    mutating func jaegerSpan(ofObject: Bool) throws(JSONError) {
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
            case (3, 0x74) where key.equals("tag"), (8, 0x73) where key.equals("scopeTag"): try tagObject()
            case (9, 0x73) where key.equals("scopeTags"): try attributes(ofSpan: false)
            case (15, 0x73) where key.equals("startTimeMillis"):
                state.isStored = true
                try scanner.skip()
            default: try scanner.skip()
            }
        }
        try finish(&span, state, ofObject: ofObject, at: first)
    }

    /// What is known of a span beside its columns.
    struct SpanState {
        var trace: TraceID?
        var parent = SpanID(0)
        var hasTextParent = false
        var process: StringID?
        var resource: ResourceID?
        /// It has a field that only Jaeger's Elasticsearch storage writes.
        var isStored = false
        var hasName = false, hasStart = false, hasDuration = false
    }

    private mutating func finish(_ span: inout NewSpan, _ state: SpanState, ofObject: Bool, at first: UnsafeRawPointer) throws(JSONError) {
        if levels.count == 1, !state.isStored, state.resource == nil { return refuseAlone(at: first) }
        guard let trace = state.trace ?? (ofObject ? report.openTrace : nil) else {
            writer.abandon()
            diagnoseSpan(span.id.rawValue == 0 && !state.hasName ? .notASpan : .missingTraceID, at: first)
            return
        }
        if span.id.rawValue == 0, !facts.hasTextID {
            if !state.hasName, !state.hasStart {
                writer.abandon()
                diagnoseSpan(.notASpan, at: first)
                return
            }
            facts.hasTextID = true
            diagnoseSpan(.missingSpanID, at: first)
        }
        if ofObject, report.openTrace == nil { report.openTrace = trace }
        span.trace = trace
        facts.lacksStart = !state.hasStart
        facts.lacksDuration = !state.hasDuration
        if !state.hasStart { diagnoseSpan(.missingStart, at: first) }
        if span.duration < 0 { diagnoseSpan(.negativeDuration, at: first, found: "\(span.duration / 1000) µs") }
        if state.hasName || state.hasStart { report.placeableSpans += 1 }
        try resolveReferences(&span, state, trace)
        span.facts = facts
        span.resource = resource(state, ofObject: ofObject, at: first)
        writer.finish(span)
        report.formats.add(state.isStored ? .jaegerElasticsearch : .jaegerJSON, spans: 1)
    }

    /// A span by itself is no trace file, unless it is a document of a store, which says who produced it.
    private mutating func refuseAlone(at first: UnsafeRawPointer) {
        writer.abandon()
        let end = scanner.at
        defer { scanner.at = end }
        scanner.at = first
        var isFirst = true
        while let key = try? scanner.key(&isFirst) {
            report.addTopLevelKey(key)
            guard (try? scanner.skip()) != nil else { return }
        }
    }

    /// Notes a finding about the span as a whole.
    @inline(never)
    private mutating func diagnoseSpan(_ code: DiagnosticCode, at first: UnsafeRawPointer, found: String = "") {
        diagnose(code, at: first, path: spanPath, found: found)
    }

    /// The span's resource, or a placeholder that ``PieceJoiner`` fills in: the process id's row with the top bit set.
    @inline(__always)
    private mutating func resource(_ state: SpanState, ofObject: Bool, at first: UnsafeRawPointer) -> ResourceID {
        if let resource = state.resource { return resource }
        if let process = state.process, ofObject, report.hasOpenObject { return ResourceID(process.rawValue | PieceJoiner.placeholder) }
        diagnoseSpan(.missingProcess, at: first)
        return noResource
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
