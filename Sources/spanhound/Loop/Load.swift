import Explorer
import Terminal
import TraceModel
import TraceSources

/// One reading of all files, on a thread of its own.
final class Load: Sendable {
    // A class because the thread that reads and the loop share it.

    let news: News
    private let cancellation = Cancellation()
    private let read: @Sendable (Cancellation, @escaping @Sendable (LoadUpdate) -> Void) throws(InputError) -> Void

    /// - Parameter read: reads everything, and tells how it goes.
    init(
        to mailbox: Mailbox<Mail>,
        _ read: @escaping @Sendable (Cancellation, @escaping @Sendable (LoadUpdate) -> Void) throws(InputError) -> Void
    ) {
        news = News(from: .files, to: mailbox)
        self.read = read
    }

    /// Begins to read.
    func start() {
        SystemThread.run { [self] in
            do throws(InputError) { try read(cancellation) { self.news.tell($0) } } catch { news.tell(error) }
        }
    }

    /// Ends reading at once; what was read by then is kept.
    func stop() { cancellation.cancel() }
}
