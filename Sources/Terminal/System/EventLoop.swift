import CSystem
import Glibc
import Synchronization

/// The main thread's loop: runs what belongs to the user interface and sleeps in `poll` until there is more to do.
///
/// It waits for a descriptor of keys, for signals, and for a counter by which other threads wake it. When nothing happens, nothing runs:
/// there is no timer unless somebody asks for one.
///
/// It is a task executor too: a task that was waiting for an event resumes here at once. Otherwise it would resume on the pool of
/// threads first, whose monitor, once started, wakes the process every second for ever.
public final class EventLoop: SerialExecutor, TaskExecutor, Sendable {
    private struct Inbox {
        var jobs: [UnownedJob] = []
        var hasMail = false
    }

    private let inbox = Mutex(Inbox())
    private let bell = cs_event_descriptor()
    /// Touched by the thread of the loop only: in `run`, and in functions of the actor, which `run` calls.
    private nonisolated(unsafe) var waiter: Waiter?
    private nonisolated(unsafe) var keys: Int32 = -1
    private nonisolated(unsafe) var isDone = false
    /// Written before any job runs, read for checks.
    private let thread = Mutex<pthread_t?>(nil)

    private struct Waiter {
        let continuation: UnsafeContinuation<LoopEvent, Never>
        let deadline: ContinuousClock.Instant?
    }

    init() {}

    /// Waits until something happens.
    ///
    /// Meanwhile other work of the user interface may run.
    ///
    /// When several things have happened at once, signals come first, then input, then mail, and time last.
    /// - Parameter timeout: how long to wait at most; without it, for ever.
    @UI public func next(timeout: Duration? = nil) async -> LoopEvent {
        let deadline = timeout.map { ContinuousClock.now + $0 }
        return await withUnsafeContinuation { waiter = Waiter(continuation: $0, deadline: deadline) }
    }

    /// Says from which descriptor keys will come; -1 for none.
    @UI public func watchKeys(on descriptor: Int32) { keys = descriptor }

    @UI func stop() { isDone = true }

    func announceMail() {
        let isNews = inbox.withLock { inbox in
            defer { inbox.hasMail = true }
            return !inbox.hasMail
        }
        if isNews { ring() }
    }

    /// Takes over a piece of work; the language calls this.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = inbox.withLock { inbox in
            inbox.jobs.append(job)
            return inbox.jobs.count == 1
        }
        if isFirst { ring() }
    }

    /// The loop as a reference that is not counted; the language calls this.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    /// Stops the program if the calling thread is not that of the loop; the language calls this.
    public func checkIsolated() { precondition(isOnThread, "only the thread of the loop may do this") }

    private var isOnThread: Bool { thread.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false } }

    private func ring() {
        var one: UInt64 = 1
        _ = write(bell, &one, MemoryLayout<UInt64>.size)
    }

    /// Runs what `start` sets going, until ``stop()``.
    ///
    /// Threads that are started from there on leave the signals to the loop.
    func run(start: () -> Void) {
        thread.withLock { $0 = pthread_self() }
        isDone = false
        // Mail that was announced after an earlier run had ended is nobody's any more.
        inbox.withLock { $0.hasMail = false }
        let signals = SignalQueue()
        defer { signals.close() }
        start()
        while true {
            let jobs = inbox.withLock { inbox in
                defer { inbox.jobs.removeAll(keepingCapacity: true) }
                return inbox.jobs
            }
            for job in jobs { job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor()) }
            if isDone { return }
            turn(signals, sleeps: jobs.isEmpty)
        }
    }

    /// Looks once at everything that can happen, or sleeps until it does, and wakes the waiting task if there is a reason.
    private func turn(_ signals: SignalQueue, sleeps: Bool) {
        let hasMail = waiter != nil && inbox.withLock { $0.hasMail }
        var descriptors = [
            pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
            pollfd(fd: waiter == nil ? -1 : signals.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: waiter == nil ? -1 : keys, events: Int16(POLLIN), revents: 0),
        ]
        // After work it only looks, so that a stream of jobs never keeps the keys waiting.
        let count = poll(&descriptors, nfds_t(descriptors.count), sleeps && !hasMail ? millisecondsLeft : 0)
        guard count >= 0 else { return }
        if descriptors[0].revents != 0 {
            var rings: UInt64 = 0
            _ = read(bell, &rings, MemoryLayout<UInt64>.size)
        }
        guard let waiter else { return }
        if let event = reason(signals, signalled: descriptors[1].revents, readable: descriptors[2].revents, hasMail: hasMail) {
            self.waiter = nil
            waiter.continuation.resume(returning: event)
        }
    }

    private func reason(_ signals: SignalQueue, signalled: Int16, readable: Int16, hasMail: Bool) -> LoopEvent? {
        if signalled != 0, let event = signals.next() { return event }
        if readable != 0 { return hasInput(readable) ? .input : .quit(.hungUp) }
        if hasMail {
            inbox.withLock { $0.hasMail = false }
            return .mail
        }
        if let deadline = waiter?.deadline, deadline <= .now { return .timeout }
        return nil
    }

    /// Whether there are bytes to read: a terminal that is gone is readable too, for ever, and gives none.
    private func hasInput(_ readable: Int16) -> Bool {
        guard readable & Int16(POLLHUP | POLLERR | POLLNVAL) == 0 else { return false }
        var count: Int32 = 0
        return ioctl(keys, UInt(FIONREAD), &count) != 0 || count > 0
    }

    private var millisecondsLeft: Int32 {
        guard let deadline = waiter?.deadline else { return -1 }
        let left = (deadline - .now).components
        let milliseconds = Double(left.seconds) * 1e3 + Double(left.attoseconds) / 1e15
        return Int32(min(max(0, milliseconds.rounded(.up)), 1e9))
    }
}
