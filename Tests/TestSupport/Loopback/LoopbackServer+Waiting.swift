import Foundation

/// Waiting for what the server sees, with a deadline.
///
/// Each comes twice: a test that is `async` waits without holding on to its thread, for there are few and its client may need one.
extension LoopbackServer {
    /// Waits until that many requests have come, and answers all that have.
    /// - Throws: `LoopbackFailure` with those that came when the limit passes.
    @discardableResult
    public func waitForRequests(_ count: Int = 1, within limit: Duration = .seconds(60)) throws -> [LoopbackRequest] {
        try wait(for: "\(count) requests", within: limit) { $0.requests.count >= count ? $0.requests : nil }
    }

    /// Waits until that many requests have come, and answers all that have.
    /// - Throws: `LoopbackFailure` with those that came when the limit passes; `CancellationError`.
    @discardableResult
    public func waitForRequests(_ count: Int = 1, within limit: Duration = .seconds(60)) async throws -> [LoopbackRequest] {
        try await wait(for: "\(count) requests", within: limit) { $0.requests.count >= count ? $0.requests : nil }
    }

    /// Waits until that many replies are through, and answers all that are.
    /// - Throws: `LoopbackFailure` with the requests that came when the limit passes.
    @discardableResult
    public func waitForExchanges(_ count: Int = 1, within limit: Duration = .seconds(60)) throws -> [LoopbackExchange] {
        try wait(for: "\(count) replies", within: limit) { $0.exchanges.count >= count ? $0.exchanges : nil }
    }

    /// Waits until that many replies are through, and answers all that are.
    /// - Throws: `LoopbackFailure` with the requests that came when the limit passes; `CancellationError`.
    @discardableResult
    public func waitForExchanges(_ count: Int = 1, within limit: Duration = .seconds(60)) async throws -> [LoopbackExchange] {
        try await wait(for: "\(count) replies", within: limit) { $0.exchanges.count >= count ? $0.exchanges : nil }
    }

    private func wait<Result>(for event: String, within limit: Duration, until body: (Ledger) -> Result?) throws -> Result {
        if let result = ledger.wait(within: limit, until: { body($0) }) { return result }
        throw missed(event, limit)
    }

    private func wait<Result>(for event: String, within limit: Duration, until body: (Ledger) -> Result?) async throws -> Result {
        let deadline = ContinuousClock.now + limit
        while true {
            if let result = ledger.withLock({ body($0) }) { return result }
            guard ContinuousClock.now < deadline else { throw missed(event, limit) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func missed(_ event: String, _ limit: Duration) -> LoopbackFailure {
        let (requests, replies) = ledger.withLock { ($0.requests, $0.exchanges.count) }
        return LoopbackFailure(
            description: "waited \(limit) for \(event), but \(requests.count) came, of which \(replies) are answered: \(requests)")
    }
}
