import TraceModel
import TraceQuery

/// One search on one server, in as many requests as it takes; what comes is merged as it comes.
struct ServerSearching: Sendable {
    let server: JaegerServer
    /// The server's index in ``LiveTraces``.
    let index: Int
    let live: LiveTraces
    let query: ServerQuery
    let cancellation: Cancellation
    /// Told of everything merged so far.
    let onUpdate: @Sendable (LoadUpdate) -> Void

    /// Services that are asked at a time.
    static let workers = 4
    /// Requests for one service at most when all is asked for.
    static let requestLimit = 64
    /// The shortest time that is asked for by itself: a millisecond.
    private static let shortestWindow: Int64 = 1_000_000

    /// Asks, and merges the answers.
    ///
    /// - Throws: why the server does not answer; what was merged by then stays.
    func run() throws(InputError) {
        live.beginQuestion(to: index)
        defer { live.endQuestion(to: index) }
        if let service = query.filter.service { return try ask(service: service) }
        do throws(InputError) { return try ask(service: nil) } catch {
            guard error.diagnostic.code == .serviceRequired else { throw error }
        }
        let services = try server.services(cancellation: cancellation)
        if services.count > query.serviceLimit {
            if query.asksFewOrNone { return }
            live.note(Diagnostic(.servicesNotAsked, at: place, found: "\(services.count)"), about: index)
        }
        try ask(Array(services.prefix(query.serviceLimit)))
    }

    /// Asks for several services at a time.
    ///
    /// - Throws: the first failure, when no service could be asked for.
    private func ask(_ services: [String]) throws(InputError) {
        let round = ServiceRound(services)
        let threads = WorkerThreads()
        for _ in 0..<min(Self.workers, services.count) {
            threads.start {
                while !cancellation.isCancelled, let service = round.take() {
                    do throws(InputError) {
                        try ask(service: service)
                        round.succeeded()
                    } catch {
                        round.failed(error)
                    }
                }
            }
        }
        threads.join()
        if let failure = round.failureOfAll { throw failure }
        if let failure = round.failure { live.note(failure.diagnostic, about: index) }
    }

    /// Asks for one service, or for all in one question.
    ///
    /// When all traces are wanted, in halves of the time as long as there may be more than the limit lets through.
    private func ask(service: String?) throws(InputError) {
        let whole = query.search(service: service)
        var windows = [whole], requests = 0
        while let window = windows.popLast(), !cancellation.isCancelled {
            let found = try load(window)
            requests += 1
            guard found >= window.limit else { continue }
            let middle = window.start + (window.end - window.start) / 2
            guard query.asksForAll, requests + windows.count + 2 <= Self.requestLimit, middle - window.start >= Self.shortestWindow else {
                live.note(Diagnostic(.limitReached, at: place, found: "\(window.limit)"), about: index)
                continue
            }
            var earlier = window, later = window
            earlier.end = middle
            later.start = middle
            windows += [earlier, later]
        }
    }

    /// Merges one answer as it comes.
    ///
    /// - Returns: its traces.
    private func load(_ search: JaegerSearch) throws(InputError) -> Int {
        if query.wantsSummaries, let summaries = try server.summaries(search, cancellation: cancellation) {
            live.merge(summaries, from: index)
            return summaries.count
        }
        let pace = MergePace()
        let answer = try ServerLoader(server, .search(search), tables: live.tables).load(cancellation: cancellation) { update in
            var progress = update.progress
            // The last answer is not the end of the search.
            progress.isFinished = false
            let merged = update.snapshot.flatMap { snapshot in
                pace.merge(isLast: update.progress.isFinished) { live.merge(snapshot, from: index) }
            }
            onUpdate(LoadUpdate(progress: progress, snapshot: merged))
        }
        return answer.traces.count
    }

    private var place: Place { Place(source: server.name) }
}
