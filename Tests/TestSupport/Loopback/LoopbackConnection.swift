/// One connection of a client: its requests are answered one after the other until one side has enough.
struct LoopbackConnection: Sendable {
    private let socket: TimedSocket
    private let number: Int
    private let patience: Duration
    private let reply: @Sendable (LoopbackRequest) -> LoopbackReply
    private let finished: @Sendable (LoopbackExchange) -> Void

    init(
        _ socket: TimedSocket, number: Int, patience: Duration, reply: @escaping @Sendable (LoopbackRequest) -> LoopbackReply,
        finished: @escaping @Sendable (LoopbackExchange) -> Void
    ) {
        self.socket = socket
        self.number = number
        self.patience = patience
        self.reply = reply
        self.finished = finished
    }

    /// Answers until the client leaves, a reply ends the connection, patience does, or the server stops.
    func serve() {
        var reader = RequestReader(socket, connection: number)
        do {
            while let request = try reader.next(until: .now + patience) {
                guard answer(request) else { return }
            }
        } catch let refusal as RequestReader.Refusal {
            refuse(refusal)
        } catch {
            // The client left, did not prove who it is, or there is no time any more.
            socket.abandon(until: .now + min(patience, .seconds(1)))
        }
    }

    /// Answers one request, and whether another may follow.
    private func answer(_ request: LoopbackRequest) -> Bool {
        let reply = reply(request)
        var writer = ReplyWriter(socket, until: .now + patience)
        let goesOn = writer.send(reply, to: request)
        finished(LoopbackExchange(request, status: reply.status, writer.result))
        if case .resets = reply.ending { return false }
        if !goesOn { sayGoodbye() }
        return goesOn
    }

    /// Tells a client that speaks something else so, in HTTP as servers do.
    private func refuse(_ refusal: RequestReader.Refusal) {
        let body = refusal.reason + "\n"
        let reply =
            "HTTP/1.1 \(refusal.status) \(LoopbackReply.reason(refusal.status))\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n" + body
        _ = socket.write(Array(reply.utf8)[...], until: .now + patience)
        sayGoodbye()
    }

    /// Ends the sending side and reads what still comes for a moment: closing with bytes unread would reset what was just sent.
    private func sayGoodbye() {
        socket.endWriting()
        let deadline = ContinuousClock.now + min(patience, .seconds(1))
        while let bytes = try? socket.read(until: deadline), !bytes.isEmpty {}
    }
}
