/// Turns the spans of a trace, in whatever order they were read, into a tree in display order.
///
/// Parent before child, siblings by start (equal starts in input order), every span exactly once. Parents are found by
/// the rules of ``ParentResolver``; cycles are cut by ``CycleCutter``. Nothing recurses: the walk goes down by first
/// child, right by next sibling and up by parent. Buffers are kept from trace to trace.
struct TraceAssembler {
    /// What spans are looked up in.
    struct Context {
        let chunks: [SpanChunkView]
        let resources: ResourceTableView

        @inline(__always) func chunk(_ row: SpanRow) -> SpanChunkView { chunks[row.chunk] }
    }

    private var rows: [SpanRow] = []
    private var resolver = ParentResolver()
    private var order = StartOrder()
    private var firstChild: [UInt32] = []
    private var nextSibling: [UInt32] = []
    private var positions: [UInt32] = []
    private var services = ServiceCounter()

    static let none = UInt32.max

    /// Assembles one trace.
    ///
    /// - Complexity: O(n log n) in the spans of the trace, O(n) when they came in order of their starts.
    mutating func assemble(number: UInt32, runs: RunTable, context: Context, into tree: Column<TreeNode>) -> TraceRecord {
        rows.removeAll(keepingCapacity: true)
        runs.forEach(of: Int(number)) { run in
            for row in 0..<run.count { rows.append(SpanRow(rawValue: run.first.rawValue + row)) }
        }
        resolver.resolve(rows, context)
        order.sort(rows, parents: resolver.parents, repeats: resolver.repeats.pairs, context)
        let cycles = CycleCutter.cut(parents: &resolver.parents, marks: &resolver.marks, order: order.sorted)
        if cycles > 0 { resolver.followCutHeads() }
        linkChildren()

        var record = TraceRecord()
        record.number = number
        record.spanCount = UInt32(rows.count)
        record.cycles = UInt32(cycles)
        record.treeStart = tree.reserve(rows.count)
        walk(context, tree, &record)
        return record
    }

    /// Chains the children of every span in order of their starts; tops of trees hang below number `rows.count`.
    private mutating func linkChildren() {
        let count = rows.count
        firstChild.removeAll(keepingCapacity: true)
        firstChild.append(contentsOf: repeatElement(Self.none, count: count + 1))
        if nextSibling.count < count { nextSibling.append(contentsOf: repeatElement(Self.none, count: count - nextSibling.count)) }
        if positions.count < count { positions.append(contentsOf: repeatElement(0, count: count - positions.count)) }
        let parents = resolver.parents
        for index in order.sorted.reversed() {
            if resolver.marks[Int(index)].contains(.folded) { continue }
            let parent = parents[Int(index)]
            let above = parent == Self.none ? count : Int(parent)
            nextSibling[Int(index)] = firstChild[above]
            firstChild[above] = index
        }
        // What is shown with an earlier span stands right behind it.
        for pair in resolver.repeats.pairs.reversed() {
            nextSibling[Int(pair.index)] = nextSibling[Int(pair.first)]
            nextSibling[Int(pair.first)] = pair.index
        }
    }

    private mutating func walk(_ context: Context, _ tree: Column<TreeNode>, _ record: inout TraceRecord) {
        var tally = TraceTally()
        services.begin(resources: context.resources.count)
        var position: UInt32 = 0
        var level: UInt32 = 1
        var at = firstChild[rows.count]
        while at != Self.none {
            let index = Int(at)
            let row = rows[index], parent = resolver.parents[index]
            var marks = resolver.marks[index]
            if parent != Self.none, tally.isOutside(row, rows[Int(parent)], context) { marks.insert(.outsideParent) }
            positions[index] = position
            tree[record.treeStart + Int(position)] = TreeNode(
                span: row, end: position + 1, parent: parent == Self.none ? Self.none : positions[Int(parent)],
                levelAndMarks: min(level, 0xff_ffff) | UInt32(marks.rawValue) << 24)
            tally.add(row, position, isTop: parent == Self.none, marks, level, context)
            services.add(context.chunk(row).resource[row.offset], in: context.resources)
            position += 1

            var next = firstChild[index]
            if next != Self.none {
                level += 1
            } else {
                var leaving = index
                while true {
                    tree[record.treeStart + Int(positions[leaving])].end = position
                    next = nextSibling[leaving]
                    if next != Self.none { break }
                    let above = resolver.parents[leaving]
                    if above == Self.none { break }
                    leaving = Int(above)
                    level -= 1
                }
            }
            at = next
        }
        countFanOut(&tally)
        tally.write(to: &record)
        record.services = UInt32(services.count)
    }

    private func countFanOut(_ tally: inout TraceTally) {
        for index in 0..<rows.count {
            var children = 0
            var child = firstChild[index]
            while child != Self.none {
                children += 1
                child = nextSibling[Int(child)]
            }
            tally.maxFanOut = max(tally.maxFanOut, children)
        }
    }
}
