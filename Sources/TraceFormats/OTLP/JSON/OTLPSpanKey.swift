/// A field of OTLP's span, event or link, by its name in either spelling.
enum OTLPSpanKey {
    case traceID, spanID, parentSpanID, name, kind, start, end, attributes, events, links, status, traceState, time
    case droppedAttributes, droppedEvents, droppedLinks, other

    @inline(__always)
    init(_ key: RawString) {
        switch (key.count, key.count > 0 ? key.start.load(as: UInt8.self) : 0) {
        case (7, 0x74) where key.equals("traceId"): self = .traceID
        case (6, 0x73) where key.equals("spanId"): self = .spanID
        case (12, 0x70) where key.equals("parentSpanId"): self = .parentSpanID
        case (4, 0x6e) where key.equals("name"): self = .name
        case (4, 0x6b) where key.equals("kind"): self = .kind
        case (17, 0x73) where key.equals("startTimeUnixNano"): self = .start
        case (15, 0x65) where key.equals("endTimeUnixNano"): self = .end
        case (10, 0x61) where key.equals("attributes"): self = .attributes
        case (6, 0x65) where key.equals("events"): self = .events
        case (5, 0x6c) where key.equals("links"): self = .links
        case (6, 0x73) where key.equals("status"): self = .status
        case (12, 0x74) where key.equals("timeUnixNano"): self = .time
        default: self = Self.other(key)
        }
    }

    @inline(never)
    private static func other(_ key: RawString) -> OTLPSpanKey {
        for (name, field) in rare where key.equals(name) { return field }
        return .other
    }

    private static let rare: [(StaticString, OTLPSpanKey)] = [
        ("flags", .other), ("traceState", .traceState), ("droppedAttributesCount", .droppedAttributes),
        ("droppedEventsCount", .droppedEvents), ("droppedLinksCount", .droppedLinks), ("trace_id", .traceID), ("span_id", .spanID),
        ("parent_span_id", .parentSpanID), ("start_time_unix_nano", .start), ("end_time_unix_nano", .end), ("trace_state", .traceState),
        ("time_unix_nano", .time), ("dropped_attributes_count", .droppedAttributes), ("dropped_events_count", .droppedEvents),
        ("dropped_links_count", .droppedLinks),
    ]
}
