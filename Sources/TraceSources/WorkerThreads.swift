import Glibc

/// Threads that run one piece of work each and are waited for together.
final class WorkerThreads {
    // A class because those who start threads and those who wait share it.

    private var threads: [pthread_t] = []

    /// Starts a thread; without one to be had, the work is done here and now.
    func start(_ body: @escaping @Sendable () -> Void) {
        if let thread = SystemThread.start(body) { threads.append(thread) }
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
