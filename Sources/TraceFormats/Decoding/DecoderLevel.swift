/// One level of nesting that a ``TraceDecoder`` is inside of.
public struct DecoderLevel: Equatable, Sendable {
    /// What kind of place it is.
    public enum Context: UInt8, Sendable {
        /// Between top-level values.
        case document
        /// Inside an object that holds lists of spans or traces: an API's envelope, or lists keyed by service.
        case envelope
        /// Inside a list of traces, spans, documents or such lists.
        case entries
        /// Inside a trace object of Jaeger.
        case trace
        /// Inside the span list of a trace object.
        case spans
        /// Inside an object that holds OTLP's list of resources.
        case request
        /// Inside OTLP's list of resources.
        case resources
        /// Inside a resource object: the resource and the scopes whose spans it holds.
        case resource
        /// Inside the list of scopes of a resource.
        case scopes
        /// Inside a scope object.
        case scope
        /// Inside the span list of a scope.
        case scopeSpans
    }

    /// What kind of place it is.
    public let context: Context
    /// Whether no key or element of it was read yet; no comma is due then.
    var isFirst: Bool
    /// Offsets of its first byte and of the first one behind it, in formats that give lengths.
    let bounds: Range<Int>

    /// A level of which nothing was read, unless said otherwise.
    public init(_ context: Context, isFirst: Bool = true) {
        self.context = context
        self.isFirst = isFirst
        bounds = 0..<Int.max
    }

    /// A level of known length.
    init(_ context: Context, bounds: Range<Int>) {
        self.context = context
        isFirst = true
        self.bounds = bounds
    }
}
