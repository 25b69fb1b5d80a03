import Explorer
import Synchronization
import Terminal
import TraceModel
import TraceSources

/// One reading of all sources, on a thread of its own; its news wait in one place, so that a busy screen never lets them pile up.
final class Load: Sendable {
    // A class because the thread that reads and the loop share it.

    /// What the loop has not been told yet.
    private struct News {
        var progress: LoadProgress?
        var snapshot: Snapshot?
        var failure: InputError?

        var isEmpty: Bool { progress == nil && snapshot == nil && failure == nil }
    }

    private let news = Mutex(News())
    private let cancellation = Cancellation()
    private let mailbox: Mailbox<Mail>
    private let sources: [String]
    private let follows: Bool

    init(_ sources: [String], follows: Bool = false, mailbox: Mailbox<Mail>) {
        self.sources = sources
        self.follows = follows
        self.mailbox = mailbox
    }

    /// Begins to read.
    func start() {
        SystemThread.run { [self] in
            do throws(InputError) {
                let loader = FileLoader(paths: sources, follows: follows)
                _ = try loader.load(cancellation: cancellation, onUpdate: { self.take($0) })
            } catch {
                post { $0.failure = error }
            }
        }
    }

    /// Ends reading at once; what was read by then is kept.
    func stop() { cancellation.cancel() }

    private func take(_ update: LoadUpdate) {
        post { news in
            news.progress = update.progress
            news.snapshot = update.snapshot ?? news.snapshot
        }
    }

    private func post(_ change: (inout News) -> Void) {
        let isFirst = news.withLock { news in
            let wasEmpty = news.isEmpty
            change(&news)
            return wasEmpty
        }
        if isFirst { mailbox.post(.load(self)) }
    }

    /// The news as an action; nil until more mail comes.
    func takeAction() -> Action? {
        let taken = news.withLock { news in
            defer { news = News() }
            return news
        }
        if let failure = taken.failure { return .loadFailed(failure) }
        guard let progress = taken.progress else { return nil }
        return taken.snapshot.map { .loaded($0, progress) } ?? .progressed(progress)
    }
}
