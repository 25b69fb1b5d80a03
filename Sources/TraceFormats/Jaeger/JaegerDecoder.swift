import TraceModel

/// Reads Jaeger JSON in one pass from bytes into columns.
///
/// It takes `{"data":[trace…]}`, `{"data":{trace}}`, a list of traces, one trace, a list of spans with inline processes,
/// an object of lists keyed by service, and several of these in a row. Between two spans or traces it can stop and go
/// on later or elsewhere: the few levels of nesting it is inside of are a stack of plain values (``JaegerLevel``), so a
/// file may be read in pieces, and a stream as it comes. Bad values are reported and left out; the rest is kept.
public struct JaegerDecoder: ~Copyable {
    /// Why the decoder came back.
    public enum Outcome: Sendable {
        /// The text is at its end.
        case finished
        /// The next element begins at or after the offset where it was to stop.
        case stopped
        /// The text ends within an element; more bytes are needed from ``JaegerDecoder/resumeOffset`` on.
        case needsMore
    }

    var scanner: JSONScanner
    var writer: SpanWriter
    var unescaper = StringUnescaper()
    var keyGuesses = KeyGuesses()
    var references: [JaegerReference] = []
    var lastValue = LastValue.other
    /// Kind, status, error and oddities of the span being read.
    var facts: SpanFacts
    var processes: ProcessCache
    let keys: JaegerKeys
    let source: SourceID
    let noResource: ResourceID
    var report: JaegerReport
    var levels: [JaegerLevel]
    /// Offset of the scanner's first byte in the whole text.
    var base: Int

    /// Findings in the element being read; they count once it is read to its end.
    private var pending = DiagnosticList()
    private var checkpoint: Checkpoint
    private var stop: UnsafeRawPointer?

    private struct Checkpoint {
        var at: UnsafeRawPointer
        var isFirst: Bool
    }

    /// Prepares to read.
    ///
    /// - Parameters:
    ///   - bytes: the text or a part of it, followed by 64 readable bytes.
    ///   - base: where in the whole text `bytes` begins.
    ///   - start: where in `bytes` to begin.
    ///   - levels: what encloses that place.
    public init(
        _ bytes: UnsafeRawBufferPointer, base: Int = 0, from start: Int = 0, levels: [JaegerLevel] = [.init(.document)],
        writer: consuming SpanWriter, resources: ResourceTable, source: SourceID
    ) {
        scanner = JSONScanner(bytes, from: start)
        keys = JaegerKeys(&writer)
        self.writer = writer
        self.source = source
        facts = SpanFacts(source: source)
        self.base = base
        self.levels = levels
        processes = ProcessCache(resources: resources)
        noResource = resources.add(service: nil, attributes: [])
        report = JaegerReport(startsInsideTrace: levels.contains { $0.context == .trace })
        checkpoint = Checkpoint(at: scanner.at, isFirst: true)
    }

    /// Where the next element begins, in the whole text; after ``Outcome/needsMore`` the first byte still needed.
    public var resumeOffset: Int { base + scanner.offset }
    /// Spans read since the last ``takePiece()``.
    public var pendingSpans: Int { writer.pendingSpans }
    /// The trace being read, while its end has not come.
    public var openTraceID: TraceID? { levels.contains { $0.context == .trace } ? report.objects.last?.trace : nil }

    /// Reads until the text ends, an element begins at `stop`, or more bytes are needed.
    ///
    /// - Parameters:
    ///   - stop: an offset in the whole text; nil reads on to the end.
    ///   - isFinal: whether the bytes end where the text ends; then an unfinished element is lost and reported.
    public mutating func run(until stop: Int? = nil, isFinal: Bool = true) -> Outcome {
        self.stop = stop.map { scanner.start + ($0 - base) }
        while true {
            do throws(JSONError) {
                if let outcome = try step() { return outcome }
            } catch {
                writer.abandon()
                if error.code == .unexpectedEnd, !isFinal {
                    pending = DiagnosticList()
                    scanner.at = checkpoint.at
                    levels[levels.count - 1].isFirst = checkpoint.isFirst
                    return .needsMore
                }
                if !recover(from: error) { return .finished }
            }
        }
    }

