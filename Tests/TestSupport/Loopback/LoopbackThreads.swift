import Foundation

/// The threads of a server: one that takes connections, and one a connection.
final class LoopbackThreads: Sendable {
    // A class because its end has an effect: the threads end.

    private let stopLine: StopLine
    private let running = LoopbackBox(0)

    /// Starts them.
    ///
    /// - Parameters:
    ///   - listener: where connections come from; it is closed when the first thread ends.
    ///   - patience: how long one request may take to come, and one reply to go.
    ///   - reply: makes the reply to a request.
    ///   - finished: told of every reply that is through.
    init(
        _ listener: LoopbackListener, patience: Duration, reply: @escaping @Sendable (LoopbackRequest) -> LoopbackReply,
        finished: @escaping @Sendable (LoopbackExchange) -> Void
    ) throws {
        let stopLine = try StopLine(), running = running
        self.stopLine = stopLine
        Self.detach(running) {
            var count = 0
            while let socket = listener.next(stopLine) {
                let connection = LoopbackConnection(socket, number: count, patience: patience, reply: reply, finished: finished)
                Self.detach(running) { connection.serve() }
                count += 1
            }
            // Who waits for this thread's end wants a closed port, and the last reference may live on for a moment.
            listener.refuse()
        }
    }

    deinit { stopLine.pull() }

    /// Ends all of them and answers whether all ended in time.
    ///
    /// It does not wait for ever: one may be within a test's own closure.
    @discardableResult
    func stop() -> Bool {
        stopLine.pull()
        return running.wait(within: .seconds(60)) { $0 == 0 ? true : nil } ?? false
    }

    private static func detach(_ running: LoopbackBox<Int>, _ body: @escaping @Sendable () -> Void) {
        running.withLock { $0 += 1 }
        Thread.detachNewThread {
            body()
            running.withLock { $0 -= 1 }
        }
    }
}
