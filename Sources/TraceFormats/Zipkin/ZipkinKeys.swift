import TraceModel

/// What an attribute's key means to Zipkin's format, looked up by its row of one snapshot's string table.
struct ZipkinKeys {
    /// What becomes of an attribute with such a key.
    enum Role: UInt8 {
        /// It is a tag.
        case plain
        /// Tags that say what the span knows of itself in other ways.
        case kind, error, status
        /// Parts of the remote endpoint.
        case peerService, peerIP, peerPort
        /// Parts of the local endpoint, as attributes of the resource.
        case hostIP, hostPort
        /// Name and version of the instrumentation scope.
        case scope
        /// Whether the tracer was told to record the span at any rate.
        case debug
        /// How many attributes were dropped.
        case droppedCount
        /// A link's trace state and type.
        case traceState, referenceType
    }

    private static let names: [(String, Role)] = [
        ("span.kind", .kind), ("error", .error), ("otel.status_code", .status), ("peer.service", .peerService), ("net.peer.ip", .peerIP),
        ("net.peer.port", .peerPort), ("net.host.ip", .hostIP), ("net.host.port", .hostPort),
        ("otel.dropped_attributes_count", .droppedCount), ("otel.scope.name", .scope), ("otel.scope.version", .scope),
        ("zipkin.debug", .debug), ("w3c.tracestate", .traceState), ("opentracing.ref_type", .referenceType),
    ]

    /// All the snapshot's strings.
    let strings: Strings
    /// The fields that name an event.
    let names: EventNameKeys
    private let roles: KeyRoles<Role>

    init(_ snapshot: Snapshot) {
        strings = snapshot.strings
        names = EventNameKeys(snapshot.strings)
        roles = KeyRoles(Self.names, others: .plain, in: strings)
    }

    @inline(__always)
    subscript(key: StringID) -> Role { roles[key] }
}
