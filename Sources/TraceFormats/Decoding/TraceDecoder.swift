import TraceModel

/// Why a decoder came back.
public enum DecodeOutcome: Sendable {
    /// All bytes were read; where they are not the last ones, they end between two elements.
    case finished
    /// The next element begins at or after the offset where it was to stop.
    case stopped
    /// The bytes end within an element; more are needed from ``TraceDecoder/resumeOffset`` on.
    case needsMore
}

/// Reads bytes into columns in one pass, and can stop between two elements and go on later or elsewhere.
///
/// So a file may be read in pieces by several workers, and a stream as it comes. Bad values are reported and left out; the
/// rest is kept. Nothing is thrown: what is wrong with the input are findings of its pieces.
public protocol TraceDecoder: ~Copyable, SendableMetatype {
    /// Prepares to read.
    ///
    /// - Parameters:
    ///   - bytes: the input or its first part, followed by 64 readable bytes.
    ///   - writer: where spans go.
    ///   - resources: where their resources go.
    ///   - source: the input they come from.
    init(_ bytes: UnsafeRawBufferPointer, writer: consuming SpanWriter, resources: ResourceTable, source: SourceID)

    /// Where the next element begins, in the whole input; after ``DecodeOutcome/needsMore`` the first byte still needed.
    var resumeOffset: Int { get }
    /// Spans read since the last ``takePiece()``.
    var pendingSpans: Int { get }

    /// Reads until the input ends, an element begins at `stop`, or more bytes are needed.
    ///
    /// - Parameters:
    ///   - stop: an offset in the whole input; nil reads on to the end.
    ///   - isFinal: whether the bytes end where the input ends; then an unfinished element is lost and reported.
    mutating func run(until stop: Int?, isFinal: Bool) -> DecodeOutcome

    /// Goes on with other bytes, which begin with those from ``resumeOffset`` on.
    mutating func continueReading(_ bytes: UnsafeRawBufferPointer)

    /// Goes on elsewhere in the same bytes, in rows of its own, so that what was handed over may be committed meanwhile.
    mutating func restart(at start: PieceStart)

    /// Goes on elsewhere in a part of the input, in the rows after those that were handed over, which must not be committed meanwhile.
    ///
    /// - Parameter base: the offset in the whole input of the bytes' first one.
    mutating func restart(at start: PieceStart, in bytes: UnsafeRawBufferPointer, from base: Int)

    /// Hands over what was read since the last time.
    mutating func takePiece() -> DecodedPiece

    /// Ends the reading and gives the writer back, for the next input.
    consuming func releaseWriter() -> SpanWriter

    /// Finds places where other decoders of the same bytes may begin.
    ///
    /// - Parameter first: what was read of them so far; its end shows how the input nests.
    static func finder(in bytes: UnsafeRawBufferPointer, after first: DecodedPiece) -> any PieceFinder

    /// Finds such places in a part of the input; nil where a decoder must see what lies before that part to begin in it.
    ///
    /// - Parameter base: the offset in the whole input of the bytes' first one.
    static func finder(inPart bytes: UnsafeRawBufferPointer, from base: Int, after first: DecodedPiece) -> (any PieceFinder)?
}

extension TraceDecoder where Self: ~Copyable {
    /// Reads to the end of the bytes, which is the end of the input.
    public mutating func run() -> DecodeOutcome { run(until: nil, isFinal: true) }
}

/// Where a decoder may begin in the middle of an input, and what it must know there.
public struct PieceStart: Sendable {
    /// Offset of the element's first byte.
    public let offset: Int
    /// What encloses it.
    public let levels: [DecoderLevel]
    /// The resource stated before it for it and its neighbours.
    let resource: OpenResource?
    /// The trace whose object encloses it, where that is known.
    let trace: TraceID?

    /// A place between top-level values, unless said otherwise.
    public init(offset: Int, levels: [DecoderLevel] = [DecoderLevel(.document)]) {
        self.init(offset: offset, levels: levels, resource: nil)
    }

    init(offset: Int, levels: [DecoderLevel], resource: OpenResource?) {
        (self.offset, self.levels, self.resource, trace) = (offset, levels, resource, nil)
    }

    /// Just behind a piece.
    public init(after piece: DecodedPiece) {
        (offset, levels, resource, trace) = (piece.endOffset, piece.levels, piece.openResource, piece.openTraceID)
    }

    /// Whether it is just where, and inside of what, a piece ended.
    public func follows(_ piece: DecodedPiece) -> Bool {
        offset == piece.endOffset && levels.map(\.context) == piece.levels.map(\.context)
    }
}

/// Finds places where a decoder may begin; asked with rising offsets for the most part.
public protocol PieceFinder {
    /// The first place at or after `offset` and before `limit`; nil when there is none.
    ///
    /// - Complexity: O(distance)
    mutating func next(from offset: Int, before limit: Int) -> PieceStart?
}

/// The resource and scope stated for the spans being read, in formats that state them once for many.
struct OpenResource: Sendable {
    /// The name of the service; nil when none is stated.
    var service: StringID?
    /// The resource's other attributes.
    var attributes: [ResourceTable.NewAttribute] = []
    /// The row of the resource alone.
    let base: ResourceID
    /// The row of the resource with the scope stated last.
    var row: ResourceID
    /// The format that its spans count as.
    var format = TraceFormat.otlpJSON

    init(row: ResourceID) { (base, self.row) = (row, row) }
}
