import TraceModel

/// A reference as it was read; whose trace it means is known only when the span's own trace id is.
struct JaegerReference {
    var kind = LinkKind.childOf
    /// nil: none given, so the span's own trace.
    var trace: TraceID?
    var span = SpanID(0)
    var hasTextID = false
    /// Where the list of its tags begins, in documents of Jaeger's storage.
    var tags: UnsafeRawPointer?
    var traceState: RawString?

    /// Whether it says nothing but which span it refers to.
    var isBare: Bool { tags == nil && traceState == nil }
}
