import TraceModel

/// Gathers how long hosts take for what they are asked: the columns that a ``HostDetector`` looks at.
///
/// A request begins on a host with a span whose parent is of another service or host, or that has none. Its time there is what
/// it and the spans below it on that host take themselves, without what they wait for others, or for the way there.
struct HostTally {
    /// What one host was asked, of one operation.
    struct Group {
        let service: UInt32, operation: UInt32, host: UInt32
        /// Times in nanoseconds.
        var times: [Int64] = []
        var errors = 0
        /// Where it took longest, and what it took.
        var slowest: (trace: TraceRow, position: Int, time: Int64)
        /// Where it was asked, in the first trace in which it was.
        var positions: [Int] = []
        /// Traces in which it was asked, and the last of them.
        var traces = 0, lastTrace: TraceRow?
    }

    /// Names of hosts by number.
    let hosts: HostKeys
    private(set) var groups: [Group] = []
    /// The operation and the host.
    private var table = PairTable()
    /// Where the request of each span began, and what each request took, one a position.
    private var begin: [Int] = [], time: [Int64] = []
    private var host: [UInt32] = []

    init(_ snapshot: Snapshot) { hosts = HostKeys(snapshot, keys: HostKeys.ofInstances) }

    /// Whether there are hosts that could be compared.
    private var hasHosts: Bool { hosts.names.count > 2 }

    /// Takes a trace in; false when cancelled.
    ///
    /// - Complexity: O(spans)
    mutating func add(_ scene: PatternScene, _ isCancelled: () -> Bool) -> Bool {
        if !hasHosts { return true }
        guard let own = scene.trace.selfTimes(isCancelled: isCancelled) else { return false }
        let tree = scene.tree, chunks = scene.trace.snapshot.chunks
        begin.removeAll(keepingCapacity: true)
        host.removeAll(keepingCapacity: true)
        time.removeAll(keepingCapacity: true)
        for position in 0..<tree.count {
            let row = tree.spanRow(at: position)
            host.append(hosts.ofResource[Int(chunks[row.chunk].resource[row.offset])])
            let parent = tree.parent(of: position)
            let isOnSameHost = parent.map { host[$0] == host[position] && scene.service[$0] == scene.service[position] } ?? false
            begin.append(isOnSameHost ? begin[parent ?? position] : position)
            time.append(0)
            if !waitsForOther(position, scene) { time[begin[position]] = time[begin[position]].addingSaturated(own[position]) }
        }
        for position in 0..<tree.count where begin[position] == position && host[position] != HostKeys.none {
            if scene.end[position] != .min, !tree.isFolded(position) { note(position, scene) }
        }
        return true
    }

    /// Whether a span has one child only and that is another service's: what it takes itself is the way there.
    private func waitsForOther(_ position: Int, _ scene: PatternScene) -> Bool {
        guard !scene.isLeaf(position), scene.service[position + 1] != scene.service[position] else { return false }
        return scene.tree.subtreeEnd(of: position + 1) == scene.tree.subtreeEnd(of: position)
    }

    private mutating func note(_ position: Int, _ scene: PatternScene) {
        let number = table.number(of: scene.operation[position], host[position])
        let here = (trace: scene.trace.row, position: position, time: time[position])
        if number == groups.count {
            groups.append(
                Group(service: scene.service[position], operation: scene.operation[position], host: host[position], slowest: here))
        }
        groups[number].times.append(time[position])
        if scene.facts[position].isError { groups[number].errors += 1 }
        if groups[number].lastTrace != here.trace {
            groups[number].lastTrace = here.trace
            groups[number].traces += 1
        }
        if groups[number].traces == 1, groups[number].positions.count < TracePattern.mostEvidence {
            groups[number].positions.append(position)
        }
        if time[position] > groups[number].slowest.time { groups[number].slowest = here }
    }
}
