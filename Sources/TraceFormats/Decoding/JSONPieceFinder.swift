import TraceModel

/// Finds where the pieces of a JSON text may begin, by how its first piece nests.
struct JSONPieceFinder: PieceFinder {
    /// How far a line break is looked for before a text is taken for one value.
    static let lineProbe = 64 << 20

    private let scanner: JSONScanner
    /// Offset of the scanner's first byte in the whole text.
    private let base: Int
    private let finder: JSONSplitFinder
    /// What encloses an element, a span or a trace.
    private let elementLevels: [DecoderLevel]
    private let spanLevels: [DecoderLevel]
    /// What elements take over from those before them: the format that the enclosing object has told.
    private let resource: OpenResource?

    init(_ bytes: UnsafeRawBufferPointer, from base: Int, after first: DecodedPiece) {
        scanner = JSONScanner(bytes)
        self.base = base
        let end = scanner.start + (first.endOffset - base)
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
        resource = first.openResource
        elementLevels = Self.inside(element)
        let lists = contexts.filter { $0 != .trace && $0 != .spans }
        // A piece that ends between two trace objects has been inside of one.
        let isInTraces = contexts.contains(.trace) || !first.report.objects.isEmpty
        spanLevels = Self.inside(lists + (isInTraces ? [.trace, .spans] : []))
    }

    mutating func next(from offset: Int, before limit: Int) -> PieceStart? {
        let place = scanner.start + (offset - base), end = scanner.start + (limit - base)
        guard let split = finder.next(in: scanner, after: place, before: end) else { return nil }
        let found = base + split.offset
        switch split.kind {
        case .line: return PieceStart(offset: found)
        case .element: return PieceStart(offset: found, levels: elementLevels, resource: resource)
        case .span: return PieceStart(offset: found, levels: spanLevels)
        case .trace:
            return PieceStart(offset: found, levels: Self.inside(spanLevels.map(\.context).filter { $0 != .trace && $0 != .spans }))
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
