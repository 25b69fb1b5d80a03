import TraceAnalysis
import TraceModel

extension CriticalPathAnswer {
    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.field("traces", rows.count)
            json.field("totalNano", rows.isEmpty ? nil : totals.total)
            if let only {
                json.array("segments", only.path.segments) { json, segment in
                    json.object { $0.fields(of: segment, in: only.trace) }
                }
            }
            json.array("operations", totals.operations) { json, operation in
                json.object { json in
                    json.field("service", operation.service)
                    json.field("operation", operation.name)
                    json.field("nano", operation.time)
                    json.field("share", totals.share(of: operation.time))
                    json.field("traces", operation.traces)
                    json.field("exampleTraceID", snapshot[operation.example].idText)
                    json.field("exampleNano", operation.exampleTime)
                }
            }
            json.array("components", totals.components) { json, component in
                json.object { json in
                    json.field("service", component.service)
                    json.field("kind", component.isEdge ? "edge" : "inside")
                    json.field("nano", component.time)
                    json.field("share", totals.share(of: component.time))
                    json.field("traces", component.traces)
                }
            }
            if let only { json.fields(of: WhatIf(only.trace, overlap: overlap)) }
            patterns.write(to: &json)
        }
        json.finish()
    }
}

extension JSONWriter {
    fileprivate mutating func fields(of segment: CriticalSegment, in trace: Trace) {
        let span = trace.span(at: segment.position), origin = trace.start ?? 0
        field("spanID", span.idText)
        field("service", span.service)
        field("operation", span.name)
        field("startOffsetNano", segment.start.subtractingSaturated(origin))
        field("endOffsetNano", segment.end.subtractingSaturated(origin))
        field("edgeInto", segment.callee.map { trace.span(at: $0).service })
    }
}
