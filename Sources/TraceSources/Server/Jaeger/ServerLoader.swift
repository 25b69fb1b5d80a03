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
    ///   - publishes: whether snapshots are made while loading goes on.
    ///   - onUpdate: told of progress and of snapshots that can be shown while loading goes on.
    /// - Returns: all spans; none when nothing matches.
    /// - Throws: why there is no answer; ``DiagnosticCode/traceNotFound`` when there is no such trace.
    public func load(
        cancellation: Cancellation = Cancellation(), publishes: Bool = true, onUpdate: (@Sendable (LoadUpdate) -> Void)? = nil
    ) throws(InputError) -> Snapshot {
        let session = LoadSession(tables: tables, publishes: publishes, isCancelled: { cancellation.isCancelled }, onUpdate: onUpdate)
        let source = session.store.addSource(server.name)
        session.begin(server.name)
        session.report(bytes: 0, spans: 0, openTrace: nil)
        guard let reply = try server.traces(request, cancellation, note: { session.note($0) }) else { return session.finish() }
        let intake = PieceIntake(session: session, source: source, name: server.name)
        let reader = StreamReader<JSONTraceDecoder>(reply.stream, intake)
        do throws(InputError) {
            try reader.readOn(isFinal: true)
        } catch {
            throw error.ofReply(reply)
        }
        reader.finish()
        session.store.sources[Int(source.rawValue)].diagnostics.tellOfReply()
        return session.finish()
    }
}

extension InputError {
    /// The same failure in words of replies instead of files.
    fileprivate func ofReply(_ reply: CheckedReply) -> InputError {
        switch diagnostic.code {
        case .truncated: reply.request.failure(.replyCutShort)
        case .notATraceFile, .emptyFile, .noSpans, .syntaxError:
            reply.isWhole
                ? reply.failure(ofForeign: reply.head) : reply.request.failure(.replyNotUnderstood, found: Excerpt.text(reply.head))
        default: self
        }
    }
}

extension DiagnosticList {
    /// Puts findings that speak of files into words of replies.
    fileprivate mutating func tellOfReply() {
        guard entries.contains(where: { $0.code == .truncated }) else { return }
        var told = DiagnosticList()
        for entry in entries {
            told.add(entry.code == .truncated ? Diagnostic(.replyCutShort, at: entry.place, found: entry.found, count: entry.count) : entry)
        }
        self = told
    }
}
