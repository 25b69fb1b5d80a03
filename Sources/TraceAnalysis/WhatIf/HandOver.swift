import TraceModel

/// A place on a critical path where one sibling is said to have waited for another.
public struct HandOver: Equatable, Sendable {
    /// The position of the one that was over.
    public let first: Int
    /// The position of the one that came after it.
    public let second: Int
    /// Whether other traces say so too.
    public let certainty: SiblingOrder.Certainty
}

extension SiblingOrder {
    /// Where siblings follow each other on the critical path of a trace of the same snapshot, in display order.
    ///
    /// That a trace shows one after the other does not mean that the second waited for the first; what other traces show
    /// tells those that always did from those that happened to.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: that of the critical path
    public func handOvers(
        in trace: Trace, overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }
    ) -> [HandOver]? {
        guard let isCritical = trace.spansOnCriticalPath(overlap: overlap, isCancelled: isCancelled) else { return nil }
        let proven = ProvenOrder(self, trace), tree = trace.tree
        var last = [Int](repeating: -1, count: tree.count), found: [HandOver] = []
        // Siblings come in order of their starts.
        for position in 0..<tree.count where isCritical[position] {
            guard let parent = tree.parent(of: position) else { continue }
            if last[parent] >= 0 {
                let certainty = proven.certainty(of: last[parent], before: position, below: parent)
                found.append(HandOver(first: last[parent], second: position, certainty: certainty))
            }
            last[parent] = position
        }
        return found
    }
}
