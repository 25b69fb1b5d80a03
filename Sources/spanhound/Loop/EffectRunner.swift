import Explorer
import Terminal
import TraceModel
import TraceSources

/// Does the explorer's work outside its state; results come back as mail.
@UI final class EffectRunner {
    // A class because tasks and loads outlive a turn of the loop.

    private let sources: [String]
    private let follows: Bool
    private let mailbox: Mailbox<Mail>
    private var load: Load?
    private var computations: [ComputeEffect.Lane: Cancellation] = [:]

    init(sources: [String], follows: Bool, mailbox: Mailbox<Mail>) {
        self.sources = sources
        self.follows = follows
        self.mailbox = mailbox
    }

    /// Starts reading, for the first time or again.
    func startLoading(isReload: Bool) {
        load?.stop()
        mailbox.post(.action(.loadStarted(sources: sources, isReload: isReload)))
        let load = Load(sources, follows: follows, mailbox: mailbox)
        self.load = load
        load.start()
    }

    /// Reads again, where that can be done.
    func reload() {
        if sources.contains("-") {
            mailbox.post(.action(.reported("standard input cannot be read a second time")))
        } else {
            startLoading(isReload: true)
        }
    }

    func stopLoading() { load?.stop() }

    /// Whether news come from the load that counts; one that was replaced says nothing any more.
    func isCurrent(_ load: Load) -> Bool { load === self.load }

    /// Computes in the background; what the same lane was doing is of no use any more.
    ///
    func compute(_ effect: ComputeEffect) {
        computations[effect.lane]?.cancel()
        let cancellation = Cancellation()
        computations[effect.lane] = cancellation
        SystemThread.run { [mailbox] in
            guard let action = effect.perform(isCancelled: { cancellation.isCancelled }) else { return }
            mailbox.post(.action(action))
        }
    }
}
