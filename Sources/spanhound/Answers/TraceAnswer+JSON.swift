import TraceModel

extension JSONWriter {
    /// The keys that say what a trace is, the same wherever traces are listed.
    mutating func fields(of trace: ListedTrace) {
        field("traceID", trace.id)
        field("name", trace.name)
        field("rootService", trace.rootService)
        field("rootOperation", trace.rootOperation)
        field(instant: "startTimeUnixNano", trace.start)
        field("durationNano", trace.duration)
        field("responseTimeNano", trace.responseTime)
        field("spans", trace.spans)
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
