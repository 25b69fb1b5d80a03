/// The formats that traces are written in, by the names that the command line has for them.
public enum OutputFormat: String, CaseIterable, Sendable {
    case jaeger
    case zipkin
    /// Lines of JSON, as the collector's file exporter writes them.
    case otlpJSON = "otlp-json"
    /// One TracesData message, as OTLP over HTTP takes it.
    case otlpProtobuf = "otlp-protobuf"
    /// Messages with their lengths before them, as the collector's file exporter writes them.
    case otlpProtobufFramed = "otlp-protobuf-framed"

    /// Whether what is written is text.
    public var isText: Bool {
        switch self {
        case .jaeger, .zipkin, .otlpJSON: true
        case .otlpProtobuf, .otlpProtobufFramed: false
        }
    }

    /// A fresh encoder.
    ///
    /// - Parameters:
    ///   - mask: what to put in the place of values that are to stay behind; nil writes all.
    ///   - sink: takes what is written in pieces of some 256 kB; a piece is only valid during the call.
    public func makeEncoder(
        mask: ValueMask? = nil, sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) -> any TraceEncoder & ~Copyable {
        switch self {
        case .jaeger: JaegerJSONEncoder(mask: mask, sink: sink)
        case .zipkin: ZipkinEncoder(mask: mask, sink: sink)
        case .otlpJSON: OTLPJSONEncoder(mask: mask, sink: sink)
        case .otlpProtobuf: OTLPProtobufEncoder(framing: .bare, mask: mask, sink: sink)
        case .otlpProtobufFramed: OTLPProtobufEncoder(framing: .framed, mask: mask, sink: sink)
        }
    }
}
