/// The role a span plays in a call, in OpenTelemetry's words.
public enum SpanKind: UInt8, Sendable, CaseIterable {
    case unspecified, `internal`, server, client, producer, consumer

    /// The word used on screen, in JSON and in queries.
    public var name: String {
        switch self {
        case .unspecified: "unspecified"
        case .internal: "internal"
        case .server: "server"
        case .client: "client"
        case .producer: "producer"
        case .consumer: "consumer"
        }
    }
}

/// What a span says about its own outcome, in OpenTelemetry's words.
public enum SpanStatus: UInt8, Sendable, CaseIterable {
    case unset, ok, error

    /// The word used on screen, in JSON and in queries.
    public var name: String {
        switch self {
        case .unset: "unset"
        case .ok: "ok"
        case .error: "error"
        }
    }
}
