import TraceModel

/// Finds calls that one span makes one after the other, though nothing in the trace says that it has to.
///
/// A call counts when nothing else that the span called ran at the same time; failed calls are waited for, not saved. What is told of
/// as repeated calls already is not told of again.
struct SerialDetector {
    private var positions: [Int] = [], total: Int64 = 0, longest: Int64 = 0, repeated = 0

    /// Looks at the children of a span.
    ///
    /// - Complexity: O(children)
    mutating func look(at caller: Int, _ scene: PatternScene, _ collector: inout PatternCollector) {
        let duration = scene.duration(caller)
        if duration == 0 { return }
        var best: TracePattern?, until = Int64.min
        // The last call, as long as none that overlaps it was met.
        var pending: Int?
        clear()
        scene.forEachCall(of: caller) { child in
            if scene.start[child] >= until {
                if let pending { take(pending, of: caller, scene, collector) }
                pending = child
            } else {
                pending = nil
                close(caller, duration, &best)
            }
            until = max(until, scene.end[child])
        }
        if let pending { take(pending, of: caller, scene, collector) }
        close(caller, duration, &best)
        if let best { collector.add(best, subject: scene.operation[caller]) }
    }

    private mutating func clear() {
        positions.removeAll(keepingCapacity: true)
        (total, longest, repeated) = (0, 0, 0)
    }

    /// Takes a call in, as far as it lies within its caller's time.
    private mutating func take(_ child: Int, of caller: Int, _ scene: PatternScene, _ collector: PatternCollector) {
        let from = max(scene.start[child], scene.start[caller]), to = min(scene.end[child], scene.end[caller])
        if from >= to || scene.facts[child].isError { return }
        positions.append(child)
        total = total.addingSaturated(to.subtractingSaturated(from))
        longest = max(longest, to.subtractingSaturated(from))
        if collector.isRepeated[child] { repeated += 1 }
    }

    /// Ends a row of calls; keeps it if it is the best so far.
    private mutating func close(_ caller: Int, _ duration: Int64, _ best: inout TracePattern?) {
        defer { clear() }
        guard positions.count >= PatternThreshold.serial, repeated * 2 < positions.count else { return }
        let saving = total - longest
        guard saving.isShare(PatternThreshold.share, of: duration), saving > best?.saving ?? 0 else { return }
        best = TracePattern(
            .serialCalls, subject: caller, positions: positions, count: positions.count, total: total, saving: saving)
    }
}
