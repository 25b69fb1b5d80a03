import TraceModel

/// Merges traces of two sets into one tree: the columns that a ``SetComparison`` is made of.
struct ComparisonTally {
    /// One of the two sets.
    enum Set: Int {
        case a, b
    }

    private var operations = SharedOperations()
    /// The node above plus 1, or 0, and the operation.
    private var paths = PairTable()
    /// How deep each node is.
    private var levels: [Int] = []
    private var sums: [[Sum]] = [[], []]
    private var tracesInSet = [0, 0]
    private(set) var isCut = false
    /// The nodes of the current trace's spans, by position.
    private var nodeOfPosition: [UInt32] = []
    private var spansSinceCheck = 0

    /// What is known so far of the spans of one node in one set.
    private struct Sum {
        var traces = 0, calls = 0, errors = 0
        var criticalTime: Int64 = 0
        var durations: [Int64] = []
        /// The trace met last, counted from 1.
        var lastTrace = 0
    }

    /// Takes a set in; false when cancelled.
    mutating func add(_ selection: TraceSelection, _ set: Set, _ overlap: OverlapAllowance, _ isCancelled: () -> Bool) -> Bool {
        var finder = CriticalPathFinder(selection.snapshot, overlap: overlap)
        var reader = operations.reader(of: selection.snapshot)
        for row in selection.traces {
            tracesInSet[set.rawValue] += 1
            let trace = selection.snapshot[row]
            guard merge(trace, set, &reader, isCancelled) else { return false }
            let isDone = finder.find(trace, isCancelled: isCancelled) { segment in
                let node = Int(nodeOfPosition[segment.position])
                let time = sums[set.rawValue][node].criticalTime
                sums[set.rawValue][node].criticalTime = time.addingSaturated(segment.duration)
            }
            if !isDone { return false }
        }
        return true
    }

    /// Takes the spans of a trace in, all but their critical time.
    private mutating func merge(
        _ trace: Trace, _ set: Set, _ reader: inout SharedOperations.Reader, _ isCancelled: () -> Bool
    ) -> Bool {
        let chunks = trace.snapshot.chunks, spans = WholeSpans(trace.snapshot), tree = trace.tree, number = tracesInSet[set.rawValue]
        nodeOfPosition.removeAll(keepingCapacity: true)
        for position in 0..<tree.count {
            spansSinceCheck += 1
            if spansSinceCheck & 0xfff == 0, isCancelled() { return false }
            let row = tree.spanRow(at: position), chunk = chunks[row.chunk]
            // A copy has no children and no time of its own, so that nobody asks for its node.
            if tree.isFolded(position) {
                nodeOfPosition.append(.max)
                continue
            }
            let span = spans.span(at: position, in: tree), facts = span.facts
            let operation = reader.number(chunk.resource[row.offset], chunk.name[row.offset], facts.kind, in: &operations)
            let node = node(of: operation, below: tree.parent(of: position).map { nodeOfPosition[$0] })
            nodeOfPosition.append(UInt32(truncatingIfNeeded: node))
            sums[set.rawValue][node].calls += 1
            if facts.isError { sums[set.rawValue][node].errors += 1 }
            if let took = span.took { sums[set.rawValue][node].durations.append(took) }
            if sums[set.rawValue][node].lastTrace != number {
                sums[set.rawValue][node].lastTrace = number
                sums[set.rawValue][node].traces += 1
            }
        }
        return true
    }

    /// The number of the node of an operation that was called from a node.
    @inline(__always)
    private mutating func node(of operation: UInt32, below caller: UInt32?) -> Int {
        var above = caller.map { $0 &+ 1 } ?? 0
        if above > 0, levels[Int(above) - 1] == SetComparison.deepestLevel {
            above = paths.pairs[Int(above) - 1].0
            isCut = true
        }
        let node = paths.number(of: above, operation)
        if node == levels.count {
            levels.append(above == 0 ? 1 : levels[Int(above) - 1] + 1)
            sums[0].append(Sum())
            sums[1].append(Sum())
        }
        return node
    }

    /// The tree.
    var nodes: [ComparedNode] {
        paths.pairs.enumerated().map { number, pair in
            let (service, name, kind) = operations[pair.1]
            return ComparedNode(
                parent: pair.0 == 0 ? nil : Int(pair.0) - 1, level: levels[number], service: service, name: name, kind: kind,
                a: side(.a, number), b: side(.b, number))
        }
    }

    private func side(_ set: Set, _ number: Int) -> ComparedNode.Side {
        let sum = sums[set.rawValue][number]
        return ComparedNode.Side(
            tracesInSet: tracesInSet[set.rawValue], traces: sum.traces, calls: sum.calls, errors: sum.errors,
            criticalTime: sum.criticalTime, duration: Percentiles(sum.durations))
    }
}
