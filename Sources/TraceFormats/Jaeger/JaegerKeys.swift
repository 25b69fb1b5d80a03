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

/// A reference as it was read; whose trace it means is known only when the span's own trace id is.
struct JaegerReference {
    var kind = LinkKind.childOf
    /// nil: none given, so the span's own trace.
    var trace: TraceID?
    var span = SpanID(0)
    var hasTextID = false
}
