import TraceAnalysis
import TraceModel

extension JSONWriter {
    /// The keys that say what a trace is, the same wherever traces are listed.
    mutating func fields(of trace: Trace) {
        let root = trace.mainRoot
        field("traceID", trace.idText)
        field("name", trace.name)
        field("rootService", root.service)
        field("rootOperation", root.name)
        field(instant: "startTimeUnixNano", trace.start)
        field("durationNano", trace.duration)
        field("responseTimeNano", trace.responseTime)
        field("spans", trace.spanCount)
        field("errorSpans", trace.errorSpans)
        field("orphanSpans", trace.orphanSpans)
        array("services", trace.services) { json, service in
            json.object { json in
                json.field("name", service.name)
                json.field("spans", service.spans)
                json.field("errorSpans", service.errorSpans)
            }
        }
    }
}
