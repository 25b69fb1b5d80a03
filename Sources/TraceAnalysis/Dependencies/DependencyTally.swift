import TraceModel

/// Gathers ``Dependency``s trace by trace.
struct DependencyTally {
    private let snapshot: Snapshot
    private let peers: PeerNames
    private let spans: WholeSpans
    /// Names of services and peers, by number.
    private var nodes: [String] = []
    private var numberOfNode: [String: UInt32] = [:]
    /// The number of a resource's service.
    private var nodeOfResource: [UInt32] = []
    /// Caller, and callee × 2 + 1 if it is virtual.
    private var pairs = PairTable()
    private var edges: [Edge] = []
    private var spansSinceCheck = 0

    /// What is known so far of one caller's calls of one callee.
    private struct Edge {
        var calls = 0, errors = 0
        var calleeDurations: [Int64] = []
        var callerTotal = Int128(0), callerCount = 0
        var gapTotal = Int128(0), gapCount = 0
    }

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        peers = PeerNames(snapshot)
        spans = WholeSpans(snapshot)
        for row in 0..<snapshot.resourceCount {
            nodeOfResource.append(node(snapshot.strings[snapshot.serviceID(of: ResourceID(UInt32(row))) ?? .empty]))
        }
    }

    private mutating func node(_ name: String) -> UInt32 {
        if let known = numberOfNode[name] { return known }
        let number = UInt32(truncatingIfNeeded: nodes.count)
        nodes.append(name)
        numberOfNode[name] = number
        return number
    }

    /// Takes a trace in; false when cancelled.
    mutating func add(_ trace: Trace, _ isCancelled: () -> Bool) -> Bool {
        let chunks = snapshot.chunks, tree = trace.tree
        for position in 0..<tree.count {
            spansSinceCheck += 1
            if spansSinceCheck & 0xfff == 0, isCancelled() { return false }
            if tree.isFolded(position) { continue }
            let row = tree.spanRow(at: position), offset = row.offset
            let span = spans.span(at: position, in: tree)
            let service = nodeOfResource[Int(chunks[row.chunk].resource[offset])]
            if let parent = tree.parent(of: position) {
                let above = tree.spanRow(at: parent)
                let caller = nodeOfResource[Int(chunks[above.chunk].resource[above.offset])]
                if caller != service {
                    let callerSpan = spans.span(at: parent, in: tree)
                    addCall(
                        caller, service << 1, isError: span.facts.isError || callerSpan.facts.isError, callerTook: callerSpan.took,
                        calleeTook: span.took)
                }
            }
            guard tree.subtreeEnd(of: position) == position + 1, let name = peerName(at: position, tree) else { continue }
            let callee = node(name)
            if callee == service { continue }
            addCall(service, callee << 1 | 1, isError: span.facts.isError, callerTook: span.took, calleeTook: nil)
        }
        return true
    }

    /// Whom the span shown at a position calls, as any of its pieces names it.
    private func peerName(at position: Int, _ tree: TraceTree) -> String? {
        func name(_ row: SpanRow) -> String? { peers.name(snapshot.chunks[row.chunk], row.offset) }
        return name(tree.spanRow(at: position))
            ?? spans.pieces(of: position, in: tree).lazy.compactMap { name(tree.spanRow(at: $0)) }.first
    }

    private mutating func addCall(_ caller: UInt32, _ callee: UInt32, isError: Bool, callerTook: Int64?, calleeTook: Int64?) {
        let number = pairs.number(of: caller, callee)
        if number == edges.count { edges.append(Edge()) }
        edges[number].calls += 1
        if isError { edges[number].errors += 1 }
        if let callerTook {
            edges[number].callerTotal += Int128(callerTook)
            edges[number].callerCount += 1
        }
        guard let calleeTook else { return }
        edges[number].calleeDurations.append(calleeTook)
        if let callerTook {
            edges[number].gapTotal += Int128(callerTook) - Int128(calleeTook)
            edges[number].gapCount += 1
        }
    }

    /// What was gathered, as far as caller and callee are `wanted`.
    func result(where wanted: (_ caller: String, _ callee: String) -> Bool) -> [Dependency] {
        var result: [Dependency] = []
        for ((caller, callee), edge) in zip(pairs.pairs, edges) {
            var found = Dependency(caller: nodes[Int(caller)], callee: nodes[Int(callee >> 1)], isVirtual: callee & 1 == 1)
            guard wanted(found.caller, found.callee) else { continue }
            (found.calls, found.errors) = (edge.calls, edge.errors)
            found.calleeLatency = Percentiles(edge.calleeDurations)
            found.meanCaller = edge.callerCount == 0 ? nil : Percentiles.mean(of: edge.callerTotal, count: edge.callerCount)
            found.meanGap = edge.gapCount == 0 ? nil : Percentiles.mean(of: edge.gapTotal, count: edge.gapCount)
            result.append(found)
        }
        return result.sorted { a, b in
            if a.caller != b.caller { return a.caller < b.caller }
            if a.calls != b.calls { return a.calls > b.calls }
            return a.callee == b.callee ? !a.isVirtual && b.isVirtual : a.callee < b.callee
        }
    }
}
