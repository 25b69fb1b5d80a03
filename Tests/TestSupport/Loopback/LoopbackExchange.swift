/// One request and what became of its reply.
public struct LoopbackExchange: Sendable {
    /// How a reply went, seen from the server.
    public enum Outcome: Sendable, Equatable {
        /// It went as it was meant to, faults included.
        case sent
        /// The client hung up before it was through.
        case clientLeft
        /// The server was shut down meanwhile.
        case serverStopped
        /// The server's patience was at its end.
        case ranOutOfPatience
    }

    /// What was asked.
    public let request: LoopbackRequest
    /// What was answered.
    public let status: Int
    /// How many bytes the connection took, header and framing included.
    public let bytesSent: Int
    /// How it went.
    public let outcome: Outcome

    init(_ request: LoopbackRequest, status: Int, _ result: ReplyWriter.Result) {
        self.request = request
        self.status = status
        bytesSent = result.bytesSent
        outcome =
            switch result.interruption {
            case nil: .sent
            case .peerLeft: .clientLeft
            case .stopped: .serverStopped
            case .timedOut: .ranOutOfPatience
            }
    }
}
