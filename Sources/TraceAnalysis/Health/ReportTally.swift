import TraceModel

/// Gathers ``ServiceReport``s in one walk over the traces, which come the slowest first.
struct ReportTally {
    private let snapshot: Snapshot
    private let scope: ReportScope
    private let failures: ErrorTraces
    private var performance: PerformanceTally
    private var paths = TracePathTally()
    /// What is listed of each service so far, by number.
    private var lists: [Lists] = []
    /// The place of a trace among those that failed, the gravest first.
    private let failureOf: [TraceRow: Int]
    private let unmarkedOf: Set<TraceRow>

    private struct Lists {
        var slow: [TraceRow] = [], unmarked: [TraceRow] = []
        var slowCount = 0
        /// Places among the traces that failed.
        var failures: [Int] = []
    }

    init(_ snapshot: Snapshot, _ scope: ReportScope, _ failures: ErrorTraces) {
        self.snapshot = snapshot
        self.scope = scope
        self.failures = failures
        performance = PerformanceTally(snapshot, services: scope.services)
        failureOf = Dictionary(failures.traces.enumerated().map { ($1.row, $0) }) { first, _ in first }
        unmarkedOf = Set(failures.unmarkedServerErrors)
    }

    /// Takes a trace in; false when cancelled.
    mutating func add(_ row: TraceRow, _ isCancelled: () -> Bool) -> Bool {
        let trace = snapshot[row]
        guard performance.add(trace, isCancelled), paths.add(performance.path, to: performance.touched, isCancelled) else { return false }
        let isSlow = trace.duration.map { $0 >= scope.slowThreshold } ?? false
        let failure = failureOf[row], isUnmarked = unmarkedOf.contains(row)
        for service in performance.touched {
            while lists.count <= service { lists.append(Lists()) }
            if isSlow {
                lists[service].slowCount += 1
                if lists[service].slow.count < scope.listed { lists[service].slow.append(row) }
            }
            if let failure { lists[service].failures.append(failure) }
            if isUnmarked, lists[service].unmarked.count < scope.listed { lists[service].unmarked.append(row) }
        }
        return true
    }

    /// What was gathered, by name; without who calls whom.
    var result: [ServiceReport] {
        let paths = paths.result(listed: scope.listed) { performance.names(of: $0) }
        return performance.numberedResult.map { number, performance in
            var report = ServiceReport(performance, scope.thresholds)
            let found = lists[number]
            (report.slowTraces, report.slowTraceCount, report.unmarkedServerErrors) = (found.slow, found.slowCount, found.unmarked)
            let gravest = found.failures.sorted().map { failures.traces[$0] }
            report.errorTraces = Array(gravest.prefix(scope.listed))
            report.nonFatal = gravest.lazy.filter { !$0.isFatal }.prefix(scope.listed).map(\.row)
            report.path = paths.map { $0[number] ?? TracePath(total: 0, operations: [], others: 0) }
            return report
        }
    }
}
