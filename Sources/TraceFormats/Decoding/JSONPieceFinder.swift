import TraceModel

/// Finds where the pieces of a JSON text may begin, by how its first piece nests.
struct JSONPieceFinder: PieceFinder {
    /// How far a line break is looked for before a text is taken for one value.
    static let lineProbe = 64 << 20

    private let scanner: JSONScanner
    private let finder: JSONSplitFinder
    /// What encloses an element, a span or a trace.
    private let elementLevels: [DecoderLevel]
    private let spanLevels: [DecoderLevel]

    init(_ bytes: UnsafeRawBufferPointer, after first: DecodedPiece) {
        scanner = JSONScanner(bytes)
        let end = scanner.start + first.endOffset
        let contexts = first.levels.map(\.context)
        var finder = JSONSplitFinder()
        var element: [DecoderLevel.Context] = []
        if contexts.contains(.request) || contexts.contains(.resources) {
            finder.findsJaeger = false
            finder.findsLines = Self.hasLines(scanner, from: end)
            if !finder.findsLines, let list = contexts.firstIndex(of: .resources) {
                finder.marker = ElementMarker("\"resource\"")
                element = Array(contexts[...list])
            }
        } else if contexts.last == .entries {
            finder.marker = ElementMarker(at: end, in: scanner)
            element = contexts
            // Elements that are marked are not told by what Jaeger writes.
            finder.findsJaeger = finder.marker == ElementMarker("\"traceID\"") || finder.marker == nil
            if finder.findsJaeger { finder.marker = nil }
            finder.findsLines = false
        } else {
            finder.findsLines = contexts == [.document]
            finder.findsJaeger = !finder.findsLines
        }
        self.finder = finder
        elementLevels = Self.inside(element)
        let lists = contexts.filter { $0 != .trace && $0 != .spans }
        spanLevels = Self.inside(lists + (contexts.contains(.trace) ? [.trace, .spans] : []))
    }

    mutating func next(from offset: Int, before limit: Int) -> PieceStart? {
        guard let split = finder.next(in: scanner, after: scanner.start + offset, before: scanner.start + limit) else { return nil }
        switch split.kind {
        case .line: return PieceStart(offset: split.offset)
        case .element: return PieceStart(offset: split.offset, levels: elementLevels)
        case .span: return PieceStart(offset: split.offset, levels: spanLevels)
        case .trace:
            return PieceStart(offset: split.offset, levels: Self.inside(spanLevels.map(\.context).filter { $0 != .trace && $0 != .spans }))
        }
    }

    private static func hasLines(_ scanner: JSONScanner, from place: UnsafeRawPointer) -> Bool {
        var lines = JSONSplitFinder()
        lines.findsJaeger = false
        return lines.next(in: scanner, after: place, before: min(scanner.end, place + lineProbe)) != nil
    }

    /// The levels of an element that is the first to be read of its list.
    private static func inside(_ contexts: [DecoderLevel.Context]) -> [DecoderLevel] {
        contexts.enumerated().map { DecoderLevel($0.element, isFirst: $0.offset == contexts.count - 1) }
    }
}
