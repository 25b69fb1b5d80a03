import TraceModel

/// What is looked at of one trace in search of patterns: when its spans were, and what they did, one entry a position.
struct PatternScene {
    let trace: Trace
    let tree: TraceTree
    private let chunks: [SpanChunkView]
    /// When spans began and ended, in nanoseconds since the Unix epoch; `Int64.max` and `.min` when nobody knows.
    private(set) var start: [Int64] = [], end: [Int64] = []
    /// Numbers of operations and calls, see ``CallKeys``.
    private(set) var operation: [UInt32] = [], call: [UInt32] = []
    /// Numbers of services, see ``CallKeys``.
    private(set) var service: [UInt32] = []
    /// How long the main root took, in nanoseconds; 0 when nobody knows.
    let rootDuration: Int64

    /// - Complexity: O(spans · attributes)
    init(_ trace: Trace, _ keys: inout CallKeys) {
        self.trace = trace
        tree = trace.tree
        chunks = trace.snapshot.chunks
        rootDuration = max(0, trace.responseTime ?? 0)
        start.reserveCapacity(tree.count)
        end.reserveCapacity(tree.count)
        for position in 0..<tree.count {
            let row = tree.spanRow(at: position), chunk = chunks[row.chunk], facts = chunk.facts[row.offset]
            let isKnown = !facts.lacksStart && !facts.lacksDuration
            let from = isKnown ? chunk.start[row.offset] : .max
            start.append(from)
            end.append(isKnown ? from.addingSaturated(max(0, chunk.duration[row.offset])) : .min)
            let numbers = keys.numbers(of: row)
            operation.append(numbers.operation)
            call.append(numbers.call)
            service.append(keys.serviceNumber(of: row))
        }
    }

    /// How long the span at a position took, in nanoseconds, at least 0; 0 when nobody knows.
    func duration(_ position: Int) -> Int64 { end[position] <= start[position] ? 0 : end[position].subtractingSaturated(start[position]) }

    /// Kind, error and more of the span at a position.
    func facts(_ position: Int) -> SpanFacts {
        let row = tree.spanRow(at: position)
        return chunks[row.chunk].facts[row.offset]
    }

    /// Whether the span at a position has no children.
    func isLeaf(_ position: Int) -> Bool { tree.subtreeEnd(of: position) == position + 1 }

    /// Gives the children of a span that its own time may have waited for, in order of their starts.
    ///
    /// - Complexity: O(children)
    @inline(__always)
    func forEachCall(of position: Int, _ body: (Int) -> Void) {
        var child = position + 1
        let end = tree.subtreeEnd(of: position)
        while child < end {
            if !tree.isFolded(child), start[child] != .max, facts(child).kind != .consumer { body(child) }
            child = tree.subtreeEnd(of: child)
        }
    }
}

extension Int64 {
    /// Whether it is at least a share of another number of nanoseconds.
    func isShare(_ share: Double, of whole: Int64) -> Bool { Double(self) >= Double(whole) * share }
}
