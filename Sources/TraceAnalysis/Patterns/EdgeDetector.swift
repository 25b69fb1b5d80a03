import TraceModel

/// Finds calls between services that take their callers much longer than their callees, and services that call each other again
/// and again.
struct EdgeDetector {
    /// Calls of one service by another.
    private struct Pair {
        var positions: [Int] = [], count = 0, errors = 0, repeated = 0, total: Int64 = 0
    }

    private var table = PairTable(), pairs: [Pair] = []
    /// Edges that are slow, by caller's and callee's operation.
    private var edgeTable = PairTable(), edges: [TracePattern] = []

    /// - Complexity: O(spans)
    mutating func look(_ scene: PatternScene, _ collector: inout PatternCollector) {
        // Whether a span is, or is below, a repeated call.
        var isRepeated = collector.isRepeated
        for position in 0..<scene.tree.count {
            guard let parent = scene.tree.parent(of: position) else { continue }
            if isRepeated[parent] { isRepeated[position] = true }
            if scene.service[parent] == scene.service[position] || scene.tree.isFolded(position) { continue }
            addCall(position, by: parent, scene, isRepeated: isRepeated[position])
            if let gap = gap(position, parent, scene) { addEdge(position, by: parent, gap, scene) }
        }
        for (edge, (caller, callee)) in zip(edges, edgeTable.pairs)
        where edge.total.isShare(PatternThreshold.edgeShareOfTrace, of: scene.rootDuration) {
            collector.add(edge, caller: caller, subject: callee)
        }
        for (pair, (caller, callee)) in zip(pairs, table.pairs)
        where pair.count >= PatternThreshold.chats && pair.total > 0
            && pair.total.isShare(PatternThreshold.share, of: scene.rootDuration)
            && Double(pair.repeated) < Double(pair.count) * PatternThreshold.repeatedChats
        {
            collector.add(
                TracePattern(
                    .chattyPair, subject: pair.positions[0], caller: scene.tree.parent(of: pair.positions[0]), positions: pair.positions,
                    count: pair.count, errors: pair.errors, total: pair.total),
                caller: caller, subject: callee)
        }
    }

    private mutating func addCall(_ position: Int, by caller: Int, _ scene: PatternScene, isRepeated: Bool) {
        let number = table.number(of: scene.service[caller], scene.service[position])
        if number == pairs.count { pairs.append(Pair()) }
        if pairs[number].positions.count < TracePattern.mostEvidence { pairs[number].positions.append(position) }
        pairs[number].count += 1
        pairs[number].errors += scene.facts[position].isError ? 1 : 0
        pairs[number].repeated += isRepeated ? 1 : 0
        pairs[number].total = pairs[number].total.addingSaturated(scene.duration(position))
    }

    /// What a call takes beyond the callee, when that is the most of it: the caller does nothing else meanwhile.
    private func gap(_ callee: Int, _ caller: Int, _ scene: PatternScene) -> Int64? {
        guard scene.end[callee] != .min, scene.end[caller] != .min else { return nil }
        let kind = scene.facts[caller].kind
        let isClient = kind == .client || kind == .unspecified && scene.facts[callee].kind == .server
        let hasOthers = callee != caller + 1 || scene.tree.subtreeEnd(of: callee) != scene.tree.subtreeEnd(of: caller)
        guard isClient, !hasOthers else { return nil }
        let whole = scene.duration(caller), gap = whole.subtractingSaturated(scene.duration(callee))
        return gap >= PatternThreshold.edgeTime && gap.isShare(PatternThreshold.edgeShare, of: whole) ? gap : nil
    }

    private mutating func addEdge(_ position: Int, by caller: Int, _ gap: Int64, _ scene: PatternScene) {
        let edge = TracePattern(
            .slowEdge, subject: position, caller: caller, positions: [position], count: 1, errors: scene.facts[caller].isError ? 1 : 0,
            total: gap)
        let number = edgeTable.number(of: scene.operation[caller], scene.operation[position])
        if number == edges.count { edges.append(edge) } else { edges[number].add(edge) }
    }
}
