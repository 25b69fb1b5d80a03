import TraceModel

extension TraceRecorder {
    private static let network = Latency(milliseconds: 0.35, spread: 0.3, tail: 0.005)

    /// One service asks another: a client span here, around a server span there.
    ///
    /// - Parameter serve: does the work within the server span and closes it.
    @inline(never)
    mutating func call(
        _ service: Service, _ operation: String, path: String, requestID: String, attempt: Int = 1, within caller: OpenSpan,
        at start: Int64,
        serve: (OpenSpan, inout TraceRecorder) -> Reply
    ) -> Reply {
        let client = open("\(service.name)/\(operation)", .client, within: caller, at: start)
        let server = open(operation, .server, service, under: client, at: pass(Self.network, from: start))
        let reply = serve(server, &self)
        let end = pass(Self.network, from: reply.end)
        tag([
            "component": "http-client", "peer.service": .text(service.name), "http.method": "POST",
            "http.url": "http://\(service.name):8080\(path)", "http.status_code": .int(reply.failure?.status ?? 200),
            "http.request_id": .text(requestID), "net.peer.name": .text(Fleet.hostName(service, server.host)),
        ])
        if attempt > 1 { tag(["http.resend_count": .int(attempt - 1)]) }
        return close(client, at: end, failure: reply.failure?.caught(from: operation))
    }

    /// Work that stays within a service: a span that tells where in the code it was.
    mutating func step(_ name: String, function: String, _ latency: Latency, within parent: OpenSpan, at start: Int64) -> Int64 {
        let span = open(name, .internal, within: parent, at: start)
        let end = pass(latency, from: start)
        tagCode(function, in: span)
        return close(span, at: end).end
    }

    /// Tells where in the code the span that is closed next was.
    mutating func tagCode(_ function: String, in span: OpenSpan) {
        tag([
            "component": .text(span.service.name), "code.namespace": "shop.core", "code.function": .text(function),
            "thread.id": .int(Int(span.id.rawValue >> 58) + 20), "thread.name": "worker-\(span.id.rawValue >> 58)",
        ])
    }
}

/// How long to wait before trying again: twice as long each time, and never quite the same.
enum Backoff {
    static func wait(attempt: Int, _ random: inout Random) -> Int64 {
        Latency(milliseconds: 25 * Double(1 << min(attempt, 6)), spread: 0.2, tail: 0).sample(&random)
    }
}
