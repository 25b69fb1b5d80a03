import TraceModel

/// Finds patterns in one trace after the other.
struct PatternFinder {
    private var keys: CallKeys
    private let services: ServiceNumbers
    private var critical: CriticalPathFinder
    private var repeats = RepeatDetector()
    /// What hosts take, in all traces looked at.
    private(set) var hosts: HostTally

    init(_ snapshot: Snapshot) {
        keys = CallKeys(snapshot)
        services = ServiceNumbers(snapshot)
        critical = CriticalPathFinder(snapshot)
        hosts = HostTally(snapshot)
    }

    /// What a trace shows, what weighs most first; nil when cancelled.
    ///
    /// - Parameter isOnly: whether it is the only one: its hosts are then looked at by themselves.
    /// - Complexity: O(n log n) in the spans
    mutating func find(_ trace: Trace, isOnly: Bool = false, _ isCancelled: () -> Bool) -> [TracePattern]? {
        if trace.spanCount == 0 || isCancelled() { return trace.spanCount == 0 ? [] : nil }
        let scene = PatternScene(trace, &keys, services)
        var collector = PatternCollector(count: scene.tree.count)
        var serial = SerialDetector(), edges = EdgeDetector()
        repeats.prepare(operations: keys.operationCount, count: scene.tree.count)
        for position in 0..<scene.tree.count {
            if position & 0xfff == 0, isCancelled() { return nil }
            // One child is no pattern.
            if scene.isLeaf(position) || scene.tree.subtreeEnd(of: position + 1) == scene.tree.subtreeEnd(of: position) { continue }
            repeats.look(at: position, scene, &keys, &collector)
            serial.look(at: position, scene, &collector)
        }
        TimeoutDetector.look(scene, &collector)
        edges.look(scene, &collector)
        guard findGaps(scene, &collector, isCancelled), hosts.add(scene, isCancelled) else { return nil }
        if isOnly { addHosts(of: scene, &collector) }
        return collector.heaviest
    }

    private func addHosts(of scene: PatternScene, _ collector: inout PatternCollector) {
        for finding in HostDetector(hosts).findings where finding.saving.isShare(PatternThreshold.share, of: scene.rootDuration) {
            collector.add(TracePattern(finding), caller: finding.group.host, subject: finding.group.operation)
        }
    }

    /// Finds spans that hold up the main root for long with nothing recorded meanwhile; false when cancelled.
    private mutating func findGaps(_ scene: PatternScene, _ collector: inout PatternCollector, _ isCancelled: () -> Bool) -> Bool {
        let whole = scene.rootDuration
        if whole == 0 || scene.tree.count == 1 { return true }
        return critical.find(scene.trace, below: scene.trace.mainRootPosition, isCancelled: isCancelled) { segment in
            guard !segment.isEdge, segment.duration.isShare(PatternThreshold.gapShare, of: whole) else { return }
            collector.add(
                TracePattern(
                    .wideGap, subject: segment.position, positions: [segment.position], count: 1, total: segment.duration,
                    interval: segment.start..<segment.end),
                subject: scene.operation[segment.position])
        }
    }
}

extension Trace {
    /// What the shape of the trace shows that costs time, what weighs most first; at most 50 patterns.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the spans
    public func patterns(isCancelled: () -> Bool = { false }) -> [TracePattern]? {
        var finder = PatternFinder(snapshot)
        return finder.find(self, isOnly: true, isCancelled)
    }
}
