import TraceModel

/// Where two sets of traces spend their time differently: both merged into one tree by who called whom.
///
/// Time is that of critical paths, so that what the nodes differ by adds up to what the traces differ by. Two single traces
/// are two sets of one. Where Jaeger compares counts alone, and takes a span with children and one without for different
/// nodes, here a node is whatever was called by the same operations, and of the same kind.
public struct SetComparison: Equatable, Sendable {
    /// The nodes by number, parents before children.
    public let nodes: [ComparedNode]
    /// Numbers of the nodes, those whose time differs most first.
    public let ranking: [Int]
    /// Traces of the first and of the second set.
    public let traces: (a: Int, b: Int)
    /// The mean durations of the traces that have one, in nanoseconds; nil when none has.
    public let meanDuration: (a: Int64?, b: Int64?)
    /// Whether there are levels below ``deepestLevel``.
    public let isCut: Bool

    /// Levels that are told apart; deeper spans count as called from the last level but one.
    public static let deepestLevel = 128

    /// By how much the mean duration of the second set is longer, in nanoseconds; nil when either is not known.
    public var delta: Int64? {
        guard let first = meanDuration.a, let second = meanDuration.b else { return nil }
        return second.subtractingSaturated(first)
    }

    /// The part that a node has in the difference of the mean durations; nil when there is no difference, or none is known.
    ///
    /// The parts of all nodes add up to 1 as far as traces take as long as their roots: not those with several roots, nor with
    /// work that outlives the reply.
    public func share(of node: ComparedNode) -> Double? {
        guard let part = node.delta, let whole = delta, whole != 0 else { return nil }
        return Double(part) / Double(whole)
    }

    /// The numbers of the nodes that lead to a node, from the top down, itself the last.
    ///
    /// - Complexity: O(level)
    public func path(to number: Int) -> [Int] {
        Array(sequence(first: number) { nodes[$0].parent }).reversed()
    }

    /// Compares two sets of traces, of the same snapshot or of two.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans) and the complexity of the critical paths; O(n log n) in the spans of a node
    public init?(
        _ a: TraceSelection, _ b: TraceSelection, overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }
    ) {
        var tally = ComparisonTally()
        guard tally.add(a, .a, overlap, isCancelled), tally.add(b, .b, overlap, isCancelled) else { return nil }
        let nodes = tally.nodes
        self.nodes = nodes
        ranking = nodes.indices.sorted { first, second in
            let one = nodes[first].delta?.magnitude ?? 0, other = nodes[second].delta?.magnitude ?? 0
            return one == other ? first < second : one > other
        }
        traces = (a.traces.count, b.traces.count)
        meanDuration = (a.meanDuration, b.meanDuration)
        isCut = tally.isCut
    }

    /// Whether both say the same.
    public static func == (a: SetComparison, b: SetComparison) -> Bool {
        a.nodes == b.nodes && a.ranking == b.ranking && a.traces == b.traces && a.meanDuration == b.meanDuration && a.isCut == b.isCut
    }
}
