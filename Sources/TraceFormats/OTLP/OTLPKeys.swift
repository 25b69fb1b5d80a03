import TraceModel

/// Attribute keys that stand for fields of OTLP, as rows of one snapshot's string table.
///
/// Fields for which the model has no column are attributes there; encoders put them back. Tags in which Jaeger and Zipkin say what
/// a span of OTLP has fields for are taken back likewise.
struct OTLPKeys {
    /// What becomes of an attribute with such a key.
    enum Role: UInt8 {
        /// It is an attribute.
        case plain
        /// Tags that say again what the span knows of itself.
        case kind, error, statusCode
        /// The status's message, the trace state.
        case statusMessage, traceState
        /// What was dropped.
        case droppedAttributes, droppedEvents, droppedLinks
        /// The instrumentation scope of a span whose resource row has none.
        case scopeName, scopeVersion
        /// The schemas of resource and scope.
        case resourceSchema, scopeSchema
        /// What kind of reference a link was.
        case referenceType
    }

    private static let names: [(String, Role)] = [
        ("span.kind", .kind), ("error", .error), ("otel.status_code", .statusCode), ("otel.status_description", .statusMessage),
        ("w3c.tracestate", .traceState), ("otel.dropped_attributes_count", .droppedAttributes),
        ("otel.dropped_events_count", .droppedEvents), ("otel.dropped_links_count", .droppedLinks), ("otel.scope.name", .scopeName),
        ("otel.library.name", .scopeName), ("otel.scope.version", .scopeVersion), ("otel.library.version", .scopeVersion),
        ("otel.resource.schema_url", .resourceSchema), ("otel.scope.schema_url", .scopeSchema), ("opentracing.ref_type", .referenceType),
    ]

    /// All the snapshot's strings.
    let strings: Strings
    /// The fields that name an event.
    let names: EventNameKeys
    /// Whether any span may name its scope in tags.
    let hasScopeTags: Bool
    private let roles: KeyRoles<Role>

    init(_ snapshot: Snapshot) {
        strings = snapshot.strings
        names = EventNameKeys(snapshot.strings)
        roles = KeyRoles(Self.names, others: .plain, in: strings)
        hasScopeTags = roles.holds(.scopeName) || roles.holds(.scopeVersion)
    }

    @inline(__always)
    subscript(key: StringID) -> Role { roles[key] }
}
