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
        func isInTime(_ pause: Duration) -> Bool { retries.now() + pause < deadline }
        do throws(InputError) {
            let reply = try client.get(path, within: deadline - retries.now(), cancellation: cancellation)
            guard let pause = retries.pause(after: reply.head, attempt: failures), isInTime(pause) else { return .reply(reply) }
            let reason = reply.head.reason
            return .failure(cause: reason.isEmpty ? "\(reply.head.status)" : "\(reply.head.status) \(reason)", pause: pause)
        } catch {
            guard let pause = retries.pause(after: error, attempt: failures), isInTime(pause) else { throw error }
            return .failure(cause: error.diagnostic.code == .connectionRefused ? "a refused connection" : "a lost connection", pause: pause)
        }
    }
}
