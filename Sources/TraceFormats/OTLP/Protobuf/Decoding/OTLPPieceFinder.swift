import TraceModel

/// Finds where the pieces of an OTLP protobuf file may begin: frames, ResourceSpans and, in long ones, spans, by stepping from
/// length to length.
struct OTLPPieceFinder: PieceFinder {
    private let start: UnsafeRawPointer
    private let size: Int
    private let first: (offset: Int, levels: [DecoderLevel])
    /// Where the search stands, and inside of what.
    private var at: Int
    private var levels: [DecoderLevel]

    private static let nothing: StaticString = " "

    init(_ bytes: UnsafeRawBufferPointer, after first: DecodedPiece) {
        // Of no bytes none is ever looked at.
        start = bytes.baseAddress ?? UnsafeRawPointer(Self.nothing.utf8Start)
        size = bytes.count
        self.first = (first.endOffset, first.levels)
        (at, levels) = self.first
    }

    mutating func next(from offset: Int, before limit: Int) -> PieceStart? {
        if offset < at { (at, levels) = first }
        while at < min(limit, size), let level = levels.last {
            if at >= level.bounds.upperBound {
                levels.removeLast()
                continue
            }
            // What is damaged ends the search: the piece before it is the last.
            guard let field = try? field(in: level) else { return nil }
            if at >= offset, field.isElement { return PieceStart(offset: at, levels: levels) }
            if let inner = field.inner, field.bounds.upperBound > offset {
                levels.append(DecoderLevel(inner, bounds: field.bounds))
                at = field.bounds.lowerBound
            } else {
                at = field.bounds.upperBound
            }
        }
        return nil
    }

    /// A field of a level.
    private struct Field {
        /// Offsets of its content; both are its end when it has no length.
        let bounds: Range<Int>
        /// Whether a decoder stops and begins at it.
        let isElement: Bool
        /// What kind of level it is, when there are spans in it.
        var inner: DecoderLevel.Context?
    }

    private func field(in level: DecoderLevel) throws(WireError) -> Field {
        var fields = WireReader(start + at, start + min(level.bounds.upperBound, size))
        if level.context == .document {
            let length = Int(try fields.fixed32().byteSwapped)
            return Field(bounds: at + 4..<at + 4 + length, isElement: true, inner: .request)
        }
        let tag = try fields.tag()
        guard tag & 7 == WireReader.WireType.bytes.rawValue else {
            try fields.skip(tag)
            let end = fields.at - start
            return Field(bounds: end..<end, isElement: level.context == .request)
        }
        let place = fields.at
        let length = try fields.varint()
        let first = fields.at - start
        guard length <= UInt64(level.bounds.upperBound - first) else { throw WireError(.badLength, at: place) }
        let bounds = first..<first + Int(length)
        switch (level.context, tag) {
        case (.request, TracesField.resourceSpans.rawValue): return Field(bounds: bounds, isElement: true, inner: .resource)
        case (.request, _): return Field(bounds: bounds, isElement: true)
        case (.resource, ResourceSpansField.scopeSpans.rawValue), (.resource, ResourceSpansField.librarySpans.rawValue):
            return Field(bounds: bounds, isElement: false, inner: .scopeSpans)
        case (.scopeSpans, ScopeSpansField.span.rawValue): return Field(bounds: bounds, isElement: true)
        default: return Field(bounds: bounds, isElement: false)
        }
    }
}