    /// Goes on with other bytes, which begin with those from ``resumeOffset`` on.
    public mutating func continueReading(_ bytes: UnsafeRawBufferPointer) {
        base = resumeOffset
        scanner = JSONScanner(bytes)
    }

    /// Goes on elsewhere in the same bytes, in rows of its own, so that what was handed over may be committed meanwhile.
    public mutating func restart(from offset: Int, levels: [JaegerLevel]) {
        scanner.at = scanner.start + (offset - base)
        self.levels = levels
        writer.startChunk()
        report = JaegerReport(startsInsideTrace: levels.contains { $0.context == .trace })
    }

    /// Hands over what was read since the last time.
    public mutating func takePiece() -> JaegerPiece {
        acceptPending()
        report.closeLastObject(at: writer.pendingSpans)
        let isInside = levels.contains { $0.context == .trace }
        let piece = JaegerPiece(
            batch: writer.takeBatch(), report: report, levels: levels, endOffset: resumeOffset, endsInsideTrace: isInside)
        report = JaegerReport(startsInsideTrace: isInside)
        report.openTrace = isInside ? piece.report.objects.last?.trace : nil
        return piece
    }

    // MARK: One step

    private mutating func step() throws(JSONError) -> Outcome? {
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
            let at = scanner.at
            try scanner.skip()
            diagnose(.notATraceFile, at: at)
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
            let at = scanner.at
            try scanner.skip()
            diagnose(.notASpan, at: at)
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
            let at = scanner.at
            try scanner.skip()
            diagnose(.notASpan, at: at)
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
                let at = scanner.at
                try scanner.skip()
                diagnose(.notASpan, at: at)
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

    @inline(__always)
    private mutating func setCheckpoint() {
        checkpoint = Checkpoint(at: scanner.at, isFirst: levels[levels.count - 1].isFirst)
        if !pending.entries.isEmpty { acceptPending() }
    }

    @inline(never)
    private mutating func acceptPending() {
        report.diagnostics.add(contentsOf: pending)
        pending = DiagnosticList()
    }

    // MARK: Trouble

    /// Reports a syntax error and finds the next span or trace after it; false when there is none.
    private mutating func recover(from error: JSONError) -> Bool {
        let place = scanner.start + error.offset
        diagnose(error.code == .unexpectedEnd ? .truncated : .syntaxError, at: place)
        guard error.code != .unexpectedEnd,
            let split = JaegerSplitFinder.next(in: scanner, after: max(place, checkpoint.at + 1), before: scanner.end)
        else {
            scanner.at = scanner.end
            return false
        }
        scanner.at = scanner.start + split.offset
        if split.isTrace {
            while let last = levels.last, last.context == .spans || last.context == .trace { levels.removeLast() }
            report.closeLastObject(at: writer.pendingSpans)
            if levels.last?.context != .entries { levels.append(JaegerLevel(.entries)) }
        } else if levels.last?.context != .spans, levels.last?.context != .entries {
            levels.append(JaegerLevel(.entries))
        }
        levels[levels.count - 1].isFirst = true
        return true
    }

    @inline(never)
    mutating func diagnose(_ code: DiagnosticCode, at place: UnsafeRawPointer, path: String? = nil, found: String = "") {
        let shown = found.isEmpty ? Self.excerpt(place, scanner.end) : found
        pending.add(
            Diagnostic(code, at: Place(byteOffset: base + (place - scanner.start), path: path), found: shown))
    }

    /// What stands at a place, up to the next comma, bracket or line end.
    private static func excerpt(_ place: UnsafeRawPointer, _ end: UnsafeRawPointer) -> String {
        guard place < end else { return "" }
        let bytes = UnsafeRawBufferPointer(start: place, count: min(24, end - place))
        return String(decoding: bytes.prefix { $0 >= 0x20 && $0 != 0x2c }, as: UTF8.self)
    }
}
