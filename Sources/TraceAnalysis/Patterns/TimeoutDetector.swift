import TraceModel

/// Finds spans that take a round number of seconds: errors, and those that wait for others.
///
/// Of spans within each other that wait for the same time-out the innermost is told of.
enum TimeoutDetector {
    /// - Complexity: O(spans)
    static func look(_ scene: PatternScene, _ collector: inout PatternCollector) {
        // The time-out that was met below each span, as an index.
        var below = [Int8](repeating: -1, count: scene.tree.count)
        for position in stride(from: scene.tree.count - 1, through: 0, by: -1) {
            if scene.tree.isFolded(position) { continue }
            let inner = below[position]
            guard let index = index(scene, position, inner: inner) else { continue }
            if let parent = scene.tree.parent(of: position) { below[parent] = Int8(index) }
            if inner == index { continue }
            let duration = scene.duration(position)
            collector.add(
                TracePattern(
                    .timeout, subject: position, positions: [position], count: 1, errors: scene.facts[position].isError ? 1 : 0,
                    total: duration, limit: PatternThreshold.timeouts[index]),
                subject: scene.operation[position])
        }
    }

    /// Which of the round durations a span takes: that of the time-out below it, or one of its own.
    private static func index(_ scene: PatternScene, _ position: Int, inner: Int8) -> Int? {
        let facts = scene.facts[position], duration = Double(scene.duration(position))
        func isNear(_ index: Int, _ late: Double) -> Bool {
            let limit = Double(PatternThreshold.timeouts[index])
            return duration >= limit * (1 - PatternThreshold.early) && duration <= limit * (1 + late)
        }
        if inner >= 0, isNear(Int(inner), PatternThreshold.lateError) { return Int(inner) }
        guard facts.isError || facts.kind == .client || scene.isLeaf(position) else { return nil }
        let late = facts.isError ? PatternThreshold.lateError : PatternThreshold.late
        return PatternThreshold.timeouts.indices.first { isNear($0, late) }
    }
}
