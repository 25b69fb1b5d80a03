import TraceModel

/// Reads spans as they are shown, for loops over many positions: one that was reported in several pieces, as Zipkin's tracers do,
/// is what its pieces say together.
///
/// It began when the earliest of them did, took as long as the longest, and failed when any of them did. It is called what the
/// first is called.
struct WholeSpans {
    private let chunks: [SpanChunkView]

    init(_ snapshot: Snapshot) { chunks = snapshot.chunks }

    /// When a span ran, and how it went.
    struct Whole {
        /// The first piece's, with the errors of all; start and duration are missing when no piece has them.
        var facts: SpanFacts
        /// In nanoseconds since the Unix epoch; 0 when not known.
        var start: Int64
        /// In nanoseconds; 0 when not known.
        var duration: Int64

        /// How long it took, in nanoseconds, at least 0; nil when that is not known.
        @inline(__always) var took: Int64? { facts.lacksDuration ? nil : max(0, duration) }

        /// Start and end, a negative duration counting as 0; nil when either is not known.
        @inline(__always) var time: (start: Int64, end: Int64)? {
            facts.lacksStart || facts.lacksDuration ? nil : (start, start.addingSaturated(max(0, duration)))
        }

        fileprivate mutating func add(_ piece: Whole) {
            if piece.facts.isError { facts.isError = true }
            if !piece.facts.lacksStart {
                start = facts.lacksStart ? piece.start : min(start, piece.start)
                facts.lacksStart = false
            }
            if !piece.facts.lacksDuration {
                duration = facts.lacksDuration ? piece.duration : max(duration, piece.duration)
                facts.lacksDuration = false
            }
        }
    }

    /// What the span shown at a position says; of one that is shown with another, what it says alone.
    ///
    /// - Complexity: O(pieces)
    @inline(__always)
    func span(at position: Int, in tree: TraceTree) -> Whole {
        let span = piece(at: position, in: tree)
        return span.facts.mayBePiece ? whole(span, at: position, in: tree) : span
    }

    /// The positions of the further pieces of the span shown at a position; empty for nearly every span.
    ///
    /// - Complexity: O(pieces)
    func pieces(of position: Int, in tree: TraceTree) -> Range<Int> {
        let row = tree.spanRow(at: position), first = tree.subtreeEnd(of: position)
        guard chunks[row.chunk].facts[row.offset].mayBePiece, !tree.isFolded(position) else { return first..<first }
        let parent = tree.parent(of: position)
        var end = first
        while end < tree.count, tree.isFolded(end), tree.parent(of: end) == parent { end += 1 }
        return first..<end
    }

    @inline(__always)
    private func piece(at position: Int, in tree: TraceTree) -> Whole {
        let row = tree.spanRow(at: position), offset = row.offset
        return Whole(
            facts: chunks[row.chunk].facts[offset], start: chunks[row.chunk].start[offset], duration: chunks[row.chunk].duration[offset])
    }

    @inline(never)
    private func whole(_ first: Whole, at position: Int, in tree: TraceTree) -> Whole {
        pieces(of: position, in: tree).reduce(into: first) { $0.add(piece(at: $1, in: tree)) }
    }
}
