/// The two interfaces that Jaeger has over HTTP.
enum JaegerFamily: Hashable, Sendable, CaseIterable {
    /// `/api/v3/…`: OpenTelemetry's shapes, nanoseconds, summaries since 2.19.
    case v3
    /// `/api/…`: Jaeger's own shapes, microseconds, gone for the most part after 2.20.
    case legacy
}

/// What a server can be asked.
enum JaegerQuestion: Hashable, Sendable, CaseIterable {
    case services
    case operations
    case search
    case trace
    case summaries
    case dependencies
}
