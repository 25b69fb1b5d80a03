/// A span name that a server knows of a service, and the kind of its spans.
public struct ServerOperation: Hashable, Sendable, Decodable, Comparable {
    /// The span name.
    public let name: String
    /// `server`, `client`, …; empty when the server does not say.
    public let spanKind: String

    /// States an operation.
    public init(name: String, spanKind: String) {
        self.name = name
        self.spanKind = spanKind
    }

    /// Reads one; the newer interface leaves out what is empty.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        name = try fields.decodeIfPresent(String.self, forKey: .name) ?? ""
        spanKind = try fields.decodeIfPresent(String.self, forKey: .spanKind) ?? ""
    }

    private enum Key: CodingKey { case name, spanKind }

    /// By name, then by kind.
    public static func < (a: ServerOperation, b: ServerOperation) -> Bool { (a.name, a.spanKind) < (b.name, b.spanKind) }
}
