import Glibc

/// Threads that run one piece of work each and are waited for together.
///
/// Plain threads, because decoding keeps a core busy for as long as a file lasts, and tasks share a pool that must not be
/// kept waiting.
final class WorkerThreads {
    private var threads: [pthread_t] = []

    /// What a thread is to do, in a box that C can carry.
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread; without one to be had, the work is done here and now.
    func start(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let status = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        if status == 0 {
            threads.append(thread)
        } else {
            work.takeRetainedValue().body()
        }
    }

    /// Waits until all of them are done.
    func join() {
        for thread in threads { pthread_join(thread, nil) }
        threads.removeAll()
    }
}

/// Counts arrivals; who waits sleeps until there is one.
///
/// A class because the system keeps its address. `@unchecked Sendable`: that is what a semaphore is for.
final class Arrivals: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func signal() { sem_post(semaphore) }

    func wait() {
        while sem_wait(semaphore) != 0, errno == EINTR {}
    }
}
