import TraceModel

/// One level of nesting that a ``JaegerDecoder`` is inside of.
public struct JaegerLevel: Equatable, Sendable {
    /// What kind of place it is.
    public enum Context: UInt8, Sendable {
        /// Between top-level values.
        case document
        /// Inside an object that holds lists of traces: the API's envelope, or lists keyed by service.
        case envelope
        /// Inside a list of traces or spans.
        case entries
        /// Inside a trace object.
        case trace
        /// Inside the span list of a trace object.
        case spans
    }

    /// What kind of place it is.
    public let context: Context
    /// Whether no key or element of it was read yet; no comma is due then.
    var isFirst: Bool

    /// A level of which nothing was read, unless said otherwise.
    public init(_ context: Context, isFirst: Bool = true) {
        self.context = context
        self.isFirst = isFirst
    }
}

/// What an object in a list turns out to be.
enum JaegerElement {
    case trace, span, other
}

extension JaegerDecoder {
    /// Tells what the object at the scanner is by its first telling key, without moving.
    ///
    /// As Jaeger writes them the second key decides; with sorted keys a few values are stepped over.
    ///
    /// - Parameter isTopLevel: then a list or object under a key that no trace has, such as `data`, is not stepped over,
    ///   for it may be the whole file.
    mutating func lookAhead(isTopLevel: Bool = false) throws(JSONError) -> JaegerElement {
        if scanner.peek() != 0x7b { return .other }
        let start = scanner.at
        defer { scanner.at = start }
        scanner.at += 1
        var isFirst = true
        var seemsTrace = false
        while let key = try scanner.key(&isFirst) {
            if key.equals("spanID") || key.equals("operationName") { return .span }
            if key.equals("spans") { return scanner.peek() == 0x5b ? .trace : .other }
            if key.equals("processes") { seemsTrace = true }
            if isTopLevel, scanner.peek() == 0x5b || scanner.peek() == 0x7b, !Self.isPartOfTrace(key) { return .other }
            try scanner.skip()
        }
        return seemsTrace ? .trace : .other
    }

    private static func isPartOfTrace(_ key: RawString) -> Bool {
        key.equals("processes") || key.equals("warnings") || key.equals("services") || key.equals("tags") || key.equals("logs")
            || key.equals("references") || key.equals("process")
    }
}
