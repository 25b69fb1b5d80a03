import TraceModel
import TraceQuery

/// What servers are asked, and their answers.
extension ExplorerState {
    /// Asks the servers; an earlier question of the same kind is given up.
    mutating func ask(_ question: Question) -> [Effect] {
        guard let ticket = live?.ask(question) else { return [] }
        return [.ask(question, ticket: ticket)]
    }

    /// Asks for traces that match the filter; without one only as far as that is cheap.
    mutating func searchServers(isExhaustive: Bool = false) -> [Effect] {
        guard let live, search.filterError == nil else { return [] }
        if search.filter.isEmpty, !isExhaustive { return ask(.recent(limit: live.limit)) }
        self.live?.searched = search.filter
        return ask(.search(search.filter, limit: live.limit, isExhaustive: isExhaustive))
    }

    /// Asks again, without changing what is selected.
    mutating func refresh() -> [Effect] {
        if screen == .trace, let trace { return ask(.trace(id: trace.idText)) }
        return ask(.services) + searchServers()
    }

    /// The time for the next search that nobody asks for has come.
    mutating func refreshIsDue() -> [Effect] {
        guard let live, live.refreshSeconds != nil, !live.isSearching else { return [] }
        return searchServers()
    }

    /// Every so often, more seldom, not at all.
    mutating func changeRefresh() -> [Effect] {
        guard let live else { return [] }
        let step = live.refreshSeconds.flatMap { LiveState.refreshSteps.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        let seconds = step < LiveState.refreshSteps.count ? LiveState.refreshSteps[step] : nil
        self.live?.refreshSeconds = seconds
        note(seconds.map { "Asking again every \($0) s; f changes it" } ?? "Not asking by itself any more; r asks again")
        return seconds == nil ? [] : refreshIsDue()
    }

    /// Gives up everything that is being asked.
    mutating func cancelQuestions() -> [Effect] {
        live?.asked = []
        note("Stopped asking; what has come is kept")
        if screen == .trace, trace?.view == nil { screen = .search }
        return [.cancelQuestions]
    }

    /// Traces that have come.
    mutating func takeAnswer(_ snapshot: Snapshot, _ progress: LoadProgress) -> [Effect] {
        load.progress = progress
        self.snapshot = Shared(snapshot)
        load.findings = Findings(snapshot)
        var effects: [Effect] = []
        if search.isListing { search.isOutdated = true } else { effects += requestLists() }
        return effects + openFetched() + reopen()
    }

    /// The trace that was fetched to be opened, once it is there.
    private mutating func openFetched() -> [Effect] {
        guard screen == .trace, let trace, trace.view == nil else { return [] }
        return compute(.opening, .open(OpenRequest(snapshot: snapshot, id: trace.id, knownServices: live?.services ?? [])))
    }

    /// The names of the services have come.
    mutating func takeServices(_ names: [String]) -> [Effect] {
        live?.services = names
        let effects = requestLists()
        guard let live, live.searched == nil, !live.isSearching else { return effects }
        return effects + searchServers()
    }

    /// A question was answered, or will not be.
    mutating func take(_ ending: QuestionEnding) -> [Effect] {
        guard let question = live?.end(ending.ticket) else { return [] }
        let failure = ending.failures.first.map {
            live?.settings.servers.count == 1 ? Sentences.outcome(of: $0) : Sentences.sentence(for: $0)
        }
        switch question {
        case .search, .recent:
            if case .recent = question, !snapshot.traces.isEmpty || !snapshot.summaries.isEmpty { live?.searched = search.filter }
            live?.failure = failure
            live?.isCut = ending.isCut
            if ending.isCut, failure == nil {
                note("The server may have more than the \(live?.limit ?? 0) it was asked for; M asks for all")
            }
        case .trace:
            if screen == .trace, trace?.view == nil, failure != nil { screen = .search }
        case .services: if live?.services == nil { live?.failure = failure }
        case .operations: break
        }
        if let failure { refuse(failure) }
        return []
    }
}
