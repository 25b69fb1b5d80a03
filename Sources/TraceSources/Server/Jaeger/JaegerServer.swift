import FoundationEssentials
import TraceModel

/// A Jaeger Query server, asked through the interface below `/api` that all versions up to 2.20 have.
///
/// Every answer is checked for what it is: old servers send a web page with status 200 for a path that they do not know.
public struct JaegerServer: Sendable {
    let client: HTTPClient

    /// Nobody is asked yet.
    ///
    /// - Throws: ``DiagnosticCode/noHTTPLibrary``, or ``DiagnosticCode/badServerOption`` with which.
    public init(_ address: ServerAddress, _ options: ServerOptions = ServerOptions()) throws(InputError) {
        client = try HTTPClient(address, options)
    }

    /// The address as it may be shown.
    public var name: String { client.address.description }

    /// The names of all services, in order.
    ///
    /// - Throws: why there is no such answer.
    public func services(cancellation: Cancellation = Cancellation()) throws(InputError) -> [String] {
        let names: [String]? = try ask("/api/services", cancellation)
        return Set(names ?? []).sorted()
    }

    /// What a service does: each span name with its kind, in order; nothing of a service that is not known.
    ///
    /// - Throws: why there is no such answer.
    public func operations(of service: String, cancellation: Cancellation = Cancellation()) throws(InputError) -> [ServerOperation] {
        do throws(InputError) {
            let found: [ServerOperation]? = try ask("/api/operations?service=" + PercentEncoding.encoded(service), cancellation)
            return Set(found ?? []).sorted()
        } catch {
            guard error.diagnostic.code == .notAnAPI else { throw error }
            return try namedOperations(of: service, cancellation)
        }
    }

    /// The same from servers that know names only, such as VictoriaTraces.
    ///
    /// Jaeger 2 decodes the service's name twice, older ones once; the wrong form is answered with nothing.
    private func namedOperations(of service: String, _ cancellation: Cancellation) throws(InputError) -> [ServerOperation] {
        let once = PercentEncoding.encoded(service)
        let twice = PercentEncoding.encoded(once)
        for spelling in once == twice ? [once] : [once, twice] {
            let names: [String]? = try ask("/api/services/\(spelling)/operations", cancellation)
            if let names, !names.isEmpty { return Set(names.map { ServerOperation(name: $0, spanKind: "") }).sorted() }
        }
        return []
    }

    /// A small answer in Jaeger's envelope; nil when it holds none.
    private func ask<Answer: Decodable>(_ path: String, _ cancellation: Cancellation) throws(InputError) -> Answer? {
        let reply = try CheckedReply(client.get(path, cancellation: cancellation))
        let body = try reply.body(limit: Self.smallReply)
        guard let envelope = try? JSONDecoder().decode(JaegerEnvelope<Answer>.self, from: Data(body)) else {
            throw reply.request.failure(.replyNotUnderstood, found: Excerpt.text(body))
        }
        if let error = envelope.errors?.first { throw reply.failure(status: error.code ?? 500, message: error.msg ?? "") }
        return envelope.data
    }

    /// The greatest list of names, in bytes: some hundred thousand of them.
    static let smallReply = 16 << 20
}

/// A span name that a server knows of a service, and the kind of its spans.
public struct ServerOperation: Hashable, Sendable, Decodable, Comparable {
    /// The span name.
    public let name: String
    /// `server`, `client`, …; empty when the server does not say.
    public let spanKind: String

    /// By name, then by kind.
    public static func < (a: ServerOperation, b: ServerOperation) -> Bool { (a.name, a.spanKind) < (b.name, b.spanKind) }
}
