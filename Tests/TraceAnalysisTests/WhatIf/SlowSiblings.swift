import TraceAnalysis
import TraceModel

/// Slack and retiming as they are defined, each sibling against each other, by recursion, for small traces.
struct SlowSiblings {
    private let trace: Trace
    /// What other traces say of who waits for whom.
    private let order: SiblingOrder?
    private let isCritical: [Bool]
    private var windows: [(start: Int64, end: Int64)?]
    private var children: [[Int]]

    init(_ trace: Trace, order: SiblingOrder? = nil) {
        self.trace = trace
        self.order = order
        let critical = trace.criticalTimes(overlap: .none) ?? []
        isCritical = critical.indices.map { position in (position..<trace.subtreeEnd(of: position)).contains { critical[$0] > 0 } }
        windows = Array(repeating: nil, count: trace.spanCount)
        children = Array(repeating: [], count: trace.spanCount)
        for position in 0..<trace.spanCount {
            let span = trace.span(at: position)
            guard let start = span.start, let end = span.end, !span.facts.lacksDuration else { continue }
            guard let parent = trace.parent(of: position) else {
                windows[position] = (start, end)
                continue
            }
            guard let above = windows[parent] else { continue }
            let clipped = (start: max(start, above.start), end: min(end, above.end))
            guard clipped.start < clipped.end || clipped.start == clipped.end && start == end else { continue }
            windows[position] = clipped
            children[parent].append(position)
        }
    }

    /// Whether one sibling was over when the other began.
    private func precedes(_ a: Int, _ b: Int) -> Bool {
        // Of two that begin at the same moment, one of them of no length, the one that is shown first.
        guard a < b, let first = windows[a], let second = windows[b] else { return false }
        return first.end <= second.start && order?.certainty(of: a, before: b, in: trace) ?? .always == .always
    }

    /// A child as its parent sees it.
    struct Window {
        let name: String
        let start: Int64, end: Int64
    }

    /// The children of a span that it may wait for, by start.
    func windows(below parent: Int) -> [Window] {
        children[parent].compactMap { child in windows[child].map { Window(name: trace.span(at: child).name, start: $0.start, end: $0.end) }
        }
    }

    // MARK: Slack

    func slack() -> [Int64?] { (0..<trace.spanCount).map { slack(of: $0) } }

    private func isAsynchronous(_ position: Int, _ parent: Int) -> Bool {
        guard !isCritical[position], let end = trace.span(at: position).end, let above = windows[parent] else { return false }
        return end > above.end
    }

    private func slack(of position: Int) -> Int64? {
        guard let own = windows[position] else { return nil }
        guard let parent = trace.parent(of: position) else { return 0 }
        if isCritical[position] { return 0 }
        if isAsynchronous(position, parent) { return nil }
        let siblings = children[parent].filter { !isAsynchronous($0, parent) }
        let successors = siblings.filter { precedes(position, $0) }
        if successors.isEmpty {
            let last = siblings.compactMap { windows[$0]?.end }.max() ?? own.end
            return slack(of: parent).map { last - own.end + $0 }
        }
        // None of them with a limit: there is none.
        return successors.compactMap { next in
            let others = children[parent].filter { precedes($0, next) }.compactMap { windows[$0]?.end }.max() ?? own.end
            return slack(of: next).map { others - own.end + $0 }
        }
        .min()
    }

    // MARK: Drag

    func drag() -> [Int64] {
        (0..<trace.spanCount).map { position in
            guard isCritical[position], let own = windows[position] else { return 0 }
            let siblings = trace.parent(of: position).map { children[$0] } ?? []
            // Of those that end together the one that begins first ends first.
            let rivals = siblings.filter { $0 != position }.compactMap { rival in windows[rival].map { ($0.end, rival) } }
            let before = rivals.filter { $0 < (own.end, position) }.map(\.0).max()
            return before.map { min(own.end - own.start, own.end - $0) } ?? own.end - own.start
        }
    }

    // MARK: Retiming

    /// What all trees would take less.
    func saving(_ reductions: [Retiming.Reduction]) -> Int64 {
        (0..<trace.spanCount).filter { trace.parent(of: $0) == nil }.reduce(0) { $0 + reduction(of: $1, reductions) }
    }

    private func reduction(of position: Int, _ reductions: [Retiming.Reduction]) -> Int64 {
        guard let own = windows[position] else { return 0 }
        if let asked = reductions.first(where: { $0.position == position && $0.nanoseconds > 0 }) {
            return min(asked.nanoseconds, own.end - own.start)
        }
        guard let last = children[position].compactMap({ windows[$0]?.end }).max() else { return 0 }
        var ends: [Int: Int64] = [:]
        for child in children[position] {
            guard let window = windows[child] else { continue }
            let before = children[position].filter { precedes($0, child) }
            var start = window.start
            if let wasFree = before.compactMap({ windows[$0]?.end }).max(), let isFree = before.compactMap({ ends[$0] }).max() {
                start = isFree + window.start - wasFree
            }
            ends[child] = start + max(0, window.end - window.start - reduction(of: child, reductions))
        }
        return last - (ends.values.max() ?? last)
    }
}
