import Synchronization

/// What runs on the main thread, one piece after the other: the state of the user interface, and the terminal.
///
/// Tasks elsewhere reach it with an ordinary `await`, or by a ``Mailbox``.
@globalActor public actor UI {
    /// The one there is.
    public static let shared = UI()
    /// The loop that runs it.
    public static let loop = EventLoop()

    /// The loop, as the language wants to see it.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { Self.loop.asUnownedSerialExecutor() }

    /// Runs the work on the calling thread, which must be the main one, until it is done; meanwhile signals arrive as events of the loop.
    ///
    /// To be called before other threads are started: they inherit which signals are left to the loop.
    /// - Throws: what the work throws.
    public static func run<Result: Sendable, Failure: Error>(
        _ work: @escaping @Sendable @UI () async throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let outcome = Outcome<Result, Failure>()
        loop.run {
            Task(executorPreference: loop) { await perform(work, into: outcome) }
        }
        guard let result = outcome.result.withLock({ $0 }) else { preconditionFailure("the loop ended before its work") }
        return try result.get()
    }

    @UI private static func perform<Result: Sendable, Failure: Error>(
        _ work: @Sendable @UI () async throws(Failure) -> Result, into outcome: Outcome<Result, Failure>
    ) async {
        let result: Swift.Result<Result, Failure>
        do throws(Failure) {
            result = .success(try await work())
        } catch {
            result = .failure(error)
        }
        outcome.result.withLock { $0 = result }
        loop.stop()
    }
}

/// Where the result of the work waits for the loop to end.
private final class Outcome<Value: Sendable, Failure: Error>: Sendable {
    let result = Mutex<Result<Value, Failure>?>(nil)
}
