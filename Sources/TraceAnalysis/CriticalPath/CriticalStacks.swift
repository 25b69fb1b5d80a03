import TraceModel

/// The time on critical paths by the calls that led there: what flame graphs are drawn from.
public struct CriticalStacks: Equatable, Sendable {
    /// Levels that are told apart; what is deeper counts for the last of them.
    public static let maxDepth = 512

    /// One way from a root to a span, and the time its spans decide.
    public struct Stack: Equatable, Sendable {
        /// The spans from the root on, by index of ``CriticalStacks/frames``.
        public let frames: [Int]
        /// The service that the last of them waits for, when the time is that of the way into it.
        public let callee: String?
        /// Nanoseconds in all traces.
        public let time: Int64
    }

    /// A span's service and name.
    public struct Frame: Equatable, Sendable {
        /// The service; empty for spans that name none.
        public let service: String
        /// The span name.
        public let name: String
    }

    /// What stacks are made of, each once.
    public internal(set) var frames: [Frame] = []
    /// In the order in which they were first met.
    public internal(set) var stacks: [Stack] = []
    /// Whether any span lies deeper than ``maxDepth``.
    public internal(set) var isCut = false

    /// Those of no traces.
    public init() {}
}

extension Snapshot {
    /// The time on critical paths by call stacks.
    ///
    /// - Parameters:
    ///   - traces: the traces looked at; nil = all.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans) and the complexity of the critical paths; the result O(stacks × depth)
    public func criticalStacks(
        of traces: [TraceRow]? = nil, overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }
    ) -> CriticalStacks? {
        var tally = StackTally(self, overlap: overlap)
        for row in traces ?? self.traces {
            if !tally.add(self[row], isCancelled) { return nil }
        }
        return tally.result
    }
}

/// Gathers ``CriticalStacks`` trace by trace.
private struct StackTally {
    private let snapshot: Snapshot
    private var finder: CriticalPathFinder
    /// Service and name.
    private var frames = PairTable()
    /// The number of the stack above plus 1, or 0, and the number of the frame.
    private var stacks = PairTable()
    /// Stack, and the callee's service plus 1, or 0.
    private var ends = PairTable()
    private var times: [Int64] = []
    /// The stacks of the current trace's spans, by position.
    private var stackOfPosition: [UInt32] = []
    private var isCut = false

    init(_ snapshot: Snapshot, overlap: OverlapAllowance) {
        self.snapshot = snapshot
        finder = CriticalPathFinder(snapshot, overlap: overlap)
    }

    mutating func add(_ trace: Trace, _ isCancelled: () -> Bool) -> Bool {
        let tree = trace.tree, chunks = snapshot.chunks
        stackOfPosition.removeAll(keepingCapacity: true)
        stackOfPosition.reserveCapacity(tree.count)
        for position in 0..<tree.count {
            let parent = tree.parent(of: position)
            if let parent, trace.level(of: position) > CriticalStacks.maxDepth {
                stackOfPosition.append(stackOfPosition[parent])
                isCut = true
                continue
            }
            let row = tree.spanRow(at: position)
            let frame = frames.number(of: snapshot.service(of: row).rawValue, chunks[row.chunk].name[row.offset])
            let above = parent.map { stackOfPosition[$0] + 1 } ?? 0
            stackOfPosition.append(UInt32(truncatingIfNeeded: stacks.number(of: above, UInt32(truncatingIfNeeded: frame))))
        }
        return finder.find(trace, isCancelled: isCancelled) { segment in
            let callee = segment.callee.map { snapshot.service(of: tree.spanRow(at: $0)).rawValue + 1 } ?? 0
            let number = ends.number(of: stackOfPosition[segment.position], callee)
            if number == times.count { times.append(0) }
            times[number] = times[number].addingSaturated(segment.duration)
        }
    }

    var result: CriticalStacks {
        let strings = snapshot.strings
        var result = CriticalStacks()
        result.isCut = isCut
        result.frames = frames.pairs.map { CriticalStacks.Frame(service: strings[StringID($0.0)], name: strings[StringID($0.1)]) }
        result.stacks = zip(ends.pairs, times).map { end, time in
            var path: [Int] = [], at = end.0 + 1
            while at > 0 {
                let (above, frame) = stacks.pairs[Int(at - 1)]
                path.append(Int(frame))
                at = above
            }
            return CriticalStacks.Stack(frames: path.reversed(), callee: end.1 == 0 ? nil : strings[StringID(end.1 - 1)], time: time)
        }
        return result
    }
}
