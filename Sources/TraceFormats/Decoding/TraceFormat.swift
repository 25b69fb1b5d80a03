/// The formats that traces are read from, by the names that `summary --json` gives them.
public enum TraceFormat: String, CaseIterable, Sendable {
    case jaegerJSON = "jaeger-json"
    case zipkinV2 = "zipkin-v2"
    case zipkinV1 = "zipkin-v1"
    case otlpJSON = "otlp-json"
    case otlpProtobuf = "otlp-protobuf"
    case tempoJSON = "tempo-json"
    /// Documents of Jaeger's Elasticsearch or OpenSearch storage.
    case jaegerElasticsearch = "jaeger-es"
    /// Documents that Data Prepper stores in OpenSearch.
    case openSearchOTel = "opensearch-otel"

    /// Its place among ``allCases``.
    var index: Int {
        switch self {
        case .jaegerJSON: 0
        case .zipkinV2: 1
        case .zipkinV1: 2
        case .otlpJSON: 3
        case .otlpProtobuf: 4
        case .tempoJSON: 5
        case .jaegerElasticsearch: 6
        case .openSearchOTel: 7
        }
    }
}

/// Which formats an input turned out to hold, and how many spans in each.
public struct FormatTally: Equatable, Sendable {
    /// Spans by ``TraceFormat/index``; nil where nothing of the format was met.
    private var spans: [Int?] = Array(repeating: nil, count: TraceFormat.allCases.count)

    /// Nothing met.
    public init() {}

    /// Takes note of a format, whether or not a span comes with it.
    public mutating func add(_ format: TraceFormat, spans count: Int = 0) { spans[format.index] = (spans[format.index] ?? 0) + count }

    /// Takes in what another part of the input holds.
    public mutating func add(_ other: FormatTally) {
        for format in TraceFormat.allCases {
            if let count = other.spans[format.index] { add(format, spans: count) }
        }
    }

    /// Formats met with their spans, the one with the most spans first.
    public var ranked: [(format: TraceFormat, spans: Int)] {
        let met = TraceFormat.allCases.compactMap { format in spans[format.index].map { (format: format, spans: $0) } }
        return met.enumerated().sorted { ($1.element.spans, $0.offset) < ($0.element.spans, $1.offset) }.map(\.element)
    }
}
