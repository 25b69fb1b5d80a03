import TraceAnalysis
import TraceModel

extension ReportAnswer {
    func writeJSON() {
        let messages = ErrorMessages(snapshot)
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.field(instant: "generatedAt", generatedAt)
            json.array("services", reports) { json, report in json.object { write(report, to: &$0, messages) } }
            json.field("traces", looked)
            json.field("thresholdNano", threshold)
            json.field("latencyTargetNano", thresholds.slowAbove)
            json.field("errorTarget", thresholds.errorRate.tolerable)
            json.field("slowTarget", thresholds.slowShare.tolerable)
            json.field("errorTraceTarget", thresholds.errorTraceShare.tolerable)
        }
        json.finish()
    }

    private func write(_ report: ServiceReport, to json: inout JSONWriter, _ messages: ErrorMessages) {
        json.field("service", report.service)
        json.object("performance") { $0.fields(of: report.performance) }
        json.array("slowTraces", report.slowTraces) { json, row in json.object { $0.fields(of: ListedTrace(snapshot[row])) } }
        json.array("errorTraces", report.errorTraces) { json, trace in json.object { $0.fields(of: trace, in: snapshot, messages) } }
        json.array("dependencies", report.dependencies) { json, edge in json.object { $0.fields(of: edge) } }
        if let health = report.health {
            json.object("health") { $0.fields(of: health) }
        } else {
            json.field("health", nil as Double?)
        }
        json.field("slowTraceCount", report.slowTraceCount)
        json.field("errorTraceCount", report.performance.errorTraces)
        json.array("nonFatal", report.nonFatal) { $0.value(snapshot[$1].idText) }
        json.array("http5xxWithoutErrorTag", report.unmarkedServerErrors) { $0.value(snapshot[$1].idText) }
        guard let path = report.path else { return json.field("criticalPath", nil as Double?) }
        json.object("criticalPath") { $0.fields(of: path) }
    }
}

extension JSONWriter {
    /// A score, what is taken off, and what for.
    fileprivate mutating func fields(of health: HealthScore) {
        field("score", health.score)
        field("errorPenalty", health.errorPenalty)
        field("latencyPenalty", health.latencyPenalty)
        field("slowPenalty", health.slowPenalty)
        field("errorTracePenalty", health.errorTracePenalty)
        field("serviceErrorRate", health.errorRate)
        field("p95Nano", health.latency)
        field("slowShare", health.slowShare)
        field("errorTraceShare", health.errorTraceShare)
    }

    /// What the time of a service's traces goes into.
    fileprivate mutating func fields(of path: TracePath) {
        field("totalNano", path.total)
        array("operations", path.operations) { json, operation in
            json.object { json in
                json.field("service", operation.service)
                json.field("operation", operation.name)
                json.field("nano", operation.time)
                json.field("share", operation.share)
            }
        }
        field("otherOperations", path.others)
    }
}
