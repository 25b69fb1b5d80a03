// The messages of the OpenTelemetry protocol's traces, as fields stand on the wire: number × 8 + wire type
// (0 = varint, 1 = eight bytes, 2 = length and bytes, 5 = four bytes). See opentelemetry-proto, trace/v1/trace.proto.

/// Fields of TracesData, which equals ExportTraceServiceRequest.
enum TracesField: UInt32 {
    case resourceSpans = 0x0a
}

/// Fields of ResourceSpans.
enum ResourceSpansField: UInt32 {
    case resource = 0x0a
    case scopeSpans = 0x12
    case schemaURL = 0x1a
    /// Lists of scopes as they were called until 2022; number 1000.
    case librarySpans = 0x1f42
}

/// Fields of Resource.
enum ResourceField: UInt32 {
    case attribute = 0x0a
    case droppedAttributesCount = 0x10
}

/// Fields of ScopeSpans.
enum ScopeSpansField: UInt32 {
    case scope = 0x0a
    case span = 0x12
    case schemaURL = 0x1a
}

/// Fields of InstrumentationScope.
enum ScopeField: UInt32 {
    case name = 0x0a
    case version = 0x12
    case attribute = 0x1a
    case droppedAttributesCount = 0x20
}

/// Fields of Span.
enum SpanField: UInt32 {
    case traceID = 0x0a
    case spanID = 0x12
    case traceState = 0x1a
    case parentSpanID = 0x22
    case name = 0x2a
    case kind = 0x30
    case start = 0x39
    case end = 0x41
    case attribute = 0x4a
    case droppedAttributesCount = 0x50
    case event = 0x5a
    case droppedEventsCount = 0x60
    case link = 0x6a
    case droppedLinksCount = 0x70
    case status = 0x7a
}

/// Fields of Span.Event.
enum EventField: UInt32 {
    case time = 0x09
    case name = 0x12
    case attribute = 0x1a
    case droppedAttributesCount = 0x20
}

/// Fields of Span.Link.
enum LinkField: UInt32 {
    case traceID = 0x0a
    case spanID = 0x12
    case traceState = 0x1a
    case attribute = 0x22
    case droppedAttributesCount = 0x28
}

/// Fields of Status.
enum StatusField: UInt32 {
    case message = 0x12
    case code = 0x18
}

/// Fields of KeyValue.
enum PairField: UInt32 {
    case key = 0x0a
    case value = 0x12
}

/// Fields of AnyValue, of which a message has at most one.
enum ValueField: UInt32 {
    case string = 0x0a
    case bool = 0x10
    case int64 = 0x18
    case double = 0x21
    case array = 0x2a
    case map = 0x32
    case bytes = 0x3a
}

/// The one field of ArrayValue and KeyValueList.
enum ListField: UInt32 {
    case element = 0x0a
}
