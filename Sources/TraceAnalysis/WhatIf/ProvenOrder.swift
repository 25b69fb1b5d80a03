import TraceModel

/// Which of the children of one span are taken to wait for which of their siblings: any that were over when they began, or
/// only those of which other traces say so too.
struct ProvenOrder {
    private let order: SiblingOrder?
    /// The operation and the path of each span, one a position; `UInt32.max` for one that was never met.
    private var operations: [UInt32] = [], paths: [UInt32] = []
    /// The kind of each child of the parent at hand.
    private var kinds: [UInt8] = []
    /// Of each kind, those it waits for, a bit each.
    private(set) var before: [UInt64] = []

    /// - Complexity: O(spans)
    init(_ order: SiblingOrder?, _ trace: Trace) {
        self.order = order
        guard let order else { return }
        let tree = trace.tree
        for position in 0..<tree.count {
            let operation = order.operation(at: position, tree) ?? .max
            let above = tree.parent(of: position).map { paths[$0] }
            let path = above == .max ? nil : order.paths.find(above.map { $0 + 1 } ?? 0, operation)
            operations.append(operation)
            paths.append(path.map { UInt32($0) } ?? .max)
        }
    }

    /// Turns to the children of another span.
    ///
    /// - Complexity: O(children + kinds²), of which there are at most 64
    mutating func look(at parent: Int, _ children: ArraySlice<SiblingTimes.Child>) {
        guard let order else {
            before = [1]
            return
        }
        var here: [UInt32] = [], kindOf: [UInt32: UInt8] = [:]
        // With more kinds than are compared nothing is known.
        var isKnown = paths[parent] != .max
        kinds.removeAll(keepingCapacity: true)
        for child in children {
            let operation = operations[child.position]
            if kindOf[operation] == nil, here.count < SiblingOrder.kindLimit {
                kindOf[operation] = UInt8(here.count)
                here.append(operation)
            }
            if kindOf[operation] == nil { isKnown = false }
            kinds.append(kindOf[operation] ?? 0)
        }
        before = here.map { later in
            var mask: UInt64 = 0
            for (kind, earlier) in here.enumerated() where isKnown {
                if order.certainty(of: earlier, before: later, below: paths[parent]) == .always { mask |= 1 << UInt64(kind) }
            }
            return mask
        }
    }

    /// How sure it is that one child of a span waits for another; nothing is known without an order.
    func certainty(of first: Int, before second: Int, below parent: Int) -> SiblingOrder.Certainty {
        guard let order, paths[parent] != .max else { return .coincidence }
        return order.certainty(of: operations[first], before: operations[second], below: paths[parent])
    }

    /// The kind of a child, by its place among its siblings.
    func kind(_ place: Int) -> Int { order == nil ? 0 : Int(kinds[place]) }

    /// Whether children of one kind wait for those of another.
    func isProven(_ earlier: Int, before later: Int) -> Bool { before[later] >> UInt64(earlier) & 1 == 1 }

    /// Calls with each kind that children of a kind wait for.
    @inline(__always)
    func forEachKind(before kind: Int, _ body: (Int) -> Void) {
        var rest = before[kind]
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }
}
