import Foundation

/// A small HTTP/1.1 server on the loopback interface, for tests of clients: it plays recordings, scripts and every kind of fault.
///
/// It runs on threads of its own, so that no test's task waits for it. Nothing in it waits for longer than its patience, and `stop`,
/// or the end of the last reference, ends all of it at once.
///
///     let recordings = try Recordings("jaeger-2.19.0")
///     let server = try LoopbackServer(recordings.respond)
///     server.script("/api/v3/services", .refusal(503), .html())  // once 503, from then on a page
///     server.script("/api/services", try recordings.reply(named: "services").dripping(10, every: .milliseconds(5)))
///     ... a client of server.url ...
///     #expect(server.requests.map(\.path) == ["/api/v3/services"])
public final class LoopbackServer: Sendable {
    // A class because its end has an effect: the port is closed and the threads end.

    /// Has a reply for a request, or leaves it to the next responder.
    ///
    /// It is called on the server's threads, for several requests at a time. Here replies are made that no recording has, such as v3 answers made from legacy ones.
    public typealias Responder = @Sendable (LoopbackRequest) -> LoopbackReply?

    /// Which loopback address it is found at.
    public enum Host: String, Sendable, CaseIterable {
        /// 127.0.0.1
        case ipv4 = "127.0.0.1"
        /// ::1, which not every machine has: then starting throws.
        case ipv6 = "::1"
    }

    /// The address.
    public let host: Host
    /// The port, chosen by the system unless one was asked for.
    public let port: UInt16
    /// Whether its connections are secure.
    public let isSecure: Bool
    /// Its address without a slash at the end: `http://127.0.0.1:40123`.
    public var url: String { (isSecure ? "https://" : "http://") + (host == .ipv6 ? "[::1]" : "127.0.0.1") + ":\(port)" }

    private let plan: LoopbackBox<ReplyPlan>
    let ledger: LoopbackBox<Ledger>
    private let heldPort: HeldPort
    private let threads: LoopbackThreads

    /// What has happened so far.
    struct Ledger {
        var requests: [LoopbackRequest] = []
        var exchanges: [LoopbackExchange] = []
    }

    /// Starts one.
    ///
    /// - Parameters:
    ///   - host: IPv4 or IPv6.
    ///   - port: 0 for a free one; that of a stopped server to come back at its place.
    ///   - patience: how long one request may take to come, and one reply to go, at most.
    ///   - tls: how connections are secured; nothing for plain ones.
    ///   - responders: asked one after the other what no script answers.
    /// - Throws: `LoopbackFailure` when the system has no such address or port.
    public init(
        host: Host = .ipv4, port: UInt16 = 0, patience: Duration = .seconds(30), tls: LoopbackTLS? = nil, _ responders: Responder...
    ) throws {
        let listener = try LoopbackListener(host, port: port, tls: tls)
        let plan = LoopbackBox(ReplyPlan(responders)), ledger = LoopbackBox(Ledger())
        self.host = host
        self.port = listener.port
        heldPort = try HeldPort(host, port: listener.port)
        isSecure = tls != nil
        self.plan = plan
        self.ledger = ledger
        // The threads hold plan and ledger but never the server, whose end is what ends them.
        threads = try LoopbackThreads(
            listener, patience: patience,
            reply: { request in
                ledger.withLock { $0.requests.append(request) }
                let (scripted, rest) = plan.withLock { ($0.takeScripted(request), $0) }
                return scripted ?? rest.respond(to: request)
            },
            finished: { exchange in ledger.withLock { $0.exchanges.append(exchange) } })
    }

    deinit { threads.stop() }

    /// Scripts what a path answers, whatever its query: the replies one after the other, the last from then on.
    ///
    /// Without a reply the script ends.
    public func script(_ path: String, _ replies: LoopbackReply...) {
        plan.withLock { $0.script(replies, for: path) }
    }

    /// Scripts what every path answers that has no script of its own.
    public func scriptEverything(_ replies: LoopbackReply...) {
        plan.withLock { $0.script(replies, for: nil) }
    }

    /// The requests so far, in the order in which their headers were complete.
    public var requests: [LoopbackRequest] { ledger.withLock { $0.requests } }

    /// The replies that are through, sent or not, in the order in which they ended.
    public var exchanges: [LoopbackExchange] { ledger.withLock { $0.exchanges } }

    /// Closes the port and every connection now, whatever is going on: the server that goes away.
    ///
    /// It answers whether all threads ended within 5 s, which only a responder that takes longer prevents.
    @discardableResult
    public func stop() -> Bool { threads.stop() }
}
