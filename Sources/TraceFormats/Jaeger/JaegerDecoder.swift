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
    var pending = DiagnosticList()
    var checkpoint: Checkpoint
    var stop: UnsafeRawPointer?

    /// Where the element being read begins, and whether a comma was due before it.
    struct Checkpoint {
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
                if !isFinal, awaitsMore(after: error) {
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

    /// Notes where the next element begins, and that the one before it is complete.
    @inline(__always)
    mutating func setCheckpoint() {
        checkpoint = Checkpoint(at: scanner.at, isFirst: levels[levels.count - 1].isFirst)
        if !pending.entries.isEmpty { acceptPending() }
    }

    @inline(never)
    mutating func acceptPending() {
        report.diagnostics.add(contentsOf: pending)
        pending = DiagnosticList()
    }
}
