import TraceModel

/// The library that produced a span, where the span names it as OpenTelemetry's Jaeger exporters do.
struct InstrumentationScope {
    let name: String
    let version: String

    /// Nil when the span names none.
    init?(_ span: Span) {
        let attributes = span.attributes
        guard let name = attributes["otel.scope.name"] ?? attributes["otel.library.name"] else { return nil }
        self.name = name.text
        version = (attributes["otel.scope.version"] ?? attributes["otel.library.version"])?.text ?? ""
    }
}
