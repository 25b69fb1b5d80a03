import TraceModel

/// What is known of a span beside its columns.
struct OTLPSpanState {
    var trace: TraceID?
    var start: Int64?
    var end: Int64?
    /// Where it is stated beside the end, or instead of it.
    var duration: Int64?
    var message: RawString?
    var traceState: RawString?
    var droppedAttributes: Int64 = 0
    var droppedEvents: Int64 = 0
    var droppedLinks: Int64 = 0
    /// Where the list of links begins.
    var links: UnsafeRawPointer?
    var hasName = false

    var hasExtras: Bool {
        message != nil || traceState != nil || droppedAttributes | droppedEvents | droppedLinks != 0
    }
}
