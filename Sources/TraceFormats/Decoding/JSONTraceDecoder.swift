import TraceModel

/// Reads every JSON format of traces in one pass from bytes into columns.
///
/// What an object is, it tells by its first telling keys (``JSONElement``), so formats may be mixed in a file and files
/// need no names. The few levels of nesting that enclose a span are a stack of plain values (``DecoderLevel``); between
/// two spans or traces the decoder can stop and go on later or elsewhere. Each format is a folder of extensions.
public struct JSONTraceDecoder: TraceDecoder, ~Copyable {
    var scanner: JSONScanner
    var writer: SpanWriter
    var unescaper = StringUnescaper()
    var keyGuesses = KeyGuesses()
    var references: [JaegerReference] = []
    var lastValue = LastValue.other
    /// Kind, status, error and oddities of the span being read.
    var facts: SpanFacts
    /// Where the rows of all spans' resources are.
    let resources: ResourceTable
    /// Processes met before.
    var processes = BytesCache<ResourceID>()
    var otlp: OTLPMemory
    let keys: JaegerKeys
    let zipkinKeys: ZipkinTagKeys
    var zipkinResources: ZipkinResourceCache
    var source: SourceID
    let noResource: ResourceID
    /// The resource stated for the spans being read, in formats that state it once for many.
    var open: OpenResource
    var report: DecodedReport
    var levels: [DecoderLevel]
    /// Offset of the scanner's first byte in the whole text.
    var base: Int

    /// Findings in the element being read; they count once it is read to its end.
    var pending = DiagnosticList()
    var checkpoint: Checkpoint
    var stop: UnsafeRawPointer?
    /// Whether the bytes end where the text ends.
    var isFinal = false

    /// Where the element being read begins, and whether a comma was due before it.
    struct Checkpoint {
        var at: UnsafeRawPointer
        var isFirst: Bool

        /// The element's first byte, when the comma before it stands right there.
        var element: UnsafeRawPointer { at.load(as: UInt8.self) == 0x2c ? at + 1 : at }
    }

    /// Prepares to read a text from its beginning.
    public init(_ bytes: UnsafeRawBufferPointer, writer: consuming SpanWriter, resources: ResourceTable, source: SourceID) {
        scanner = JSONScanner(bytes)
        keys = JaegerKeys(&writer)
        otlp = OTLPMemory(&writer)
        zipkinKeys = ZipkinTagKeys(&writer)
        zipkinResources = ZipkinResourceCache(resources: resources)
        self.writer = writer
        self.source = source
        facts = SpanFacts(source: source)
        base = 0
        levels = [DecoderLevel(.document)]
        self.resources = resources
        noResource = resources.add(service: nil, attributes: [])
        open = OpenResource(row: noResource)
        report = DecodedReport(startsInsideTrace: false)
        checkpoint = Checkpoint(at: scanner.at, isFirst: true)
    }

    /// Goes on with another text from its beginning; what was read before must have been taken.
    public mutating func begin(_ bytes: UnsafeRawBufferPointer, source: SourceID) {
        scanner = JSONScanner(bytes)
        self.source = source
        facts = SpanFacts(source: source)
        base = 0
        levels = [DecoderLevel(.document)]
        open = OpenResource(row: noResource)
        report = DecodedReport(startsInsideTrace: false)
        pending = DiagnosticList()
        checkpoint = Checkpoint(at: scanner.at, isFirst: true)
    }

    /// Goes on in rows of its own, so that what was handed over may be committed meanwhile.
    public mutating func startChunk() { writer.startChunk() }

    /// Where the next element begins, in the whole text.
    public var resumeOffset: Int { base + scanner.offset }
    /// Spans read since the last ``takePiece()``.
    public var pendingSpans: Int { writer.pendingSpans }
    /// The trace being read, while its end has not come.
    public var openTraceID: TraceID? { levels.contains { $0.context == .trace } ? report.objects.last?.trace : nil }

    /// Reads until the text ends, an element begins at `stop`, or more bytes are needed.
    public mutating func run(until stop: Int?, isFinal: Bool) -> DecodeOutcome {
        self.stop = stop.map { scanner.start + ($0 - base) }
        self.isFinal = isFinal
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

    /// Goes on elsewhere in the same bytes, in rows of its own.
    public mutating func restart(at start: PieceStart) {
        writer.startChunk()
        move(to: start)
    }

    /// Goes on elsewhere in a part of the text.
    public mutating func restart(at start: PieceStart, in bytes: UnsafeRawBufferPointer, from base: Int) {
        self.base = base
        scanner = JSONScanner(bytes)
        move(to: start)
    }

    private mutating func move(to start: PieceStart) {
        scanner.at = scanner.start + (start.offset - base)
        levels = start.levels
        open = start.resource ?? OpenResource(row: noResource)
        report = DecodedReport(startsInsideTrace: levels.contains { $0.context == .trace })
        report.openTrace = start.trace
        checkpoint = Checkpoint(at: scanner.at, isFirst: levels.last?.isFirst ?? true)
    }

    /// Ends the reading and gives the writer back.
    public consuming func releaseWriter() -> SpanWriter { writer }

    /// Hands over what was read since the last time.
    public mutating func takePiece() -> DecodedPiece {
        acceptPending()
        report.closeLastObject(at: writer.pendingSpans)
        let isInside = levels.contains { $0.context == .trace }
        let piece = DecodedPiece(
            batch: writer.takeBatch(), report: report, levels: levels, endOffset: resumeOffset, openResource: open,
            endsInsideTrace: isInside)
        report = DecodedReport(startsInsideTrace: isInside)
        report.openTrace = isInside ? piece.report.objects.last?.trace : nil
        return piece
    }

    /// Finds the beginnings of elements by what they look like.
    public static func finder(in bytes: UnsafeRawBufferPointer, after first: DecodedPiece) -> any PieceFinder {
        JSONPieceFinder(bytes, from: 0, after: first)
    }

    /// Finds the beginnings of elements in a part of the text by what they look like.
    public static func finder(inPart bytes: UnsafeRawBufferPointer, from base: Int, after first: DecodedPiece) -> (any PieceFinder)? {
        JSONPieceFinder(bytes, from: base, after: first)
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
