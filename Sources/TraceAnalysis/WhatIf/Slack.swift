import TraceModel

extension Trace {
    /// How much longer each span could have taken without its tree taking longer, in nanoseconds, one a position.
    ///
    /// 0 for what is on the critical path, and for roots. A span that others follow on has until the latest of those
    /// that they follow on is over, and as much as they have themselves; one that none follows has until the last of its
    /// siblings is over, and as much as its parent has. Nil for spans that nothing waits for, such as those that go on after their
    /// parent is over, and for those whose times are not known.
    ///
    /// - Parameters:
    ///   - order: what is known of which siblings wait for which; nil: each waits for all that were over when it began.
    ///   - overlap: what a span may overlap the next one and still be taken for its predecessor.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the spans, O(n) where siblings end in the order they begin; × kinds of siblings with an order
    public func slack(
        order: SiblingOrder? = nil, overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }
    ) -> [Int64?]? {
        guard let times = SiblingTimes(self, overlap: overlap, isCancelled: isCancelled),
            let isCritical = spansOnCriticalPath(overlap: overlap, isCancelled: isCancelled)
        else { return nil }
        var finder = SlackFinder(times: times, proven: ProvenOrder(order, self), isCritical: isCritical)
        for top in tops where times.windows[top].start <= times.windows[top].end { finder.slack[top] = 0 }
        for position in 0..<spanCount where !times.indices(of: position).isEmpty {
            if position & 0xfff == 0, isCancelled() { return nil }
            finder.measureChildren(of: position)
        }
        return finder.slack.map { $0 == SlackFinder.unlimited ? nil : $0 }
    }

    /// Which spans are on the critical path, themselves or by what is below them; nil when cancelled.
    func spansOnCriticalPath(overlap: OverlapAllowance, isCancelled: () -> Bool) -> [Bool]? {
        guard let own = criticalTimes(overlap: overlap, isCancelled: isCancelled) else { return nil }
        var isCritical = own.map { $0 > 0 }
        let tree = tree
        for position in isCritical.indices.reversed() where isCritical[position] {
            if let parent = tree.parent(of: position) { isCritical[parent] = true }
        }
        return isCritical
    }
}

/// Measures slack parent by parent, from the top of the tree down.
private struct SlackFinder {
    static let unlimited = Int64.max

    let times: SiblingTimes
    var proven: ProvenOrder
    let isCritical: [Bool]
    /// One a position.
    var slack: [Int64]
    /// Until when what each child waits for may take, one a child: the latest end of its predecessors; nil without any.
    private var preceding: [Int64?]
    /// The latest that each child may end for those that follow on it although it was not quite over; nil without any.
    private var limitOfTolerated: [Int64?]

    init(times: SiblingTimes, proven: ProvenOrder, isCritical: [Bool]) {
        self.times = times
        self.proven = proven
        self.isCritical = isCritical
        slack = Array(repeating: Self.unlimited, count: isCritical.count)
        preceding = Array(repeating: nil, count: times.children.count)
        limitOfTolerated = preceding
    }

    mutating func measureChildren(of parent: Int) {
        let range = times.indices(of: parent)
        proven.look(at: parent, times.children[range])
        findPredecessors(range)
        let lastEnd = range.reduce(Int64.min) { isAsynchronous($1) ? $0 : max($0, times.children[$1].end) }
        // By kind: the latest that may end whatever those of it follow on.
        var limits = [Int64?](repeating: nil, count: proven.before.count)
        var later = range.upperBound - 1
        for index in times.byEnd[range].reversed().lazy.map({ Int($0) }) {
            let child = times.children[index]
            while later > index, times.children[later].start >= child.end {
                if let latest = preceding[later], !isAsynchronous(later) {
                    Self.lower(
                        &limits[proven.kind(later - range.lowerBound)], to: latest.addingSaturated(slack[times.children[later].position]))
                }
                later -= 1
            }
            slack[child.position] = slackOfChild(index, range, limits, lastEnd, slack[parent])
            let tolerated = Int(child.tolerated)
            if tolerated >= 0, preceding[index] != nil, !isAsynchronous(index), isProven(tolerated, before: index, range) {
                Self.lower(&limitOfTolerated[tolerated], to: times.children[tolerated].end.addingSaturated(slack[child.position]))
            }
        }
    }

    private func slackOfChild(_ index: Int, _ range: Range<Int>, _ limits: [Int64?], _ lastEnd: Int64, _ ofParent: Int64) -> Int64 {
        let child = times.children[index], kind = proven.kind(index - range.lowerBound)
        if isCritical[child.position] { return 0 }
        if child.outlivesParent { return Self.unlimited }
        var limit = limitOfTolerated[index]
        for (later, found) in limits.enumerated() where proven.isProven(kind, before: later) {
            if let found { Self.lower(&limit, to: found) }
        }
        if let limit { return limit == Self.unlimited ? limit : max(0, limit.subtractingSaturated(child.end)) }
        return lastEnd.subtractingSaturated(child.end).addingSaturated(ofParent)
    }

    private mutating func findPredecessors(_ range: Range<Int>) {
        var latest = [Int64?](repeating: nil, count: proven.before.count)
        var next = range.lowerBound
        for index in range {
            let child = times.children[index]
            while next < range.upperBound {
                let earlier = Int(times.byEnd[next])
                guard earlier < index, times.children[earlier].end <= child.start else { break }
                latest[proven.kind(earlier - range.lowerBound)] = times.children[earlier].end
                next += 1
            }
            var found: Int64?
            proven.forEachKind(before: proven.kind(index - range.lowerBound)) { kind in
                if let end = latest[kind] { found = max(found ?? end, end) }
            }
            let tolerated = Int(child.tolerated)
            if tolerated >= 0, isProven(tolerated, before: index, range) { found = times.children[tolerated].end }
            preceding[index] = found
        }
    }

    private func isProven(_ earlier: Int, before later: Int, _ range: Range<Int>) -> Bool {
        proven.isProven(proven.kind(earlier - range.lowerBound), before: proven.kind(later - range.lowerBound))
    }

    /// Whether a child goes on by itself: it is over after its parent, and that did not wait for it.
    private func isAsynchronous(_ index: Int) -> Bool {
        times.children[index].outlivesParent && !isCritical[times.children[index].position]
    }

    private static func lower(_ limit: inout Int64?, to other: Int64) { limit = min(limit ?? other, other) }
}
