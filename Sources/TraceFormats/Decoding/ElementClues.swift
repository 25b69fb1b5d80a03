/// What the keys met so far tell about an object.
struct ElementClues {
    private var hasTraceID = false, hasLowerTraceID = false, hasID = false, hasSpanID = false, hasProcesses = false
    private var hasStartTime = false

    /// What the object is, when this key settles it.
    ///
    /// - Parameter opens: the first byte of the key's value.
    mutating func tell(_ key: RawString, opens: UInt8) -> JSONElement? {
        guard key.count > 1 else { return nil }
        switch key.start.load(as: UInt8.self) {
        case 0x74:  // t
            if key.equals("traceID") { hasTraceID = true }
            if key.equals("traceId") {
                hasLowerTraceID = true
                if hasID { return .zipkinSpan }
            }
            if key.equals("traceGroup"), hasSpanID { return .openSearchSpan }
        case 0x73:  // s
            if key.equals("spanID") { return .jaegerSpan }
            if key.equals("spans") { return opens == 0x5b ? .jaegerTrace : .other }
            if key.equals("spanId") { hasSpanID = true }
            if key.equals("startTime") { hasStartTime = true }
            if key.equals("startTimeUnixNano"), hasSpanID { return .otlpSpan }
            if key.equals("scopeSpans") || key.equals("scope_spans") { return .otlpResource }
        case 0x6f:  // o
            if key.equals("operationName") { return hasLowerTraceID ? .other : .jaegerSpan }
        case 0x70:  // p
            if key.equals("processes") { hasProcesses = true }
            if key.equals("parentId"), hasLowerTraceID { return .zipkinSpan }
        case 0x69:  // i
            if key.equals("id") {
                hasID = true
                if hasLowerTraceID { return .zipkinSpan }
            }
            if key.equals("instrumentationLibrarySpans") || key.equals("instrumentation_library_spans") { return .otlpResource }
            if key.equals("index"), opens == 0x7b { return .bulkAction }
        case 0x64:  // d
            if key.equals("durationInNanos"), hasSpanID || hasLowerTraceID { return .openSearchSpan }
            if key.equals("deprecatedScopeSpans") { return .otlpResource }
            if key.equals("delete"), opens == 0x7b { return .bulkAction }
        case 0x72:  // r
            if key.equals("resourceSpans") || key.equals("resource_spans") { return .otlpRequest }
            if JSONTraceDecoder.otherSignal(key) != nil { return .otherSignal }
        case 0x62:  // b
            if key.equals("batches") { return opens == 0x5b ? .otlpRequest : .other }
            if key.equals("binaryAnnotations") { return .zipkinSpan }
        case 0x6c:  // l
            if key.equals("localEndpoint") { return .zipkinSpan }
        case 0x63 where key.equals("create") && opens == 0x7b: return .bulkAction
        case 0x75 where key.equals("update") && opens == 0x7b: return .bulkAction
        case 0x5f where key.equals("_source"): return .hit
        default: break
        }
        return nil
    }

    /// What the object is, when no key settled it.
    var verdict: JSONElement {
        if hasProcesses { return .jaegerTrace }
        if hasLowerTraceID, hasSpanID { return hasStartTime ? .openSearchSpan : .otlpSpan }
        return .other
    }

    /// Whether a key may stand in a span or trace before the keys that tell.
    static func isPartOfSpan(_ key: RawString) -> Bool {
        key.equals("processes") || key.equals("warnings") || key.equals("services") || key.equals("tags") || key.equals("logs")
            || key.equals("references") || key.equals("process") || key.equals("annotations") || key.equals("attributes")
            || key.equals("events") || key.equals("links") || key.equals("resource") || key.equals("fields") || key.equals("sort")
            || key.equals("tag") || key.equals("instrumentationScope") || key.equals("traceGroupFields") || key.equals("status")
    }
}
