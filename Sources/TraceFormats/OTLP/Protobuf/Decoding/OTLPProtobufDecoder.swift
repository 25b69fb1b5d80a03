import TraceModel

/// Reads OTLP protobuf in one pass from bytes into columns: one TracesData message, or the frames of the collector's file
/// exporter, each a message behind its length in four bytes.
///
/// What encloses a span is a stack of a few plain values (``DecoderLevel``), so that the decoder can stop between two spans and
/// go on later or elsewhere, and a message of any size needs no more of itself in memory than ``DecoderLimits/lookAhead`` and one
/// span. Resource, scope and schema URLs may stand behind the spans they belong to: they are looked for first, by stepping over
/// lengths. A damaged span is left out; damage of what encloses spans costs the rest of it, for its end is known. Unknown fields
/// are stepped over. See opentelemetry-proto, `trace/v1/trace.proto`, and the protobuf encoding guide.
public struct OTLPProtobufDecoder: TraceDecoder, ~Copyable {
    /// The bytes at hand; those before `at` are read.
    var reader: WireReader
    /// Their first one, and its offset in the whole input.
    var start: UnsafeRawPointer
    var base = 0
    /// Frames are inside the document; a message that is all there is has nothing around it.
    var levels = [DecoderLevel(.document)]
    /// Whether the framing was found out.
    var isBegun = false
    /// Offset up to which nobody wants what stands there.
    var skipEnd = 0
    /// Offset at which no message or span is begun.
    var stop: Int?
    var isFinal = true

    var writer: SpanWriter
    let source: SourceID
    /// Kind, status, error and oddities of the span being read.
    var facts: SpanFacts
    var resources: OTLPResources
    /// Who produced the spans of the present ScopeSpans.
    var resource: ResourceID
    /// A ResourceSpans or ScopeSpans without its contents.
    var header = OTLPMessageHead()
    let keys: OTLPFieldKeys
    var keyGuesses = KeyGuesses()
    var valueText = OTLPValueText()
    var links: [WireReader] = []
    var report = DecodedReport(startsInsideTrace: false)

    private static let nothing: StaticString = "                                                                "

    /// Prepares to read a file or stream from its beginning.
    public init(_ bytes: UnsafeRawBufferPointer, writer: consuming SpanWriter, resources: ResourceTable, source: SourceID) {
        // What is empty has no base address; any readable address will do for it.
        start = bytes.baseAddress ?? UnsafeRawPointer(Self.nothing.utf8Start)
        reader = WireReader(start, start + bytes.count)
        keys = OTLPFieldKeys(&writer)
        self.writer = writer
        self.source = source
        facts = SpanFacts(source: source)
        self.resources = OTLPResources(resources)
        resource = self.resources.none
    }

    /// Where the next field begins, in the whole input.
    public var resumeOffset: Int { offset(of: reader.at) }
    /// Spans read since the last ``takePiece()``.
    public var pendingSpans: Int { writer.pendingSpans }

    /// Reads until the input ends, a message or span begins at `stop`, or more bytes are needed.
    public mutating func run(until stop: Int?, isFinal: Bool) -> DecodeOutcome {
        (self.stop, self.isFinal) = (stop, isFinal)
        while true {
            do throws(WireError) {
                if let outcome = try step() { return outcome }
            } catch {
                if let outcome = recover(from: error) { return outcome }
            }
        }
    }

    /// Goes on with other bytes, which begin with those from ``resumeOffset`` on.
    public mutating func continueReading(_ bytes: UnsafeRawBufferPointer) {
        base = resumeOffset
        start = bytes.baseAddress ?? UnsafeRawPointer(Self.nothing.utf8Start)
        reader = WireReader(start, start + bytes.count)
    }

    /// Goes on elsewhere in the same bytes, in rows of its own.
    public mutating func restart(at start: PieceStart) {
        writer.startChunk()
        move(to: start)
    }

    /// Goes on elsewhere in a part of the input that holds all that encloses that place.
    public mutating func restart(at start: PieceStart, in bytes: UnsafeRawBufferPointer, from base: Int) {
        self.base = base
        self.start = bytes.baseAddress ?? UnsafeRawPointer(Self.nothing.utf8Start)
        reader = WireReader(self.start, self.start + bytes.count)
        move(to: start)
    }

    private mutating func move(to start: PieceStart) {
        reader.at = self.start + (start.offset - base)
        let isElsewhere = levels != start.levels
        (levels, isBegun, skipEnd, isFinal) = (start.levels, true, 0, true)
        // All bytes are at hand; what is wrong with a header was reported where it was met first.
        if isElsewhere { for level in levels { try? readHeader(of: level) } }
        report = DecodedReport(startsInsideTrace: false)
    }

    /// Ends the reading and gives the writer back.
    public consuming func releaseWriter() -> SpanWriter { writer }

    /// Hands over what was read since the last time.
    public mutating func takePiece() -> DecodedPiece {
        if isBegun { report.formats.add(.otlpProtobuf, spans: writer.pendingSpans) }
        let piece = DecodedPiece(
            batch: writer.takeBatch(), report: report, levels: levels, endOffset: resumeOffset, openResource: nil, endsInsideTrace: false)
        report = DecodedReport(startsInsideTrace: false)
        return piece
    }

    /// Finds messages and spans by stepping over lengths.
    public static func finder(in bytes: UnsafeRawBufferPointer, after first: DecodedPiece) -> any PieceFinder {
        OTLPPieceFinder(bytes, after: first)
    }

    /// Finds nothing: a span's resource may lie before the part, and is needed to begin at the span.
    public static func finder(inPart bytes: UnsafeRawBufferPointer, from base: Int, after first: DecodedPiece) -> (any PieceFinder)? { nil }

    /// Offset in the whole input.
    @inline(__always)
    func offset(of place: UnsafeRawPointer) -> Int { base + (place - start) }

    /// Where an offset is, or the end of the bytes at hand if that comes first.
    @inline(__always)
    func place(of offset: Int) -> UnsafeRawPointer { start + min(offset - base, reader.end - start) }
}
