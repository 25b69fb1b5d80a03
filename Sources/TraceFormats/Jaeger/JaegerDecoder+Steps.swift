import TraceModel

extension JaegerDecoder {
    /// Reads one key or element of the innermost level; an outcome when that ends the reading.
    mutating func step() throws(JSONError) -> Outcome? {
        setCheckpoint()
        switch levels[levels.count - 1].context {
        case .document: return try documentStep()
        case .envelope: return try envelopeStep()
        case .entries: return try entriesStep()
        case .trace: return try traceStep()
        case .spans: return try spansStep()
        }
    }

    /// Between top-level values.
    private mutating func documentStep() throws(JSONError) -> Outcome? {
        skipByteOrderMark()
        switch scanner.peek() {
        case 0:
            if scanner.at >= scanner.end { return .finished }
            throw scanner.error(.value)
        case 0x5b:
            scanner.at += 1
            levels.append(JaegerLevel(.entries))
        case 0x7b:
            switch try lookAhead(isTopLevel: true) {
            case .trace:
                scanner.at += 1
                openTrace()
            case .other:
                scanner.at += 1
                levels.append(JaegerLevel(.envelope))
            case .span:
                // One span by itself is no trace file: it may be a document of a store.
                scanner.at += 1
                var isFirst = true
                while let key = try scanner.key(&isFirst) {
                    report.addTopLevelKey(key)
                    try scanner.skip()
                }
            }
        default:
            try skipForeign(.notATraceFile)
        }
        return nil
    }

    /// Inside a top-level object that is no trace: `data`, or lists keyed by service.
    private mutating func envelopeStep() throws(JSONError) -> Outcome? {
        let top = levels.count - 1
        guard let key = try scanner.key(&levels[top].isFirst) else {
            levels.removeLast()
            return nil
        }
        report.addTopLevelKey(key)
        let next = scanner.peek()
        if next == 0x5b {
            let list = scanner.at
            scanner.at += 1
            if try holdsEntries(key) {
                levels.append(JaegerLevel(.entries))
                return nil
            }
            scanner.at = list
        } else if next == 0x7b, key.equals("data"), try lookAhead() == .trace {
            scanner.at += 1
            openTrace()
            return nil
        }
        try scanner.skip()
        return nil
    }

    /// Whether the list just opened is worth looking into: `data`, or a list that begins with a trace or span.
    private mutating func holdsEntries(_ key: RawString) throws(JSONError) -> Bool {
        switch scanner.peek() {
        case 0x5d: return true
        case 0x7b where key.equals("data"): return true
        case 0x7b: return try lookAhead() != .other
        default: return false
        }
    }

    /// Inside a list of traces or spans.
    private mutating func entriesStep() throws(JSONError) -> Outcome? {
        let top = levels.count - 1
        guard try scanner.element(&levels[top].isFirst) else {
            levels.removeLast()
            return nil
        }
        if let stop, scanner.at >= stop {
            levels[top].isFirst = true
            return .stopped
        }
        guard scanner.peek() == 0x7b else {
            try skipForeign(.notASpan)
            return nil
        }
        switch try lookAhead() {
        case .trace:
            scanner.at += 1
            openTrace()
        case .span:
            scanner.at += 1
            try span(ofObject: false)
        case .other:
            try skipForeign(.notASpan)
        }
        return nil
    }

    /// Inside a trace object, between its keys.
    private mutating func traceStep() throws(JSONError) -> Outcome? {
        let top = levels.count - 1
        guard let key = try scanner.key(&levels[top].isFirst) else {
            levels.removeLast()
            report.closeLastObject(at: writer.pendingSpans)
            return nil
        }
        if key.equals("spans"), scanner.peek() == 0x5b {
            scanner.at += 1
            levels.append(JaegerLevel(.spans))
        } else if key.equals("traceID"), scanner.peek() == 0x22 {
            report.openTrace = traceID(try scanner.string())
        } else if key.equals("processes"), scanner.peek() == 0x7b {
            try readProcesses()
        } else {
            try scanner.skip()
        }
        return nil
    }

    /// Inside the span list of a trace object: the loop in which nearly all time is spent.
    private mutating func spansStep() throws(JSONError) -> Outcome? {
        let top = levels.count - 1
        while true {
            setCheckpoint()
            guard try scanner.element(&levels[top].isFirst) else {
                levels.removeLast()
                return nil
            }
            if let stop, scanner.at >= stop {
                levels[top].isFirst = true
                return .stopped
            }
            guard scanner.peek() == 0x7b else {
                try skipForeign(.notASpan)
                continue
            }
            scanner.at += 1
            try span(ofObject: true)
        }
    }

    private mutating func openTrace() {
        levels.append(JaegerLevel(.trace))
        report.openObject(at: writer.pendingSpans)
    }

    private mutating func skipByteOrderMark() {
        let isAtStart = base + scanner.offset == 0
        if isAtStart, scanner.literal("\u{feff}") { checkpoint.at = scanner.at }
    }
}
