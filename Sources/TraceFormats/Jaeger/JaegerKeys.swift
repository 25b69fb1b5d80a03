import TraceModel

/// Attribute keys that mean something to Jaeger, as rows of the string table.
struct JaegerKeys: Sendable {
    let error: StringID
    let statusCode: StringID
    let spanKind: StringID

    init(_ writer: inout SpanWriter) {
        error = writer.intern("error")
        statusCode = writer.intern("otel.status_code")
        spanKind = writer.intern("span.kind")
    }
}
