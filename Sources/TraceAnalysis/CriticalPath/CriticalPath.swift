import TraceModel

/// A stretch of time in which one span decided how long its trace took.
public struct CriticalSegment: Equatable, Sendable {
    /// The span's position in its trace.
    public let position: Int
    /// When the stretch begins, in nanoseconds since the Unix epoch.
    public let start: Int64
    /// When it ends; later than ``start``.
    public let end: Int64
    /// The position of the span's only child, when that is another service's: what the span waits for outside it is the way there
    /// and back.
    public let callee: Int?

    /// How long it is, in nanoseconds, at least 1.
    public var duration: Int64 { end.subtractingSaturated(start) }
    /// Whether the time is the network's and the queues' between two services rather than spent inside one.
    public var isEdge: Bool { callee != nil }
}

/// What decided how long a trace took: who worked or waited at each moment such that less of it would have made the trace shorter.
public struct CriticalPath: Equatable, Sendable {
    /// In order of time, one tree of the trace after the other, without gaps within a tree.
    public let segments: [CriticalSegment]

    /// A path of segments in order of time, tree by tree.
    public init(segments: [CriticalSegment]) { self.segments = segments }

    /// The sum of all segments, which is that of the durations of all roots that have a start.
    public var total: Int64 { segments.reduce(0) { $0.addingSaturated($1.duration) } }

    /// How long each span is on it, in nanoseconds, one a position.
    ///
    /// - Parameter count: the spans of the trace.
    public func times(count: Int) -> [Int64] {
        var times = [Int64](repeating: 0, count: count)
        for segment in segments { times[segment.position] = times[segment.position].addingSaturated(segment.duration) }
        return times
    }
}

extension Trace {
    /// The critical path of every tree of the trace.
    ///
    /// From the end of a span backwards, its last child to end decides; before that one's start the child that ended last
    /// by then, and so on; what no child covers is the span's own. Children are clipped to their parents' time. A consumer
    /// does not hold up its producer. In this siblings that touch follow each other, and so do those that overlap by less
    /// than the allowance, where Jaeger gives the time of the first to the parent.
    ///
    /// The segments of a tree sum up exactly to the duration of its root; a root without a start has none.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the children of spans on the path, O(n) when siblings end in the order they begin
    public func criticalPath(overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }) -> CriticalPath? {
        var finder = CriticalPathFinder(snapshot, overlap: overlap)
        var segments: [CriticalSegment] = []
        for top in tops {
            let first = segments.count
            guard finder.find(self, below: top, isCancelled: isCancelled, { segments.append($0) }) else { return nil }
            segments[first...].reverse()
        }
        return CriticalPath(segments: segments)
    }

    /// How long each span is on the critical path, in nanoseconds, one a position.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: that of ``criticalPath(overlap:isCancelled:)``
    public func criticalTimes(overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }) -> [Int64]? {
        criticalPath(overlap: overlap, isCancelled: isCancelled)?.times(count: spanCount)
    }
}
