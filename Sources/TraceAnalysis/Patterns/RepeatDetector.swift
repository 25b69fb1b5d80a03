import TraceModel

/// Finds calls that one span makes again and again, one after the other, and those it makes again because they failed.
struct RepeatDetector {
    /// What is known of one call among the children of the span at hand.
    private struct Run {
        /// The number of the look in which it was met.
        var look = 0
        /// The calls of which each began when the one before had ended: the last one, and what is known of all.
        var last = 0, end: Int64 = .min, count = 0, errors = 0, total: Int64 = 0, longest: Int64 = 0
        /// The call that failed last and was not made again yet.
        var failed: Int?
    }

    /// How often the children of the span at hand do something.
    private struct Count {
        /// The number of the look in which it was met.
        var look = 0
        var calls = 0, errors = 0

        /// Whether it is worth finding out what exactly was asked for.
        var isWorthALook: Bool { calls >= PatternThreshold.repeats || calls > 1 && errors > 0 }
    }

    /// A run that is long enough.
    private struct Found {
        let call: UInt32
        let run: Run
    }

    /// By operation, and by call.
    private var counts: [Count] = [], runs: [Run] = []
    private var looks = 0
    /// The call before in its run, one a position.
    private var previous: [Int32] = []
    private var met: [UInt32] = [], found: [Found] = [], retries: [UInt32: TracePattern] = [:]

    /// Makes room for a trace; what was met in others is not looked at again.
    ///
    /// - Parameters:
    ///   - operations: numbers of operations there are.
    ///   - count: the positions of the trace.
    mutating func prepare(operations: Int, count: Int) {
        if counts.count < operations { counts.append(contentsOf: repeatElement(Count(), count: operations - counts.count)) }
        if previous.count < count { previous.append(contentsOf: repeatElement(-1, count: count - previous.count)) }
    }

    /// Looks at the children of a span.
    ///
    /// - Complexity: O(children)
    mutating func look(at caller: Int, _ scene: PatternScene, _ keys: inout CallKeys, _ collector: inout PatternCollector) {
        looks += 1
        var isWorthALook = false
        scene.forEachCall(of: caller) { isWorthALook = count($0, scene) || isWorthALook }
        if !isWorthALook { return }
        met.removeAll(keepingCapacity: true)
        scene.forEachCall(of: caller) { child in
            let operation = scene.operation[child]
            if counts[Int(operation)].isWorthALook {
                add(child, keys.call(of: scene.tree.spanRow(at: child), operation: operation), of: caller, scene)
            }
        }
        for call in met { close(call) }
        if !found.isEmpty { tell(caller, scene, &collector) }
        for (call, retry) in retries.sorted(by: { $0.key < $1.key }) {
            collector.add(retry, caller: scene.operation[caller], subject: call)
        }
        found.removeAll(keepingCapacity: true)
        if !retries.isEmpty { retries.removeAll(keepingCapacity: true) }
    }

    /// Counts what a child does; whether that is worth a look now.
    private mutating func count(_ child: Int, _ scene: PatternScene) -> Bool {
        let operation = Int(scene.operation[child])
        if counts[operation].look != looks { counts[operation] = Count(look: looks) }
        counts[operation].calls += 1
        if scene.facts[child].isError { counts[operation].errors += 1 }
        return counts[operation].isWorthALook
    }

    private mutating func add(_ child: Int, _ call: UInt32, of caller: Int, _ scene: PatternScene) {
        let number = Int(call)
        if number >= runs.count { runs.append(contentsOf: repeatElement(Run(), count: number * 2 + 1 - runs.count)) }
        if runs[number].look != looks {
            runs[number] = Run()
            runs[number].look = looks
            met.append(call)
        }
        let duration = scene.duration(child), isError = scene.facts[child].isError
        if let failed = runs[number].failed, scene.start[child] >= scene.end[failed] {
            addRetry(child, call, after: failed, of: caller, scene)
            runs[number].failed = nil
        }
        if isError { runs[number].failed = child }
        if scene.start[child] < runs[number].end || runs[number].count == 0 {
            close(call)
            (runs[number].count, runs[number].errors, runs[number].total, runs[number].longest) = (0, 0, 0, 0)
            previous[child] = -1
        } else {
            previous[child] = Int32(truncatingIfNeeded: runs[number].last)
        }
        runs[number].last = child
        runs[number].end = max(runs[number].end, scene.end[child])
        runs[number].count += 1
        runs[number].errors += isError ? 1 : 0
        runs[number].total = runs[number].total.addingSaturated(duration)
        runs[number].longest = max(runs[number].longest, duration)
    }

    /// Keeps a run that has come to its end if it is long enough.
    private mutating func close(_ call: UInt32) {
        let run = runs[Int(call)]
        if run.count >= PatternThreshold.repeats { found.append(Found(call: call, run: run)) }
    }

    private mutating func addRetry(_ child: Int, _ call: UInt32, after failed: Int, of caller: Int, _ scene: PatternScene) {
        let wasted = scene.duration(failed)
        let retry = TracePattern(
            .retries, subject: failed, caller: caller, positions: [failed, child], count: 1, errors: 1, total: wasted,
            saving: scene.start[child].subtractingSaturated(scene.start[failed]))
        guard var known = retries[call] else { return retries[call] = retry }
        known.add(retry)
        known.places = 1
        retries[call] = known
    }

    /// Tells of the runs that take enough of the caller's time, those of one call together.
    private mutating func tell(_ caller: Int, _ scene: PatternScene, _ collector: inout PatternCollector) {
        found.sort { ($0.call, $0.run.last) < ($1.call, $1.run.last) }
        var next = 0
        while next < found.count {
            let call = found[next].call
            var count = 0, errors = 0, total: Int64 = 0, longest: Int64 = 0, positions: [Int] = []
            while next < found.count, found[next].call == call {
                let run = found[next].run
                (count, errors, longest) = (count + run.count, errors + run.errors, max(longest, run.longest))
                total = total.addingSaturated(run.total)
                positions += self.positions(of: run)
                next += 1
            }
            let isLong = total >= PatternThreshold.longRepeats || total.isShare(PatternThreshold.share, of: scene.duration(caller))
            guard total > 0, isLong else { continue }
            for position in positions { collector.isRepeated[position] = true }
            collector.add(
                TracePattern(
                    .repeatedCalls, subject: positions[0], caller: caller, positions: positions, count: count, errors: errors, total: total,
                    saving: total - longest),
                caller: scene.operation[caller], subject: call)
        }
    }

    /// The calls of a run, in order.
    private func positions(of run: Run) -> [Int] {
        var positions: [Int] = [], at = run.last
        for _ in 0..<run.count {
            positions.append(at)
            at = Int(previous[at])
        }
        return positions.reversed()
    }
}
