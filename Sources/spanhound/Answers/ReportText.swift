import Explorer
import TraceAnalysis
import TraceModel

/// What a report says of one service, in words that screens and tickets share.
struct ReportText {
    let report: ServiceReport
    let snapshot: Snapshot
    /// Nanoseconds.
    let threshold: Int64, latencyTarget: Int64
    /// How much of ids is shown.
    let ids: ShortIDs
    private var performance: ServicePerformance { report.performance }

    /// Names and ids that are listed in one line, and operations.
    private static let listed = 3, operations = 3

    /// Points with one decimal at most: `68`, `88.2`.
    static func points(_ points: Double) -> String {
        let tenths = (points * 10).rounded()
        let whole = Int(tenths / 10), tenth = Int(tenths) - whole * 10
        return tenth == 0 ? String(whole) : "\(whole).\(tenth)"
    }

    /// What is judged, in a word and in full; what it is; how many points it costs.
    struct Term {
        let name: String, title: String, value: String, penalty: Double
    }

    /// The four terms of the score; none without a score.
    var terms: [Term] {
        guard let health = report.health else { return [] }
        let mark = Percentiles.Rank.p95.isUncertain(count: performance.entryDurations.count) ? "~" : ""
        return [
            Term(name: "fail", title: "calls that fail", value: CountText.percent(health.errorRate), penalty: health.errorPenalty),
            Term(name: "p95", title: "p95 of calls", value: DurationText.text(health.latency) + mark, penalty: health.latencyPenalty),
            Term(
                name: "over \(DurationText.short(latencyTarget))", title: "calls slower than \(DurationText.short(latencyTarget))",
                value: CountText.percent(health.slowShare),
                penalty: health.slowPenalty),
            Term(
                name: "error traces", title: "traces with errors", value: CountText.percent(health.errorTraceShare),
                penalty: health.errorTracePenalty),
        ]
    }

    /// Facts, each with what it is called; only what there is to tell.
    var facts: [(label: String, text: String)] {
        [
            ("calls", calls), ("time", path), ("slow", slow), ("failed", failed),
            (
                "callers",
                edges {
                    $0.callee == report.service
                } name: {
                    $0.caller
                }
            ),
            (
                "calls to",
                edges {
                    $0.caller == report.service
                } name: {
                    NameText.service($0.callee) + ($0.isVirtual ? "*" : "")
                }
            ),
        ].filter { !$0.text.isEmpty }
    }

    private var calls: String {
        let count = "\(CountText.text(performance.entrySpans)) in \(CountText.text(performance.traces, "trace"))"
        guard let latency = performance.entryLatency else { return count }
        return count
            + ", p50 \(DurationText.text(latency.p50)), mean \(DurationText.text(latency.mean)), max \(DurationText.text(latency.max))"
    }

    /// Where the time of its traces goes.
    private var path: String {
        guard let path = report.path, path.total > 0 else { return "" }
        return path.operations.prefix(Self.operations).map { operation in
            "\(CountText.percent(operation.share)) \(NameText.operation(operation.name, of: operation.service))"
        }.joined(separator: ", ")
    }

    private var slow: String {
        guard performance.traces > 0 else { return "" }
        let limit = DurationText.text(threshold)
        guard report.slowTraceCount > 0 else { return "none took \(limit) or more" }
        let ids = report.slowTraces.prefix(Self.listed).map { "\(DurationText.text(snapshot[$0].duration ?? 0)) \(id($0))" }
        return "\(CountText.text(report.slowTraceCount, "trace")) took \(limit) or more: " + ids.joined(separator: ", ")
            + more(report.slowTraceCount - ids.count)
    }

    private var failed: String {
        guard performance.errorTraces > 0 else { return performance.traces > 0 ? "none" : "" }
        let isAll = performance.fatalTraces == performance.errorTraces
        let isOne = performance.errorTraces == 1
        let fatal =
            performance.fatalTraces == 0
            ? (isOne ? "not " : "none ") : isAll ? (isOne ? "" : "all ") : CountText.text(performance.fatalTraces) + " "
        let ids = report.errorTraces.prefix(Self.listed).map { id($0.row) }
        return "\(CountText.text(performance.errorTraces)), \(fatal)fatally: " + ids.joined(separator: ", ")
            + more(performance.errorTraces - ids.count)
    }

    private func edges(_ isWanted: (Dependency) -> Bool, name: (Dependency) -> String) -> String {
        let found = report.dependencies.filter(isWanted)
        return found.prefix(Self.operations).map { edge in
            let named = name(edge)
            let took = (edge.meanCallee ?? edge.meanCaller).map { ", " + DurationText.text($0) } ?? ""
            let errors = edge.errors > 0 ? ", \(CountText.percent(edge.errorShare)) errors" : ""
            return "\(NameText.service(named)) (\(CountText.text(edge.calls))\(took)\(errors))"
        }.joined(separator: ", ") + more(found.count - Self.operations)
    }

    private func id(_ row: TraceRow) -> String { ids.text(snapshot[row].idText) }

    private func more(_ count: Int) -> String { count > 0 ? " and \(CountText.text(count)) more" : "" }
}
