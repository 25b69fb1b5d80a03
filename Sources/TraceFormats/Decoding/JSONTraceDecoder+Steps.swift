import TraceModel

extension JSONTraceDecoder {
    /// Reads one key or element of the innermost level; an outcome when that ends the reading.
    mutating func step() throws(JSONError) -> DecodeOutcome? {
        setCheckpoint()
        switch levels[levels.count - 1].context {
        case .document: return try documentStep()
        case .envelope: return try envelopeStep()
        case .entries: return try entriesStep()
        case .trace: return try traceStep()
        case .spans: return try eachSpan { decoder throws(JSONError) in try decoder.jaegerSpan(ofObject: true) }
        case .request, .resources, .resource, .scopes, .scope, .scopeSpans: return try otlpStep()
        }
    }

    /// Between top-level values.
    private mutating func documentStep() throws(JSONError) -> DecodeOutcome? {
        skipByteOrderMark()
        switch scanner.peek() {
        case 0:
            if scanner.at >= scanner.end { return .finished }
            throw scanner.error(.value)
        case 0x5b:
            if isDue { return .stopped }
            scanner.at += 1
            levels.append(DecoderLevel(.entries))
        case 0x7b:
            if isDue { return .stopped }
            let element = try lookAhead(isTopLevel: true)
            if element == .other {
                scanner.at += 1
                levels.append(DecoderLevel(.envelope))
            } else {
                try read(element)
            }
        default:
            try skipForeign(.notATraceFile)
        }
        return nil
    }

    /// Inside an object that is no trace: `data`, `hits`, or lists keyed by service.
    private mutating func envelopeStep() throws(JSONError) -> DecodeOutcome? {
        guard let key = try nextKey() else { return nil }
        if levels.count == 2 { report.addTopLevelKey(key) }
        let next = scanner.peek()
        if next == 0x5b {
            let list = scanner.at
            scanner.at += 1
            if try holdsEntries(key) {
                levels.append(DecoderLevel(.entries))
                return nil
            }
            scanner.at = list
        } else if next == 0x7b {
            if key.equals("hits") {
                scanner.at += 1
                levels.append(DecoderLevel(.envelope))
                return nil
            }
            let element = key.equals("data") || key.equals("result") || key.equals("trace") ? try lookAhead() : .other
            if element == .jaegerTrace || element == .otlpRequest {
                try read(element)
                if key.equals("trace"), element == .otlpRequest { open.format = .tempoJSON }
                return nil
            }
        }
        try scanner.skip()
        return nil
    }

    /// Whether the list just opened is worth looking into: `data`, or a list that begins with something to be read.
    private mutating func holdsEntries(_ key: RawString) throws(JSONError) -> Bool {
        switch scanner.peek() {
        case 0x5d: return true
        case 0x7b where key.equals("data"): return true
        case 0x7b: return try lookAhead() != .other
        default: return false
        }
    }

    /// Inside a list of traces or spans, or of such lists.
    private mutating func entriesStep() throws(JSONError) -> DecodeOutcome? {
        switch try nextInList() {
        case .end: return nil
        case .due: return .stopped
        case .element: break
        }
        switch scanner.peek() {
        case 0x7b: try read(lookAhead())
        case 0x5b where levels.count <= DecoderLimits.listDepth:
            scanner.at += 1
            levels.append(DecoderLevel(.entries))
        default: try skipForeign(.notASpan)
        }
        return nil
    }

    /// Reads an object, or opens it when it is one that may hold many spans.
    private mutating func read(_ element: JSONElement) throws(JSONError) {
        switch element {
        case .jaegerTrace:
            scanner.at += 1
            openTrace()
        case .jaegerSpan:
            scanner.at += 1
            try jaegerSpan(ofObject: false)
        case .zipkinSpan:
            try zipkinSpan()
        case .openSearchSpan:
            try openSearchSpan()
        case .otlpSpan, .otlpRequest, .otlpResource:
            try openOTLP(element)
        case .hit:
            try hit()
        case .bulkAction:
            try scanner.skip()
        case .otherSignal:
            try skipOtherSignal()
        case .other:
            try skipForeign(.notASpan)
        }
    }

    /// Reads the document in a search hit.
    private mutating func hit() throws(JSONError) {
        scanner.at += 1
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            let document = key.equals("_source") ? try lookAhead() : .other
            switch document {
            case .jaegerSpan, .zipkinSpan, .openSearchSpan: try read(document)
            default: try scanner.skip()
            }
        }
    }

    /// Inside a trace object, between its keys.
    private mutating func traceStep() throws(JSONError) -> DecodeOutcome? {
        guard let key = try nextKey() else {
            report.closeLastObject(at: writer.pendingSpans)
            return nil
        }
        if key.equals("spans"), scanner.peek() == 0x5b {
            scanner.at += 1
            levels.append(DecoderLevel(.spans))
        } else if key.equals("traceID"), scanner.peek() == 0x22 {
            report.openTrace = traceID(try scanner.string())
        } else if key.equals("processes"), scanner.peek() == 0x7b {
            try readProcesses()
        } else {
            try scanner.skip()
        }
        return nil
    }

    private mutating func openTrace() {
        levels.append(DecoderLevel(.trace))
        report.openObject(at: writer.pendingSpans)
    }

    private mutating func skipByteOrderMark() {
        let isAtStart = base + scanner.offset == 0
        if isAtStart, scanner.literal("\u{feff}") { checkpoint.at = scanner.at }
    }
}
