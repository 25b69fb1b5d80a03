/// A request as the server got it.
public struct LoopbackRequest: Sendable, CustomStringConvertible {
    /// `GET`, `POST`, ...
    public let method: String
    /// Path and query to the letter, as they came over the wire.
    public let spelling: String
    /// Path and query taken apart and decoded.
    public let target: RequestTarget
    /// `HTTP/1.1`, or what the client claims to speak.
    public let version: String
    /// The header.
    public let headers: HTTPFields
    /// What came with it.
    public let body: [UInt8]
    /// Which of the server's connections it came on, counted from 0: two requests of one number were sent over one connection.
    public let connection: Int

    /// The path alone, to the letter.
    public var path: String { String(spelling.prefix { $0 != "?" }) }

    /// The query's items, decoded, in the order in which they came.
    public var query: [RequestTarget.QueryItem] { target.query }

    /// The first value that the query gives a name; nothing when it does not name it.
    public func value(of name: String) -> String? { target.values(of: name).first }

    /// Whether the client can read gzip.
    public var acceptsGzip: Bool { headers["Accept-Encoding"]?.lowercased().contains("gzip") ?? false }

    /// Whether the client lets the connection stay open for a next request.
    var keepsAlive: Bool {
        let wish = headers["Connection"]?.lowercased() ?? ""
        return version == "HTTP/1.0" ? wish.contains("keep-alive") : !wish.contains("close")
    }

    /// Method and target, to the letter.
    public var description: String { "\(method) \(spelling)" }
}
