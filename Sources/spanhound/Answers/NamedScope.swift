import TraceModel

/// The library that produced a span: as the input says, or as tags name it after a way through Jaeger.
struct NamedScope {
    let name: String
    let version: String

    /// Nil when the span names none.
    init?(_ span: Span) {
        if let scope = span.resource.scope {
            (name, version) = (scope.name, scope.version)
            return
        }
        let attributes = span.attributes
        guard let name = attributes["otel.scope.name"] ?? attributes["otel.library.name"] else { return nil }
        self.name = name.text
        version = (attributes["otel.scope.version"] ?? attributes["otel.library.version"])?.text ?? ""
    }
}
