import TraceModel

/// Finds critical paths in one trace after the other; keeps its buffers.
struct CriticalPathFinder {
    private let times: SpanTimes
    private let snapshot: Snapshot
    private let overlap: OverlapAllowance
    /// The spans whose time is being given out, from the top of the tree down to the one at hand.
    private var frames: [Frame] = []
    /// What may decide the time of the spans in ``frames``, those of one span together, the last to end first.
    private var candidates: [Candidate] = []
    /// When the same begin, in order, unclipped; one a candidate.
    private var starts: [Int64] = []
    private var stepsSinceCheck = 0

    /// A child, as far as it lies within the time that is given out.
    struct Candidate {
        let start: Int64, end: Int64, position: Int
    }

    /// A span on the path and how much of its time is given out.
    struct Frame {
        let position: Int
        /// Its time on the path; what is behind `cursor` has been given out.
        let low: Int64, high: Int64
        var cursor: Int64
        /// Its candidates that were not looked at yet.
        var next: Int
        let candidatesStart: Int, candidatesEnd: Int
        /// The candidate taken last.
        var last: Candidate?
        let callee: Int?
    }

    init(_ snapshot: Snapshot, overlap: OverlapAllowance = .usual) {
        self.snapshot = snapshot
        self.overlap = overlap
        times = SpanTimes(snapshot)
    }

    /// Gives the segments of every tree of a trace, the last of each tree first; false when cancelled.
    @inline(__always)
    mutating func find(_ trace: Trace, isCancelled: () -> Bool = { false }, _ body: (CriticalSegment) -> Void) -> Bool {
        for top in trace.tops {
            if !find(trace, below: top, isCancelled: isCancelled, body) { return false }
        }
        return true
    }

    /// Gives the segments of the tree below a span, the last first; false when cancelled.
    @inline(__always)
    mutating func find(_ trace: Trace, below top: Int, isCancelled: () -> Bool, _ body: (CriticalSegment) -> Void) -> Bool {
        let tree = trace.tree
        frames.removeAll(keepingCapacity: true)
        candidates.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        if let time = times.time(at: top, in: tree) { enter(top, time.start, time.end, tree) }
        while var frame = frames.last {
            stepsSinceCheck += 1
            if stepsSinceCheck & 0xfff == 0, isCancelled() { return false }
            let depth = frames.count - 1
            guard let child = nextChild(&frame) else {
                if frame.low < frame.cursor { body(frame.segment(from: frame.low)) }
                leave()
                continue
            }
            let end = min(child.end, frame.cursor)
            if end < frame.cursor { body(frame.segment(from: end)) }
            frame.cursor = child.start
            frame.last = child
            frames[depth] = frame
            enter(child.position, child.start, end, tree)
        }
        return true
    }

    // MARK: The span at hand

    private mutating func enter(_ position: Int, _ low: Int64, _ high: Int64, _ tree: TraceTree) {
        let first = candidates.count
        let only = gatherChildren(of: position, low, high, tree)
        putInOrder(from: first)
        frames.append(
            Frame(
                position: position, low: low, high: high, cursor: high, next: first, candidatesStart: first,
                candidatesEnd: candidates.count, last: nil, callee: only))
    }

    private mutating func leave() {
        let first = frames.removeLast().candidatesStart
        candidates.removeSubrange(first...)
        starts.removeSubrange(first...)
    }

    /// The child that decides before the cursor, as far as there is one.
    private func nextChild(_ frame: inout Frame) -> Candidate? {
        while frame.next < frame.candidatesEnd {
            let candidate = candidates[frame.next]
            frame.next += 1
            if candidate.end <= frame.cursor || isTolerable(candidate, frame) { return candidate }
        }
        return nil
    }

    /// Whether a child that goes on a little after the next one has begun may still stand before it: it begins and ends
    /// before that one, and no third one begins or ends while both run.
    private func isTolerable(_ candidate: Candidate, _ frame: Frame) -> Bool {
        guard overlap.fraction > 0, let last = frame.last, candidate.start < last.start, candidate.end < last.end else { return false }
        let excess = candidate.end.subtractingSaturated(frame.cursor), window = frame.high.subtractingSaturated(frame.low)
        guard Double(excess) < Double(window) * overlap.fraction else { return false }
        // Candidates are in order of their ends, so the next one's is the greatest of those that follow.
        if frame.next < frame.candidatesEnd, candidates[frame.next].end > frame.cursor { return false }
        let after = firstStart(above: frame.cursor, frame)
        return after == frame.candidatesEnd || starts[after] >= candidate.end
    }

    /// The first of the span's starts that lies above a time.
    private func firstStart(above time: Int64, _ frame: Frame) -> Int {
        var low = frame.candidatesStart, high = frame.candidatesEnd
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] > time { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: Its children

    /// Appends the children that may decide, in order of their starts; the only child's position when it is another service's.
    private mutating func gatherChildren(of position: Int, _ low: Int64, _ high: Int64, _ tree: TraceTree) -> Int? {
        var child = position + 1, children = 0
        let end = tree.subtreeEnd(of: position), first = candidates.count
        while child < end {
            defer { child = tree.subtreeEnd(of: child) }
            if tree.isFolded(child) { continue }
            children += 1
            guard let time = times.time(at: child, in: tree),
                !times.isDetached(tree.spanRow(at: child), from: tree.spanRow(at: position))
            else { continue }
            let from = max(time.start, low), to = min(time.end, high)
            if from >= to { continue }
            candidates.append(Candidate(start: from, end: to, position: child))
            starts.append(time.start)
        }
        guard children == 1, candidates.count == first + 1, let only = candidates.last?.position else { return nil }
        return snapshot.service(of: tree.spanRow(at: only)) == snapshot.service(of: tree.spanRow(at: position)) ? nil : only
    }

    /// Puts the candidates from one on in order of their ends, the last first; then by start, then by id.
    private mutating func putInOrder(from first: Int) {
        guard candidates.count - first > 1 else { return }
        candidates.withUnsafeMutableBufferPointer { all in
            var own = UnsafeMutableBufferPointer(rebasing: all[first...])
            own.reverse()
            // Most siblings follow each other.
            if zip(own, own.dropFirst()).allSatisfy({ $0.end > $1.end }) { return }
            own.sort { a, b in
                if a.end != b.end { return a.end > b.end }
                return a.start == b.start ? a.position < b.position : a.start < b.start
            }
        }
    }
}

extension CriticalPathFinder.Frame {
    /// What the span at hand decides itself, up to the cursor.
    fileprivate func segment(from start: Int64) -> CriticalSegment {
        CriticalSegment(position: position, start: start, end: cursor, callee: callee)
    }
}

extension Trace {
    /// The positions of its trees' tops, in order.
    var tops: some Sequence<Int> {
        let tree = tree
        return sequence(state: 0) { (next: inout Int) -> Int? in
            while next < tree.count {
                let top = next
                next = tree.subtreeEnd(of: top)
                if !tree.isFolded(top) { return top }
            }
            return nil
        }
    }
}
