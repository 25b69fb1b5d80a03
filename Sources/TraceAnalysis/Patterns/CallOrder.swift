import TraceModel

/// What traces show of the order of calls that one span makes one after the other.
///
/// That they always come in the same order does not mean that one waits for the other; but what once came otherwise does not wait.
public struct CallOrder: Equatable, Sendable {
    /// How often any two calls that follow each other came in this order, at the least.
    public let timesInOrder: Int
    /// The calls that elsewhere came before the one before them, or at the same time.
    public let callsOtherwise: Int

    /// States what was seen.
    public init(timesInOrder: Int, callsOtherwise: Int) { (self.timesInOrder, self.callsOtherwise) = (timesInOrder, callsOtherwise) }

    /// Traces that are looked at, at most.
    public static let mostTraces = 2000
}

extension SiblingOrder {
    /// What the traces show of the order of the calls of a pattern; nil when none of the calls follows another one, or when it
    /// cannot be told because they took turns somewhere.
    ///
    /// - Complexity: O(calls + ancestors)
    func callOrder(of pattern: TracePattern, in trace: Trace) -> CallOrder? {
        let tree = trace.tree
        var timesInOrder: Int?, callsOtherwise = 0, tookTurns = false, known: (parent: Int, path: UInt32)?
        for (first, second) in zip(pattern.positions, pattern.positions.dropFirst()) {
            guard let parent = tree.parent(of: first), parent == tree.parent(of: second) else { continue }
            if known?.parent != parent { known = path(of: parent, tree).map { (parent, $0) } }
            guard let path = known?.path, let a = operation(at: first, tree), let b = operation(at: second, tree) else { continue }
            let times = times(of: a, before: b, below: path)
            timesInOrder = min(timesInOrder ?? .max, times.inOrder)
            // What took turns may well have waited.
            if times.otherwise > times.turns { callsOtherwise += 1 }
            if times.turns > 0 { tookTurns = true }
        }
        if tookTurns, callsOtherwise == 0 { return nil }
        return timesInOrder.map { CallOrder(timesInOrder: $0, callsOtherwise: callsOtherwise) }
    }
}

extension Trace {
    /// The same as ``patterns(isCancelled:)``, with what other traces of the snapshot say of the order of calls.
    ///
    /// - Parameters:
    ///   - others: the traces, of which the first ``CallOrder/mostTraces`` are looked at, if there is any use.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the spans of all
    public func patterns(beside others: [TraceRow], isCancelled: () -> Bool = { false }) -> [TracePattern]? {
        guard var patterns = patterns(isCancelled: isCancelled) else { return nil }
        guard patterns.contains(where: { $0.kind == .serialCalls }) else { return patterns }
        let compared = Array(Set(others.prefix(CallOrder.mostTraces - 1)).union([row]))
        guard let order = snapshot.siblingOrder(of: compared, isCancelled: isCancelled) else { return nil }
        for index in patterns.indices where patterns[index].kind == .serialCalls {
            patterns[index].order = order.callOrder(of: patterns[index], in: self)
        }
        return patterns
    }
}
