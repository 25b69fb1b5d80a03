import TraceModel

/// Which operations below the same callers follow each other in all traces, and which only happened to.
///
/// That one span ended before its sibling began proves nothing; that it was never otherwise in a thousand traces proves much. A trace
/// in which one of two operations is missing says nothing of their order.
public struct SiblingOrder: Sendable {
    /// How sure it is that one operation waits for another.
    public enum Certainty: Sendable, Equatable {
        /// It was never otherwise.
        case always
        /// It was otherwise in at most one of ten cases.
        case usually
        /// It was otherwise more often than that, or was never seen.
        case coincidence
    }

    /// What an operation is called.
    public struct Operation: Hashable, Sendable {
        /// The service's name; empty when the input names none.
        public let service: String
        /// The span name.
        public let name: String
    }

    /// In how many cases two operations below the same callers ran in which order.
    public struct Pair: Equatable, Sendable {
        /// The callers, from the top of the tree down to the parent.
        public let path: [Operation]
        /// The one that more often comes first; the same as ``second`` where one operation is called again and again.
        public let first: Operation
        /// The other one.
        public let second: Operation
        /// Parents below which all of the first were over when the second began.
        public let inOrder: Int
        /// Parents below which it was the other way round.
        public let reversed: Int
        /// Parents below which they overlapped, or took turns.
        public let overlapping: Int
        /// How sure the order is.
        public var certainty: Certainty { Certainty(for: inOrder, against: reversed + overlapping) }
    }

    /// How often two operations ran in which order.
    struct Counts {
        var forward = 0, backward = 0, overlapping = 0
        /// Those of the overlapping ones where one was called several times, so that they may have taken turns.
        var turns = 0
    }

    /// More kinds of children than this below one parent are not compared with each other.
    static let kindLimit = 64

    let snapshot: Snapshot
    /// Service and name.
    var operations = PairTable()
    /// The path of the parent + 1, or 0, and an operation.
    var paths = PairTable()
    /// Two operations, the one met first in front.
    var couples = PairTable()
    /// A path and a couple.
    var relations = PairTable()
    var counts: [Counts] = []

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// How sure it is that what happens at one position of a trace of the same snapshot waits for what happens at another.
    ///
    /// - Complexity: O(ancestors)
    public func certainty(of first: Int, before second: Int, in trace: Trace) -> Certainty {
        let tree = trace.tree
        guard let parent = tree.parent(of: first), parent == tree.parent(of: second) else { return .coincidence }
        guard let path = path(of: parent, tree), let a = operation(at: first, tree), let b = operation(at: second, tree) else {
            return .coincidence
        }
        return certainty(of: a, before: b, below: path)
    }

    func certainty(of a: UInt32, before b: UInt32, below path: UInt32) -> Certainty {
        let times = times(of: a, before: b, below: path)
        return Certainty(for: times.inOrder, against: times.otherwise)
    }

    /// How often one operation was over when another began, how often it was not, and how often of that they may have taken turns.
    func times(of a: UInt32, before b: UInt32, below path: UInt32) -> (inOrder: Int, otherwise: Int, turns: Int) {
        guard let couple = couples.find(min(a, b), max(a, b)), let number = relations.find(path, UInt32(couple)) else { return (0, 0, 0) }
        let found = counts[number]
        return a <= b
            ? (found.forward, found.backward + found.overlapping, found.turns)
            : (found.backward, found.forward + found.overlapping, found.turns)
    }

    func operation(at position: Int, _ tree: TraceTree) -> UInt32? {
        let row = tree.spanRow(at: position)
        return operations.find(snapshot.service(of: row).rawValue, snapshot.chunks[row.chunk].name[row.offset]).map { UInt32($0) }
    }

    func path(of position: Int, _ tree: TraceTree) -> UInt32? {
        let ancestors = sequence(first: position) { tree.parent(of: $0) }
        var path: UInt32 = 0, found: UInt32?
        for ancestor in Array(ancestors).reversed() {
            guard let operation = operation(at: ancestor, tree), let number = paths.find(path, operation) else { return nil }
            found = UInt32(number)
            path = UInt32(number) + 1
        }
        return found
    }

    /// Every two operations that were met below the same callers, those with most cases first.
    ///
    /// - Complexity: O(pairs · (log pairs + callers))
    public var pairs: [Pair] {
        zip(relations.pairs, counts).map { relation, counts in
            let couple = couples.pairs[Int(relation.1)]
            let isForward = counts.forward >= counts.backward
            return Pair(
                path: names(ofPath: relation.0), first: name(isForward ? couple.0 : couple.1),
                second: name(isForward ? couple.1 : couple.0),
                inOrder: max(counts.forward, counts.backward), reversed: min(counts.forward, counts.backward),
                overlapping: counts.overlapping)
        }
        .enumerated().sorted { a, b in
            let (x, y) = (a.element.cases, b.element.cases)
            return x == y ? a.offset < b.offset : x > y
        }
        .map(\.element)
    }

    private func name(_ operation: UInt32) -> Operation {
        let pair = operations.pairs[Int(operation)]
        return Operation(service: snapshot.strings[StringID(pair.0)], name: snapshot.strings[StringID(pair.1)])
    }

    private func names(ofPath path: UInt32) -> [Operation] {
        var names: [Operation] = [], at = path + 1
        while at > 0 {
            let pair = paths.pairs[Int(at - 1)]
            names.append(name(pair.1))
            at = pair.0
        }
        return names.reversed()
    }
}

extension SiblingOrder.Pair {
    fileprivate var cases: Int { inOrder + reversed + overlapping }
}

extension SiblingOrder.Certainty {
    init(for inFavour: Int, against: Int) {
        self = inFavour == 0 ? .coincidence : against == 0 ? .always : inFavour >= 9 * against ? .usually : .coincidence
    }
}

extension Snapshot {
    /// Which operations below the same callers follow each other in all traces.
    ///
    /// - Parameters:
    ///   - rows: the traces to look at; nil = all.
    ///   - overlap: what two of them may overlap and still follow each other.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the spans; at most 64 kinds of children below one parent are compared with each other
    public func siblingOrder(
        of rows: [TraceRow]? = nil, overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }
    ) -> SiblingOrder? {
        var tally = SiblingOrderTally(self, overlap: overlap)
        for row in rows ?? traces where !tally.add(self[row], isCancelled) { return nil }
        return tally.order
    }
}
