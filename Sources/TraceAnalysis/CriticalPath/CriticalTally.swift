import TraceModel

/// Gathers ``CriticalTotals`` trace by trace.
struct CriticalTally {
    private var finder: CriticalPathFinder
    private var sums: CriticalSums

    init(_ snapshot: Snapshot, overlap: OverlapAllowance = .usual) {
        finder = CriticalPathFinder(snapshot, overlap: overlap)
        sums = CriticalSums(snapshot)
    }

    /// Takes a trace in; false when cancelled.
    mutating func add(_ trace: Trace, _ isCancelled: () -> Bool) -> Bool {
        sums.begin(trace)
        let tree = trace.tree
        return finder.find(trace, isCancelled: isCancelled) { sums.add($0, of: trace.row, tree) }
    }

    /// Takes a trace in whose path is known.
    mutating func add(_ trace: Trace, _ path: CriticalPath) {
        sums.begin(trace)
        let tree = trace.tree
        for segment in path.segments { sums.add(segment, of: trace.row, tree) }
    }

    /// What was gathered.
    var result: CriticalTotals { sums.result }
}

/// What is known so far of the time on critical paths.
private struct CriticalSums {
    private let snapshot: Snapshot
    private let chunks: [SpanChunkView]
    /// Service and name.
    private var operations = PairTable()
    private var operationSums: [Sum] = []
    /// Service, and 1 for the way into it.
    private var components = PairTable()
    private var componentSums: [Sum] = []
    /// Service and name of the main roots.
    private var roots = PairTable()
    private var traces = 0
    private var total: Int64 = 0

    /// One line of the result.
    private struct Sum {
        var time: Int64 = 0, traces = 0
        /// The trace met last, and the time in it so far.
        var last = TraceRow(.max), lastTime: Int64 = 0
        var example = TraceRow(0), exampleTime: Int64 = 0

        mutating func add(_ time: Int64, in trace: TraceRow) {
            self.time = self.time.addingSaturated(time)
            if trace != last {
                last = trace
                lastTime = 0
                traces += 1
            }
            lastTime = lastTime.addingSaturated(time)
            if lastTime > exampleTime { (example, exampleTime) = (trace, lastTime) }
        }
    }

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        chunks = snapshot.chunks
    }

    mutating func begin(_ trace: Trace) {
        traces += 1
        let root = trace.mainRoot
        _ = roots.number(of: (root.serviceID ?? .empty).rawValue, root.nameID.rawValue)
    }

    @inline(__always)
    mutating func add(_ segment: CriticalSegment, of trace: TraceRow, _ tree: TraceTree) {
        let row = tree.spanRow(at: segment.position), duration = segment.duration
        let service = snapshot.service(of: row).rawValue
        total = total.addingSaturated(duration)
        Self.add(duration, to: service, chunks[row.chunk].name[row.offset], &operations, &operationSums, trace)
        let callee = segment.callee.map { snapshot.service(of: tree.spanRow(at: $0)).rawValue }
        Self.add(duration, to: callee ?? service, callee == nil ? 0 : 1, &components, &componentSums, trace)
    }

    private static func add(
        _ time: Int64, to a: UInt32, _ b: UInt32, _ table: inout PairTable, _ sums: inout [Sum], _ trace: TraceRow
    ) {
        let number = table.number(of: a, b)
        if number == sums.count { sums.append(Sum()) }
        sums[number].add(time, in: trace)
    }

    var result: CriticalTotals {
        let strings = snapshot.strings
        let operations = zip(operations.pairs, operationSums).map { pair, sum in
            CriticalTotals.Operation(
                service: strings[StringID(pair.0)], name: strings[StringID(pair.1)], time: sum.time, traces: sum.traces,
                example: sum.example, exampleTime: sum.exampleTime)
        }
        let components = zip(components.pairs, componentSums).map { pair, sum in
            CriticalTotals.Component(service: strings[StringID(pair.0)], isEdge: pair.1 == 1, time: sum.time, traces: sum.traces)
        }
        var totals = CriticalTotals()
        (totals.traces, totals.total, totals.kindsOfRequest) = (traces, total, roots.pairs.count)
        totals.operations = operations.sorted { a, b in a.time == b.time ? (a.service, a.name) < (b.service, b.name) : a.time > b.time }
        totals.components = components.sorted { a, b in
            if a.time != b.time { return a.time > b.time }
            return a.service == b.service ? !a.isEdge && b.isEdge : a.service < b.service
        }
        return totals
    }
}
