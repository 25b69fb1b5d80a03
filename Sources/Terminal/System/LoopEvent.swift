/// Why the loop woke its task.
public enum LoopEvent: Hashable, Sendable {
    /// Keys can be read.
    case input
    /// A mailbox has messages.
    case mail
    /// The terminal has another size.
    case resized
    /// Somebody asks the program to stop for a while, as Ctrl-Z does elsewhere.
    case suspend
    /// The program goes on after having been stopped; the screen is not ours any more.
    case resumed
    /// The program has to end.
    case quit(Reason)
    /// The time is up.
    case timeout

    /// Why the program has to end.
    public enum Reason: Hashable, Sendable {
        /// The terminal is gone, or will say nothing more.
        case hungUp
        /// It was asked to (SIGTERM).
        case terminated
        /// It was interrupted (SIGINT from outside; Ctrl-C is a key).
        case interrupted
    }
}
