import Synchronization
import TraceModel

/// What a server has told of the traces that match, without giving their spans.
public struct ServerSummaries: Sendable {
    /// Each trace once, in the order they came.
    public fileprivate(set) var traces: [TraceSummary] = []
    /// What makes the answer less than whole, or went wrong with a part of it.
    public fileprivate(set) var findings = DiagnosticList()

    fileprivate var known: Set<TraceID> = []

    fileprivate mutating func add(_ found: [TraceSummary], limit: Int, at place: Place) {
        for trace in found where known.insert(trace.id).inserted { traces.append(trace) }
        if found.count >= limit { findings.add(Diagnostic(.limitReached, at: place, found: "\(limit)")) }
    }
}

extension JaegerServer {
    /// The traces that match, without their spans; nil when the server has no such answers.
    ///
    /// Without a service it is asked for all at once, or, when it does not want that, for one service after the other.
    ///
    /// - Throws: why there is no answer.
    public func summaries(_ query: ServerQuery, cancellation: Cancellation = Cancellation()) throws(InputError) -> ServerSummaries? {
        let place = Place(source: name), search = query.search(service: query.filter.service)
        do throws(InputError) {
            guard let found = try summaries(search, cancellation: cancellation) else { return nil }
            var answer = ServerSummaries()
            answer.add(found, limit: search.limit, at: place)
            return answer
        } catch {
            guard error.diagnostic.code == .serviceRequired, query.filter.service == nil else { throw error }
        }
        let services = try services(cancellation: cancellation)
        let round = ServiceRound(Array(services.prefix(query.serviceLimit)))
        let answers = SummaryList()
        let threads = WorkerThreads()
        for _ in 0..<min(ServerSearching.workers, services.count) {
            threads.start {
                while !cancellation.isCancelled, let service = round.take() {
                    do throws(InputError) {
                        let found = try summaries(query.search(service: service), cancellation: cancellation) ?? []
                        answers.change { $0.add(found, limit: search.limit, at: place) }
                        round.succeeded()
                    } catch {
                        round.failed(error)
                    }
                }
            }
        }
        threads.join()
        if let failure = round.failureOfAll { throw failure }
        if let failure = round.failure { answers.change { $0.findings.add(failure.diagnostic) } }
        if services.count > query.serviceLimit {
            answers.change { $0.findings.add(Diagnostic(.servicesNotAsked, at: place, found: "\(services.count)")) }
        }
        return answers.all
    }
}

/// Summaries that several threads gather.
///
/// A class because they share it.
private final class SummaryList: Sendable {
    private let answer = Mutex(ServerSummaries())

    func change(_ body: (inout ServerSummaries) -> Void) { answer.withLock { body(&$0) } }

    var all: ServerSummaries { answer.withLock { $0 } }
}
