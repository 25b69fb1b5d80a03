import TraceModel

/// All that is told of one service: how it performs, its slow and its failed traces, whom it calls and who calls it, where
/// the time of its traces goes, and its health.
public struct ServiceReport: Equatable, Sendable {
    /// How it performs.
    public let performance: ServicePerformance
    /// Its health; nil when too little is known of it.
    public let health: HealthScore?
    /// Its slow traces, the slowest first, as many as are listed.
    public internal(set) var slowTraces: [TraceRow] = []
    /// How many slow traces it has.
    public internal(set) var slowTraceCount = 0
    /// Its traces in which something failed, the gravest first, as many as are listed; ``ServicePerformance/errorTraces`` counts all.
    public internal(set) var errorTraces: [ErrorTrace] = []
    /// Its traces in which something failed although whoever asked got an answer that is no error, as many as are listed.
    public internal(set) var nonFatal: [TraceRow] = []
    /// Its traces with a reply of HTTP 500 or more that is not marked as an error, as many as are listed.
    public internal(set) var unmarkedServerErrors: [TraceRow] = []
    /// Who calls it, and whom it calls.
    public internal(set) var dependencies: [Dependency] = []
    /// What the time of its traces goes into, whichever service's it is; nil when that is too much to tell.
    public internal(set) var path: TracePath?

    /// The service's name; empty for spans that name none.
    public var service: String { performance.service }

    init(_ performance: ServicePerformance, _ thresholds: HealthThresholds) {
        self.performance = performance
        health = HealthScore(performance, thresholds: thresholds)
    }
}

/// How much a report tells, and by which measure.
public struct ReportScope: Equatable, Sendable {
    /// The services told of; nil = all that there are.
    public var services: Set<String>?
    /// The traces looked at; nil = all.
    public var traces: [TraceRow]?
    /// A trace that takes so long, in nanoseconds, is slow.
    public var slowThreshold: Int64 = 500_000_000
    /// How many traces and operations on critical paths are listed of each service.
    public var listed = 10
    /// What health is measured by.
    public var thresholds = HealthThresholds()

    /// All services, all traces.
    public init() {}
}

extension Snapshot {
    /// What there is to tell of services, by name; of those asked for that have no trace, that nothing is known.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans · log)
    public func report(_ scope: ReportScope = ReportScope(), isCancelled: () -> Bool = { false }) -> [ServiceReport]? {
        let rows = slowestFirst(scope.traces ?? traces)
        guard let failures = errorTraces(of: rows, isCancelled: isCancelled) else { return nil }
        guard let edges = dependencies(of: rows, isCancelled: isCancelled) else { return nil }
        var tally = ReportTally(self, scope, failures)
        for row in rows {
            if !tally.add(row, isCancelled) { return nil }
        }
        var reports = tally.result
        let unknown = (scope.services ?? []).subtracting(reports.map(\.service))
        reports += unknown.map { ServiceReport(ServicePerformance(service: $0), scope.thresholds) }
        reports.sort { $0.service < $1.service }
        let numbers = Dictionary(uniqueKeysWithValues: reports.enumerated().map { ($1.service, $0) })
        for edge in edges {
            if let caller = numbers[edge.caller] { reports[caller].dependencies.append(edge) }
            if edge.callee != edge.caller, let callee = numbers[edge.callee] { reports[callee].dependencies.append(edge) }
        }
        return reports
    }
}
