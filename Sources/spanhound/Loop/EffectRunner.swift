import Explorer
import Terminal
import TraceModel
import TraceSources

/// Does the explorer's work outside its state; results come back as mail.
@UI final class EffectRunner {
    // A class because tasks and loads outlive a turn of the loop.

    private let input: ExplorerInput
    private let mailbox: Mailbox<Mail>
    private var load: Load?
    private var inquiries: [Inquiry] = []
    private var computations: [ComputeEffect.Lane: Cancellation] = [:]

    init(_ input: ExplorerInput, mailbox: Mailbox<Mail>) {
        self.input = input
        self.mailbox = mailbox
    }

    /// Starts reading, for the first time or again.
    func startLoading(isReload: Bool) {
        load?.stop()
        mailbox.post(.action(.loadStarted(sources: input.names, isReload: isReload)))
        let load: Load
        switch input {
        case .files(let paths, let follows):
            load = Load(to: mailbox) { (cancellation, onUpdate) throws(InputError) in
                _ = try FileLoader(paths: paths, follows: follows).load(cancellation: cancellation, onUpdate: onUpdate)
            }
        case .servers(let sources, _):
            load = Load(to: mailbox) { (cancellation, onUpdate) throws(InputError) in
                try sources.readFiles(cancellation: cancellation, onUpdate: onUpdate)
            }
        }
        self.load = load
        load.start()
    }

    /// Reads again, where that can be done.
    func reload() {
        if case .files(let paths, _) = input, paths.contains("-") {
            mailbox.post(.action(.reported("standard input cannot be read a second time")))
        } else {
            startLoading(isReload: true)
        }
    }

    /// Stops reading and asking.
    func stop() {
        load?.stop()
        cancelQuestions()
    }

    func stopLoading() { load?.stop() }

    /// Whether news from files are those of the load that counts; one that was replaced says nothing any more.
    func isCurrent(_ news: News) -> Bool { news.origin == .servers || news === load?.news }

    /// Asks the servers; what was asked of the same kind is given up.
    func ask(_ question: Question, ticket: Int) {
        guard case .servers(let sources, let settings) = input else { return }
        inquiries.removeAll { former in
            if question.replaces(former.question) { former.stop() }
            return question.replaces(former.question)
        }
        let inquiry = Inquiry(question, ticket: ticket, sources: sources, lookback: settings.lookback, mailbox: mailbox)
        inquiries.append(inquiry)
        inquiry.start()
    }

    /// Gives up all questions.
    func cancelQuestions() {
        for inquiry in inquiries { inquiry.stop() }
        inquiries.removeAll()
    }

    /// Keeps a trace of a server for the time when that does not answer.
    func keep(_ id: TraceID) {
        if case .servers(let sources, _) = input {
            SystemThread.run {
                SystemThread.giveWay()
                sources.keep(id)
            }
        }
    }

    /// Writes traces to a file.
    func save(_ request: SaveRequest) {
        var asked: SourceSet?
        if case .servers(let sources, _) = input { asked = sources }
        Saving.start(request, sources: asked, mailbox: mailbox)
    }

    /// Computes in the background; what the same lane was doing is of no use any more.
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
