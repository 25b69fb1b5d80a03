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
    public static func run<Result: Sendable>(_ work: @escaping @Sendable @UI () async -> Result) -> Result {
        let outcome = Outcome<Result>()
        Task { @UI in
            let result = await work()
            outcome.value.withLock { $0 = result }
            loop.stop()
        }
        loop.run()
        guard let result = outcome.value.withLock({ $0 }) else { preconditionFailure("the loop ended before its work") }
        return result
    }
}

/// Where the result of the work waits for the loop to end.
private final class Outcome<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
