import Explorer
import Synchronization
import Terminal
import TraceModel
import TraceSources

/// What a thread has to tell the loop: it waits in one place, the latest of each kind, so that a busy screen never lets it pile up.
///
/// A class because the thread that reads and the loop share it.
final class News: Sendable {
    private struct Unread {
        var progress: LoadProgress?
        var snapshot: Snapshot?
        var failure: InputError?

        var isEmpty: Bool { progress == nil && snapshot == nil && failure == nil }
    }

    /// Whose news they are: they count as long as it is the present one.
    enum Origin { case files, servers }

    private let unread = Mutex(Unread())
    private let mailbox: Mailbox<Mail>
    let origin: Origin

    init(from origin: Origin, to mailbox: Mailbox<Mail>) {
        self.origin = origin
        self.mailbox = mailbox
    }

    func tell(_ update: LoadUpdate) {
        post { unread in
            unread.progress = update.progress
            unread.snapshot = update.snapshot ?? unread.snapshot
        }
    }

    func tell(_ failure: InputError) { post { $0.failure = failure } }

    private func post(_ change: (inout Unread) -> Void) {
        let isFirst = unread.withLock { unread in
            let wasEmpty = unread.isEmpty
            change(&unread)
            return wasEmpty
        }
        if isFirst { mailbox.post(.news(self)) }
    }

    /// The news as an action; nil until more mail comes.
    func takeAction() -> Action? {
        let taken = unread.withLock { unread in
            defer { unread = Unread() }
            return unread
        }
        if let failure = taken.failure { return .loadFailed(failure) }
        guard let progress = taken.progress else { return nil }
        guard let snapshot = taken.snapshot else { return .progressed(progress) }
        return origin == .files ? .loaded(snapshot, progress) : .answered(snapshot, progress)
    }
}
