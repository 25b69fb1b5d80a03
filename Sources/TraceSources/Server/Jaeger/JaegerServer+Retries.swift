import TraceModel

/// How a server is asked again after a failure that may pass.
extension JaegerServer {
    /// What came of asking once.
    private enum Attempt {
        case reply(HTTPReply)
        case failure(cause: String, pause: Duration)
    }

    /// A reply that is at least JSON, for which the server may have been asked more than once.
    ///
    /// All attempts together take no longer than one is allowed to.
    func checked(_ path: String, _ cancellation: Cancellation) throws(InputError) -> CheckedReply {
        let deadline = retries.now() + client.options.patience.wholeReply
        var causes: [String] = []
        while true {
            switch try attempt(path, after: causes.count, until: deadline, cancellation) {
            case .reply(let reply):
                let note = causes.first.map {
                    Diagnostic(.askedAgain, at: reply.request.place, found: reply.request.withoutSecrets($0), count: causes.count)
                }
                return try CheckedReply(reply, note: note)
            case .failure(let cause, let pause):
                causes.append(cause)
                retries.sleep(pause, cancellation)
            }
        }
    }

    private func attempt(
        _ path: String, after failures: Int, until deadline: ContinuousClock.Instant, _ cancellation: Cancellation
    ) throws(InputError) -> Attempt {
        let reply: HTTPReply
        do throws(InputError) {
            reply = try client.get(path, within: deadline - retries.now(), cancellation: cancellation)
        } catch {
            guard RetryPolicy.isPassing(error), let pause = pause(after: nil, failures, until: deadline) else { throw error }
            return .failure(cause: error.diagnostic.code == .connectionRefused ? "a refused connection" : "a lost connection", pause: pause)
        }
        let head = reply.head
        if !RetryPolicy.isPassing(head) { dialect.learn(gaveUp: nil) }
        guard RetryPolicy.isPassing(head), let pause = pause(after: head, failures, until: deadline) else { return .reply(reply) }
        return .failure(cause: head.reason.isEmpty ? "\(head.status)" : "\(head.status) \(head.reason)", pause: pause)
    }

    /// How long to wait before asking again; nil when that is given up, which is remembered.
    private func pause(after head: HTTPHead?, _ failures: Int, until deadline: ContinuousClock.Instant) -> Duration? {
        let now = retries.now()
        if !dialect.hasGivenUp(at: now), let pause = retries.pause(after: head, failures: failures), now + pause < deadline { return pause }
        dialect.learn(gaveUp: now)
        return nil
    }
}
