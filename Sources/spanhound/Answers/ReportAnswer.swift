import Explorer
import TraceAnalysis
import TraceModel
import TraceQuery

/// All there is to tell of services, with their health.
struct ReportAnswer {
    let snapshot: Snapshot
    /// By name.
    let reports: [ServiceReport]
    /// The duration from which on a trace is slow, in nanoseconds.
    let threshold: Int64
    /// What health is measured by.
    let thresholds: HealthThresholds
    /// When it was made, in nanoseconds since the Unix epoch.
    let generatedAt: Int64
    /// How many traces were looked at.
    let looked: Int
    /// Whether the beginning of an id is enough on a screen, as nobody else is to be asked for the trace.
    let isShort: Bool

    /// - Parameters:
    ///   - services: those asked for, each by what the filter says of a span of it; none = all that there are.
    ///   - scope: how much is told, and by which measure.
    ///   - rows: the traces that a filter selects.
    init(
        _ set: TraceSet, services: [String], filter: TraceFilter, scope: ReportScope, at now: Int64,
        rows: (TraceFilter) -> [TraceRow]
    ) {
        let snapshot = set.snapshot
        self.snapshot = snapshot
        isShort = !set.hasServers
        threshold = scope.slowThreshold
        thresholds = scope.thresholds
        generatedAt = now
        var reports: [ServiceReport] = [], looked: Set<TraceRow> = []
        for service in services.isEmpty ? [nil] : services.map(Optional.some) {
            var filter = filter, scope = scope
            filter.service = service
            scope.services = service.map { [$0] }
            let traces = rows(filter)
            scope.traces = traces
            looked.formUnion(traces)
            reports += snapshot.report(scope) ?? []
        }
        self.reports = reports.sorted { $0.service < $1.service }
        self.looked = looked.count
    }

    /// Those of the least health first, those of which too little is known last.
    var worstFirst: [ServiceReport] {
        reports.sorted { a, b in
            let (aScore, bScore) = (a.health?.score ?? .infinity, b.health?.score ?? .infinity)
            return aScore == bScore ? a.service < b.service : aScore < bScore
        }
    }

    // MARK: The gate

    /// - Throws: that services are less healthy than they should be, with those.
    func check(atLeast least: Double) throws(Failure) {
        for report in reports where report.health == nil {
            StandardError.write(
                "spanhound: note: too little is known of \(NameText.service(report.service)) for a score; --fail-under lets it pass\n")
        }
        let failing = worstFirst.filter { $0.health.map { $0.score < least } ?? false }
        if failing.isEmpty { return }
        let names = failing.prefix(10).map { "\(NameText.service($0.service)) (\(ReportText.points($0.health?.score ?? 0)))" }
        let more = failing.count > names.count ? " and \(CountText.text(failing.count - names.count)) more" : ""
        throw Failure(
            .no, code: "gate-failed", "health under \(ReportText.points(least)): " + names.joined(separator: ", ") + more)
    }

}
