import TraceModel

/// What is looked at of one trace in search of patterns: when its spans were, and what they did, one entry a position.
struct PatternScene {
    let trace: Trace
    let tree: TraceTree
    /// When spans began and ended, in nanoseconds since the Unix epoch; `Int64.max` and `.min` when nobody knows.
    private(set) var start: [Int64] = [], end: [Int64] = []
    /// Kind, error and more.
    private(set) var facts: [SpanFacts] = []
    /// Numbers of operations, see ``CallKeys``, and of services.
    private(set) var operation: [UInt32] = [], service: [UInt32] = []
    /// How long the main root took, in nanoseconds; 0 when nobody knows.
    let rootDuration: Int64

    /// - Complexity: O(spans)
    init(_ trace: Trace, _ keys: inout CallKeys, _ services: ServiceNumbers) {
        self.trace = trace
        tree = trace.tree
        rootDuration = max(0, trace.responseTime ?? 0)
        let chunks = trace.snapshot.chunks, spans = WholeSpans(trace.snapshot), count = tree.count
        start.reserveCapacity(count)
        end.reserveCapacity(count)
        facts.reserveCapacity(count)
        operation.reserveCapacity(count)
        service.reserveCapacity(count)
        for position in 0..<count {
            let row = tree.spanRow(at: position), offset = row.offset
            let span = spans.span(at: position, in: tree), time = span.time
            start.append(time?.start ?? .max)
            end.append(time?.end ?? .min)
            facts.append(span.facts)
            operation.append(keys.operation(of: row))
            service.append(services.ofResource[Int(chunks[row.chunk].resource[offset])])
        }
    }

    /// How long the span at a position took, in nanoseconds, at least 0; 0 when nobody knows.
    func duration(_ position: Int) -> Int64 { end[position] <= start[position] ? 0 : end[position].subtractingSaturated(start[position]) }

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
            if !tree.isFolded(child), start[child] != .max, facts[child].kind != .consumer { body(child) }
            child = tree.subtreeEnd(of: child)
        }
    }
}

extension Int64 {
    /// Whether it is at least a share of another number of nanoseconds.
    func isShare(_ share: Double, of whole: Int64) -> Bool { Double(self) >= Double(whole) * share }
}
