import TraceModel

/// The library that produced a span: as the input says, or as tags name it after a way through Jaeger.
struct NamedScope {
    let name: String
    let version: String
    /// What else is said about it; nothing when only tags name it.
    let attributes: [Attribute]

    /// Nil when the span names none.
    init?(_ span: Span) {
        if let scope = span.resource.scope {
            (name, version, attributes) = (scope.name, scope.version, Array(scope.attributes))
            return
        }
        let tags = span.attributes
        guard let name = tags["otel.scope.name"] ?? tags["otel.library.name"] else { return nil }
        self.name = name.text
        version = (tags["otel.scope.version"] ?? tags["otel.library.version"])?.text ?? ""
        attributes = []
    }
}
