import TraceModel

/// Gathers a ``SiblingOrder`` trace by trace.
struct SiblingOrderTally {
    private(set) var order: SiblingOrder
    private let overlap: OverlapAllowance
    /// The paths and operations of the trace at hand, one a position.
    private var paths: [UInt32] = [], operations: [UInt32] = []
    /// The kinds of children of the parent at hand.
    private var kinds: [Kind] = []
    /// The kind of each operation below the parent at hand; -1 for none.
    private var kindOfOperation: [Int32] = []
    private var spansSinceCheck = 0

    /// The children of one parent that do the same.
    private struct Kind {
        let operation: UInt32
        var start: Int64, end: Int64
        /// Whether there are several, and whether each began when those before were over.
        var isRepeated = false, isSerial = true

        /// Whether all of it was over when the other began.
        func isBefore(_ other: Kind, _ allowance: Double) -> Bool {
            end <= other.start || start < other.start && end < other.end && Double(end.subtractingSaturated(other.start)) < allowance
        }
    }

    init(_ snapshot: Snapshot, overlap: OverlapAllowance) {
        order = SiblingOrder(snapshot)
        self.overlap = overlap
    }

    /// Takes a trace in; false when cancelled.
    mutating func add(_ trace: Trace, _ isCancelled: () -> Bool) -> Bool {
        guard let times = SiblingTimes(trace, overlap: overlap, isCancelled: isCancelled) else { return false }
        let tree = trace.tree, snapshot = order.snapshot
        paths.removeAll(keepingCapacity: true)
        operations.removeAll(keepingCapacity: true)
        for position in 0..<tree.count {
            spansSinceCheck += 1
            if spansSinceCheck & 0xfff == 0, isCancelled() { return false }
            let row = tree.spanRow(at: position)
            let operation = order.operations.number(of: snapshot.service(of: row).rawValue, snapshot.chunks[row.chunk].name[row.offset])
            let above = tree.parent(of: position).map { paths[$0] + 1 } ?? 0
            operations.append(UInt32(truncatingIfNeeded: operation))
            paths.append(UInt32(truncatingIfNeeded: order.paths.number(of: above, UInt32(truncatingIfNeeded: operation))))
        }
        kindOfOperation += repeatElement(-1, count: max(0, order.operations.pairs.count - kindOfOperation.count))
        for position in 0..<tree.count where times.indices(of: position).count > 1 {
            let window = times.windows[position]
            gatherKinds(times.children[times.indices(of: position)])
            compareKinds(below: paths[position], Double(window.end.subtractingSaturated(window.start)) * overlap.fraction)
        }
        return true
    }

    /// Children come by start.
    private mutating func gatherKinds(_ children: ArraySlice<SiblingTimes.Child>) {
        for kind in kinds { kindOfOperation[Int(kind.operation)] = -1 }
        kinds.removeAll(keepingCapacity: true)
        for child in children {
            let operation = operations[child.position], known = Int(kindOfOperation[Int(operation)])
            guard known >= 0 else {
                kindOfOperation[Int(operation)] = Int32(truncatingIfNeeded: kinds.count)
                kinds.append(Kind(operation: operation, start: child.start, end: child.end))
                continue
            }
            kinds[known].isRepeated = true
            if child.start < kinds[known].end, child.tolerated < 0 { kinds[known].isSerial = false }
            kinds[known].end = max(kinds[known].end, child.end)
        }
    }

    private mutating func compareKinds(below path: UInt32, _ allowance: Double) {
        if kinds.count > SiblingOrder.kindLimit { return }
        for (index, kind) in kinds.enumerated() {
            if kind.isRepeated {
                count(kind.operation, kind.operation, below: path) {
                    if kind.isSerial { $0.forward += 1 } else { $0.overlapping += 1 }
                }
            }
            for other in kinds[(index + 1)...] {
                let (a, b) = kind.operation < other.operation ? (kind, other) : (other, kind)
                let isForward = a.isBefore(b, allowance), isBackward = b.isBefore(a, allowance)
                // What took no time at the same moment says nothing.
                if isForward && isBackward { continue }
                count(a.operation, b.operation, below: path) {
                    if isForward {
                        $0.forward += 1
                    } else if isBackward {
                        $0.backward += 1
                    } else {
                        $0.overlapping += 1
                        if a.isRepeated || b.isRepeated { $0.turns += 1 }
                    }
                }
            }
        }
    }

    private mutating func count(_ a: UInt32, _ b: UInt32, below path: UInt32, _ change: (inout SiblingOrder.Counts) -> Void) {
        let couple = UInt32(truncatingIfNeeded: order.couples.number(of: a, b))
        let number = order.relations.number(of: path, couple)
        if number == order.counts.count { order.counts.append(SiblingOrder.Counts()) }
        change(&order.counts[number])
    }
}
