import Glibc

/// A thread for work that blocks, which the threads of Swift's tasks must not do: there are only as many of those as processors.
enum BackgroundThread {
    private final class Work {
        // A class because a thread is handed one pointer.
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs work on a new thread; on the present one if the system has none to give.
    static func run(_ body: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        if status == 0 { pthread_detach(thread) } else { work.takeRetainedValue().body() }
    }
}
