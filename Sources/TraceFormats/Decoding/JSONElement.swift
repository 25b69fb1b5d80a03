/// What an object turns out to be.
enum JSONElement {
    /// A trace of Jaeger, with its spans and processes.
    case jaegerTrace
    /// A span of Jaeger, or a document of its Elasticsearch storage.
    case jaegerSpan
    case zipkinSpan
    /// A span as OTLP writes it, outside of any resource.
    case otlpSpan
    /// A document that Data Prepper stores.
    case openSearchSpan
    /// An object that holds OTLP's list of resources.
    case otlpRequest
    /// A resource with its scopes and spans, outside of any list of OTLP's.
    case otlpResource
    /// A search hit that holds a document as its `_source`.
    case hit
    /// The line before a document in a bulk file: where it was to be stored.
    case bulkAction
    /// OTLP's logs, metrics or profiles.
    case otherSignal
    case other
}
