import TraceAnalysis
import TraceModel

extension Trace {
    /// What failures cost that the caller does not see as such, in nanoseconds; nil when the main root has failed itself.
    var hiddenErrorCost: Int64? { isFatal ? nil : errorSaving() }
}

extension JSONWriter {
    /// A trace that failed: what is said of it wherever traces are listed, and what failed in it.
    mutating func fields(of errorTrace: ErrorTrace, in snapshot: Snapshot, _ messages: ErrorMessages) {
        let trace = snapshot[errorTrace.row]
        fields(of: ListedTrace(trace))
        array("errors", errorTrace.anatomy.failures) { json, failure in
            json.object { json in
                json.fields(of: trace.span(at: failure.position))
                json.field("role", failure.role.rawValue)
                json.field("message", messages.message(at: failure.position, in: trace))
                json.field("stopsAtSpanID", trace.span(at: failure.top).idText)
                json.field("reach", failure.reach)
            }
        }
        field("reachesRoot", errorTrace.anatomy.reachesRoot)
        array("suppressed", errorTrace.anatomy.suppressed) { json, position in
            json.object { $0.fields(of: trace.span(at: position)) }
        }
        field("errorSavingNano", trace.hiddenErrorCost)
    }

    /// Failures that began alike.
    mutating func fields(of group: ErrorGroup, among traces: Int, in snapshot: Snapshot) {
        field("service", group.service)
        field("operation", group.operation)
        field("message", group.message)
        field("traces", group.traces)
        field("share", traces == 0 ? nil : Double(group.traces) / Double(traces))
        field("fatalTraces", group.fatal)
        field("spans", group.failures)
        field("exampleTraceID", snapshot[group.example].idText)
    }

    /// Replies of failure that are not marked as errors.
    mutating func fields(of unmarked: UnmarkedFailures) {
        field("http5xxSpans", unmarked.serverErrors)
        field("http4xxSpans", unmarked.clientErrors)
        field("grpcSpans", unmarked.grpcErrors)
    }

    /// A span by what names it.
    private mutating func fields(of span: Span) {
        field("spanID", span.idText)
        field("service", span.service)
        field("operation", span.name)
    }
}
