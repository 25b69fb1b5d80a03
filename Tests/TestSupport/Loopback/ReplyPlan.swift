/// Decides what is answered: a scripted reply for the path, else the first of the responders that has one, else a 404 that says what was asked.
struct ReplyPlan {
    private var scripts: [[String]: [LoopbackReply]] = [:]
    private var everywhere: [LoopbackReply] = []
    private let responders: [LoopbackServer.Responder]

    init(_ responders: [LoopbackServer.Responder]) {
        self.responders = responders
    }

    /// Scripts the replies of a path, or of all paths: one after the other, the last for ever; none ends the script.
    mutating func script(_ replies: [LoopbackReply], for path: String?) {
        if let path { scripts[RequestTarget(path).segments] = replies.isEmpty ? nil : replies } else { everywhere = replies }
    }

    /// The scripted reply, which uses it up.
    mutating func takeScripted(_ request: LoopbackRequest) -> LoopbackReply? {
        Self.take(&scripts[request.target.segments, default: []]) ?? Self.take(&everywhere)
    }

    /// Asks the responders; a copy does, outside any lock, for they may take their time.
    func respond(to request: LoopbackRequest) -> LoopbackReply {
        for respond in responders {
            if let reply = respond(request) { return reply }
        }
        return .text("nothing here answers \(request.method) \(request.target)\n", status: 404)
    }

    private static func take(_ replies: inout [LoopbackReply]) -> LoopbackReply? {
        replies.count > 1 ? replies.removeFirst() : replies.first
    }
}
