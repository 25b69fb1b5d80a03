import Explorer
import Glibc
import Terminal
import TraceModel
import TraceQuery
import TraceSources

/// One question to the servers on its way, on a thread of its own.
final class Inquiry: Sendable {
    // A class because the thread that asks and the loop share it.

    let question: Question
    private let ticket: Int
    private let sources: SourceSet
    private let lookback: Int64
    private let mailbox: Mailbox<Mail>
    private let cancellation = Cancellation()

    init(_ question: Question, ticket: Int, sources: SourceSet, lookback: Int64, mailbox: Mailbox<Mail>) {
        self.question = question
        self.ticket = ticket
        self.sources = sources
        self.lookback = lookback
        self.mailbox = mailbox
    }

    /// Begins to ask.
    func start() {
        SystemThread.run { [self] in
            var remark: String?
            let ending = ask(&remark)
            if !cancellation.isCancelled {
                mailbox.post(.action(.questionEnded(ending)))
                if let remark { mailbox.post(.action(.refused(remark))) }
            }
            // Who waits for the screen goes first.
            SystemThread.giveWay()
            sources.keepFetched()
        }
    }

    /// Gives up; what has come by then is kept.
    func stop() { cancellation.cancel() }

    /// - Parameter remark: what is to be said in the end, beside or instead of the failure.
    private func ask(_ remark: inout String?) -> QuestionEnding {
        do throws(InputError) {
            switch question {
            case .services: try listServices(&remark)
            case .operations(let service): try listOperations(of: service)
            case .search(let filter, let limit, let isExhaustive):
                var query = ServerQuery(filter, limit: limit, now: Self.now, lookback: lookback)
                query.asksForAll = isExhaustive
                return search(query)
            case .recent(let limit):
                var query = ServerQuery(TraceFilter(), limit: limit, now: Self.now, lookback: lookback)
                query.serviceLimit = Self.fewServices
                query.asksFewOrNone = true
                return search(query)
            case .trace(let id):
                let fetched = try sources.fetch(id, cancellation: cancellation)
                tell(fetched.snapshot)
                remark = fetched.failure.map { "As it was fetched before. " + Sentences.outcome(of: $0) }
            }
            return QuestionEnding(ticket: ticket)
        } catch {
            return QuestionEnding(ticket: ticket, failures: [error])
        }
    }

    /// Services that are asked one by one before anybody has asked for them.
    private static let fewServices = 30

    private func search(_ query: ServerQuery) -> QuestionEnding {
        var query = query
        query.wantsSummaries = true
        let news = News(from: .servers, to: mailbox)
        let answers = sources.search(query, cancellation: cancellation) { [cancellation] update in
            if !cancellation.isCancelled { news.tell(update) }
        }
        tell(answers.snapshot)
        return QuestionEnding(ticket: ticket, failures: answers.failures, isCut: answers.isCut)
    }

    /// Lists the services; while no server answers, the traces that were kept of them are shown.
    private func listServices(_ remark: inout String?) throws(InputError) {
        do throws(InputError) {
            mailbox.post(.action(.servicesListed(try sources.services(cancellation: cancellation))))
        } catch {
            if error.diagnostic.code.isOfAbsentServer, let kept = sources.readCache(cancellation: cancellation) {
                tell(kept.snapshot)
                remark = "Showing \(CountText.text(kept.traces, "trace")) kept from before. " + Sentences.outcome(of: error)
            }
            throw error
        }
    }

    private func listOperations(of service: String) throws(InputError) {
        let names = try sources.operations(of: service, cancellation: cancellation)
        mailbox.post(.action(.operationsListed(service: service, names)))
    }

    private func tell(_ snapshot: Snapshot) {
        var progress = LoadProgress()
        progress.isFinished = true
        mailbox.post(.action(.answered(snapshot, progress)))
    }

    /// Nanoseconds since the Unix epoch.
    private static var now: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
