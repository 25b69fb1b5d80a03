import CSystem
import Glibc

/// Signals that are read from a descriptor like any input, instead of interrupting whatever runs.
struct SignalQueue {
    /// Those that a program with a screen has to answer.
    private static let numbers = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT]

    /// What can be waited for.
    let descriptor: Int32
    private let previousMask: sigset_t

    /// Blocks the signals on this thread and on those it will start.
    init() {
        var signals = sigset_t()
        var previous = sigset_t()
        sigemptyset(&signals)
        for number in Self.numbers { sigaddset(&signals, number) }
        pthread_sigmask(SIG_BLOCK, &signals, &previous)
        previousMask = previous
        descriptor = cs_signal_descriptor(&signals)
    }

    /// Lets the signals have their usual effect again; those that have not been asked for are dropped, as the loop has ended already.
    func close() {
        while next() != nil {}
        _ = Glibc.close(descriptor)
        var mask = previousMask
        pthread_sigmask(SIG_SETMASK, &mask, nil)
    }

    /// The next signal that has arrived, as an event; nil if there is none.
    func next() -> LoopEvent? {
        switch cs_next_signal(descriptor) {
        case SIGWINCH: .resized
        case SIGTSTP: .suspend
        case SIGCONT: .resumed
        case SIGHUP: .quit(.hungUp)
        case SIGTERM: .quit(.terminated)
        case SIGINT: .quit(.interrupted)
        default: nil
        }
    }
}
