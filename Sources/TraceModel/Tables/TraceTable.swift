/// What assembly found out about one trace: a row of the trace table.
struct TraceRecord: BitwiseCopyable, Sendable {
    /// Which trace id; rows of traces that later gained spans share it with their successor.
    var number: UInt32 = 0
    var id = TraceID(low: 0)
    /// First node in the tree table.
    var treeStart = 0
    var spanCount: UInt32 = 0
    /// Earliest start and latest end of the spans that have a start; `hasStart` tells whether any has.
    var start: Int64 = 0
    var end: Int64 = 0
    var hasStart = false
    /// Position of the main root.
    var mainRoot: UInt32 = 0
    var errorSpans: UInt32 = 0
    var orphanSpans: UInt32 = 0
    /// Spans that name no parent.
    var rootSpans: UInt32 = 0
    /// Roots, orphans and heads of cut cycles.
    var trees: UInt32 = 0
    var depth: UInt32 = 0
    var maxFanOut: UInt32 = 0
    var duplicateSpanIDs: UInt32 = 0
    var cycles: UInt32 = 0
    var services: UInt32 = 0
}

/// One span's place in the display order of its trace: a row of the tree table.
@usableFromInline struct TreeNode: BitwiseCopyable, Sendable {
    /// Its row of the span table.
    @usableFromInline var span: SpanRow
    /// Position after its last descendant.
    @usableFromInline var end: UInt32
    /// Position of its parent; `UInt32.max` for the top of a tree.
    @usableFromInline var parent: UInt32
    /// Level in the lower 24 bits (a root is 1), marks in the upper eight.
    @usableFromInline var levelAndMarks: UInt32
}

/// What assembly noticed about a span.
public struct SpanMarks: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Makes a set of its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It names a parent that the trace does not hold.
    public static let orphan = SpanMarks(rawValue: 1)
    /// Its ancestors lead back to itself; the tree was cut above it.
    public static let cycleHead = SpanMarks(rawValue: 2)
    /// An earlier span of the trace has the same id.
    public static let duplicateID = SpanMarks(rawValue: 4)
    /// It begins before its parent or ends after it.
    public static let outsideParent = SpanMarks(rawValue: 8)
    /// It says again, or is a further piece of, what an earlier span with its id says, and is shown with that one.
    ///
    /// It stands right behind that span and its descendants, and has none itself.
    public static let folded = SpanMarks(rawValue: 16)
}

/// One trace of a snapshot, assembled: a cursor, cheap to make.
///
/// Positions number its spans in display order from 0: depth first, parent before child, siblings by start.
public struct Trace: Sendable {
    /// Where its columns are.
    public let snapshot: Snapshot
    /// Its row.
    public let row: TraceRow
    let record: TraceRecord

    init(snapshot: Snapshot, row: TraceRow) {
        self.snapshot = snapshot
        self.row = row
        record = snapshot.traceRecords[Int(row.rawValue)]
    }

    /// Its number: less than the number of traces, and the same however often the trace gains spans.
    public var number: Int { Int(record.number) }
    /// Its id.
    public var id: TraceID { record.id }
    /// Its id as text: 16 or 32 hex digits, or what was read when that was no hex.
    public var idText: String { snapshot.text(of: id) }
    /// The number of span objects read, duplicates included.
    public var spanCount: Int { Int(record.spanCount) }
    /// Earliest start of its spans, in nanoseconds since the Unix epoch; nil when none has a start.
    public var start: Int64? { record.hasStart ? record.start : nil }
    /// Latest end of its spans.
    public var end: Int64? { record.hasStart ? record.end : nil }
    /// Latest end minus earliest start, in nanoseconds; nil when no span has a start.
    public var duration: Int64? { record.hasStart ? record.end.subtractingSaturated(record.start) : nil }
    /// The root with the earliest start (then the longest, then the least id); an orphan or cycle head when there is no root.
    public var mainRoot: Span { span(at: mainRootPosition) }
    /// What it is called: service and name of its main root, as `frontend: GET /cart`.
    public var name: String {
        let root = mainRoot, service = root.service
        return service.isEmpty ? root.name : service + ": " + root.name
    }
    /// Position of the main root.
    public var mainRootPosition: Int { Int(record.mainRoot) }
    /// Spans that failed, by their format's rule.
    public var errorSpans: Int { Int(record.errorSpans) }
    /// Spans that name a parent that is not there.
    public var orphanSpans: Int { Int(record.orphanSpans) }
    /// Spans that name no parent.
    public var rootSpans: Int { Int(record.rootSpans) }
    /// Trees: roots, orphans, heads of cut cycles.
    public var trees: Int { Int(record.trees) }
    /// Levels; a root alone is 1.
    public var depth: Int { Int(record.depth) }
    /// The most children any span has.
    public var maxFanOut: Int { Int(record.maxFanOut) }
    /// Spans whose id an earlier span has already.
    public var duplicateSpanIDs: Int { Int(record.duplicateSpanIDs) }
    /// Cycles of parents that were cut.
    public var cycles: Int { Int(record.cycles) }
    /// Distinct services.
    public var serviceCount: Int { Int(record.services) }
    /// Whether something is missing or wrong with its shape.
    public var isIncomplete: Bool { orphanSpans > 0 || cycles > 0 || rootSpans == 0 }

    private func node(_ position: Int) -> TreeNode { snapshot.tree[record.treeStart + position] }

    /// The span's row at a position.
    public func spanRow(at position: Int) -> SpanRow { node(position).span }
    /// The span at a position.
    public func span(at position: Int) -> Span { Span(snapshot: snapshot, row: node(position).span) }
    /// The position after the last descendant of the span at `position`.
    public func subtreeEnd(of position: Int) -> Int { Int(node(position).end) }
    /// The position of the parent in the tree; nil at the top of a tree.
    public func parent(of position: Int) -> Int? {
        let parent = node(position).parent
        return parent == .max ? nil : Int(parent)
    }
    /// The level of the span at a position; the top of a tree is 1.
    public func level(of position: Int) -> Int { Int(node(position).levelAndMarks & 0xff_ffff) }
    /// What assembly noticed about the span at a position.
    public func marks(of position: Int) -> SpanMarks { SpanMarks(rawValue: UInt8(truncatingIfNeeded: node(position).levelAndMarks >> 24)) }
    /// Whether the span at a position has children.
    public func hasChildren(_ position: Int) -> Bool { subtreeEnd(of: position) > position + 1 }

    /// The positions of spans that are shown with the one at `position`: its copies, or its other pieces.
    ///
    /// - Complexity: O(copies)
    public func copies(of position: Int) -> Range<Int> {
        let first = subtreeEnd(of: position), parent = node(position).parent
        var end = first
        while end < spanCount, marks(of: end).contains(.folded), node(end).parent == parent { end += 1 }
        return first..<end
    }

    /// The position of the span that the one at `position` is shown with; nil when it is shown itself.
    ///
    /// - Complexity: O(spans between)
    public func original(of position: Int) -> Int? {
        guard marks(of: position).contains(.folded) else { return nil }
        let parent = node(position).parent
        var at = position - 1
        while at >= 0 {
            if node(at).parent == parent, !marks(of: at).contains(.folded) { return at }
            at -= 1
        }
        return nil
    }

    /// The start to draw a span at: its own, or its nearest ancestor's that has one, or the trace's; 0 without any.
    ///
    /// - Complexity: O(ancestors without a start)
    public func displayStart(of position: Int) -> Int64 {
        var at = position
        while true {
            if let start = span(at: at).start { return start }
            guard let above = parent(of: at) else { return start ?? 0 }
            at = above
        }
    }
}
