import FoundationEssentials
import TraceFormats
import TraceModel

/// Loads traces from a server into one set, through the decoder that reads files too, as they come.
public struct ServerLoader: Sendable {
    /// What to ask for.
    public enum Request: Sendable {
        /// One trace by its id, in hexadecimal digits.
        case trace(id: String)
        /// Whole traces one span of which matches.
        case search(JaegerSearch)

        var path: String {
            switch self {
            case .trace(let id): "/api/traces/" + PercentEncoding.encoded(id)
            case .search(let search): search.path
            }
        }
    }

    private let server: JaegerServer
    private let request: Request
    private let tables: SpanStore.Tables

    /// Nobody is asked yet.
    ///
    /// - Parameter tables: what the spans' strings and resources are kept in; shared with a store that is to take the spans over.
    public init(_ server: JaegerServer, _ request: Request, tables: SpanStore.Tables = SpanStore.Tables()) {
        self.server = server
        self.request = request
        self.tables = tables
    }

    /// Asks, and reads the answer on the calling thread.
    ///
    /// - Parameters:
    ///   - cancellation: ends the request at once; what was read so far is kept.
    ///   - onUpdate: told of progress and of snapshots that can be shown while loading goes on.
    /// - Returns: all spans; none when nothing matches.
    /// - Throws: why there is no answer; ``DiagnosticCode/traceNotFound`` when there is no such trace.
    public func load(
        cancellation: Cancellation = Cancellation(), onUpdate: (@Sendable (LoadUpdate) -> Void)? = nil
    ) throws(InputError) -> Snapshot {
        let session = LoadSession(tables: tables, isCancelled: { cancellation.isCancelled }, onUpdate: onUpdate)
        let source = session.store.addSource(server.name)
        session.begin(server.name)
        session.report(bytes: 0, spans: 0, openTrace: nil)
        let reply = try CheckedReply(server.client.get(request.path, cancellation: cancellation))
        if try isEmpty(reply) { return session.finish() }
        let intake = PieceIntake(session: session, source: source, name: server.name)
        let reader = StreamReader<JSONTraceDecoder>(reply.stream, intake)
        try reader.readOn(isFinal: true)
        reader.finish()
        return session.finish()
    }

    /// Whether a short reply says that there is nothing.
    ///
    /// - Throws: what it says went wrong.
    private func isEmpty(_ reply: CheckedReply) throws(InputError) -> Bool {
        guard reply.isWhole, let envelope = try? JSONDecoder().decode(JaegerEnvelope<[AnyJSON]>.self, from: Data(reply.head)) else {
            return false
        }
        guard envelope.data?.isEmpty ?? true else { return false }
        if let error = envelope.errors?.first { throw reply.failure(status: error.code ?? 500, message: error.msg ?? "") }
        if case .trace = request { throw reply.request.failure(.traceNotFound) }
        return true
    }
}
