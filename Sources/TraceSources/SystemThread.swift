import Glibc

/// A thread for work that keeps a core busy or blocks for long.
///
/// Plain threads instead of tasks: those share a pool of as many threads as there are cores, which must not be kept
/// waiting, and whose monitor, once started, wakes the process every second for ever.
public enum SystemThread {
    /// What a thread is to do, in a box that C can carry.
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs work on a thread that nobody waits for; on the present one if the system has none to give.
    public static func run(_ body: @escaping @Sendable () -> Void) {
        if let thread = start(body) { pthread_detach(thread) }
    }

    /// From here on the present thread takes a core only when others hardly want it.
    public static func giveWay() { _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, 19) }

    /// Runs work on a new thread, to be joined; nil if the system has none to give and the work was done at once.
    static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
        if let thread = startIfPossible(body) { return thread }
        body()
        return nil
    }

    /// Runs work on a new thread, to be joined; nil, with nothing done, if the system has none to give.
    static func startIfPossible(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let status = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        if status == 0 { return thread }
        work.release()
        return nil
    }
}
