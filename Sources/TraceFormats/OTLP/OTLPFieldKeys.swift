import TraceModel

/// Keys of the attributes that hold what OTLP has fields for and the columns do not, as rows of the string table.
struct OTLPFieldKeys: Sendable {
    let serviceName: StringID
    let statusDescription: StringID
    let traceState: StringID
    let droppedAttributes: StringID
    let droppedEvents: StringID
    let droppedLinks: StringID
    let resourceSchema: StringID
    let scopeSchema: StringID
    let jaegerWarnings: StringID
    let jaegerFormat: StringID

    init(_ writer: inout SpanWriter) {
        serviceName = writer.intern("service.name")
        statusDescription = writer.intern("otel.status_description")
        traceState = writer.intern("w3c.tracestate")
        droppedAttributes = writer.intern("otel.dropped_attributes_count")
        droppedEvents = writer.intern("otel.dropped_events_count")
        droppedLinks = writer.intern("otel.dropped_links_count")
        resourceSchema = writer.intern("otel.resource.schema_url")
        scopeSchema = writer.intern("otel.scope.schema_url")
        jaegerWarnings = writer.intern("@jaeger@warnings")
        jaegerFormat = writer.intern("@jaeger@format")
    }
}
