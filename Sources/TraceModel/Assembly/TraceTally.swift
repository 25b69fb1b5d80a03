/// Counts and extremes gathered while a trace is walked in display order.
struct TraceTally {
    private var start = Int64.max, end = Int64.min
    private var errors = 0, orphans = 0, roots = 0, trees = 0, duplicates = 0
    private var depth: UInt32 = 0
    private var main: (position: UInt32, rank: MainRootRank)?
    /// The top of a tree that was met last.
    private var top: (position: UInt32, rank: MainRootRank)?
    var maxFanOut = 0

    /// Whether a span begins before its parent or ends after it; unknown starts are inside.
    func isOutside(_ row: SpanRow, _ parentRow: SpanRow, _ context: TraceAssembler.Context) -> Bool {
        let child = context.chunk(row), parent = context.chunk(parentRow)
        if child.facts[row.offset].lacksStart || parent.facts[parentRow.offset].lacksStart { return false }
        let start = child.start[row.offset], parentStart = parent.start[parentRow.offset]
        if start < parentStart { return true }
        let end = start.addingSaturated(max(0, child.duration[row.offset]))
        return end > parentStart.addingSaturated(max(0, parent.duration[parentRow.offset]))
    }

    /// Takes one span in.
    mutating func add(
        _ row: SpanRow, _ position: UInt32, isTop: Bool, _ marks: SpanMarks, _ level: UInt32, _ context: TraceAssembler.Context
    ) {
        let chunk = context.chunk(row), facts = chunk.facts[row.offset]
        let began = chunk.start[row.offset], duration = max(0, chunk.duration[row.offset])
        if !facts.lacksStart {
            start = min(start, began)
            end = max(end, began.addingSaturated(duration))
        }
        if facts.isError { errors += 1 }
        if marks.contains(.orphan) { orphans += 1 }
        if marks.contains(.duplicateID) { duplicates += 1 }
        depth = max(depth, level)
        guard isTop else { return }
        trees += 1
        let isRoot = !marks.contains(.orphan) && !marks.contains(.cycleHead)
        if isRoot { roots += 1 }
        let rank = MainRootRank(
            isRoot: isRoot, lacksStart: facts.lacksStart, start: began, duration: duration, id: chunk.id[row.offset])
        // What is shown with a span stands behind it, and says when that one began and how long it took.
        if marks.contains(.folded) { top?.rank.add(rank) } else { top = (position, rank) }
        if let top, main.map({ top.rank < $0.rank }) ?? true { main = top }
    }

    /// Puts the result into the trace's record.
    func write(to record: inout TraceRecord) {
        record.hasStart = start <= end
        record.start = record.hasStart ? start : 0
        record.end = record.hasStart ? end : 0
        record.mainRoot = main?.position ?? 0
        record.errorSpans = UInt32(errors)
        record.orphanSpans = UInt32(orphans)
        record.rootSpans = UInt32(roots)
        record.trees = UInt32(trees)
        record.duplicateSpanIDs = UInt32(duplicates)
        record.depth = depth
        record.maxFanOut = UInt32(maxFanOut)
    }
}

/// How good a main root the top of a tree would be: a real root first, then the earliest, the longest, the least id.
struct MainRootRank {
    let isRoot: Bool
    private(set) var lacksStart: Bool
    private(set) var start: Int64
    private(set) var duration: Int64
    let id: UInt64

    init(isRoot: Bool, lacksStart: Bool, start: Int64, duration: Int64, id: UInt64) {
        (self.isRoot, self.lacksStart, self.start, self.duration, self.id) = (isRoot, lacksStart, start, duration, id)
    }

    /// Takes a copy or a further piece of the span in: the earliest start of all counts, and the longest duration.
    mutating func add(_ other: MainRootRank) {
        if !other.lacksStart { start = lacksStart ? other.start : min(start, other.start) }
        lacksStart = lacksStart && other.lacksStart
        duration = max(duration, other.duration)
    }

    /// Whether `a` is the better one.
    static func < (a: MainRootRank, b: MainRootRank) -> Bool {
        if a.isRoot != b.isRoot { return a.isRoot }
        if a.lacksStart != b.lacksStart { return b.lacksStart }
        if a.start != b.start { return a.start < b.start }
        if a.duration != b.duration { return a.duration > b.duration }
        return a.id < b.id
    }
}
