import Terminal
import TraceModel

/// How the state changes. No I/O, no clock, and nothing that grows with the data: that is an effect.
extension ExplorerState {
    /// Takes in what happened and says what is to be done outside.
    public mutating func update(_ action: Action) -> [Effect] {
        let effects = respond(to: action) + gatherNames()
        settle()
        return effects
    }

    private mutating func respond(to action: Action) -> [Effect] {
        switch action {
        case .key(let key): return press(key)
        case .pasted(let text): return paste(text)
        case .mouse(let event): return use(event)
        case .command(let command): return run(command)
        case .resized(let size): self.size = size
        case .loadStarted(let sources, let isReload):
            load = LoadState(isReload: isReload, findings: isReload ? load.findings : Findings(.empty), sourceNames: sources)
        case .progressed(let progress): load.progress = progress
        case .loaded(let snapshot, let progress): return take(snapshot, progress)
        case .loadFailed(let error):
            load.isLoading = false
            load.isFollowing = false
            message = Message(text: Sentences.sentence(for: error), kind: .problem)
            if !load.isReload { load.failure = Sentences.sentence(for: error) }
        case .answered(let snapshot, let progress): return takeAnswer(snapshot, progress)
        case .servicesListed(let names): return takeServices(names)
        case .operationsListed(let service, let operations): names.operations[service] = operations
        case .questionEnded(let ending): return take(ending)
        case .waited(let milliseconds): live?.waitedMilliseconds = milliseconds
        case .refreshDue: return refreshIsDue()
        case .computed(let result): return take(result)
        case .copied(let what, let way): message = Message(text: "Copied \(what) (\(way))")
        case .refused(let text): refuse(text)
        case .reported(let text): message = Message(text: text)
        }
        return []
    }

    /// A result of background work, unless a later request has made it useless.
    private mutating func take(_ result: ComputeResult) -> [Effect] {
        guard tickets.isLatest(result.ticket, result.lane) else { return [] }
        switch result.outcome {
        case .listed(let services, let traces): return take(services, traces)
        case .opened(let opened): return take(opened)
        case .gone: message = Message(text: "The trace is no longer there; this is how it was", kind: .problem)
        case .unchanged: break
        case .found(let matches): takeMatches(matches)
        case .foundID(let position, let prefix): takeSpan(position, prefix: prefix)
        case .foundTraceID(let index, let prefix): return takeTrace(index, prefix: prefix)
        case .folded(let folds, let view): if trace?.view == view { trace?.apply(folds) }
        case .catalogued(let catalog): take(catalog)
        case .ranked(let ranking, let view): takeRanking(ranking, of: view)
        }
        return []
    }

    /// Work for the background, stamped.
    mutating func compute(_ lane: ComputeEffect.Lane, _ work: ComputeEffect.Work) -> [Effect] {
        [.compute(ComputeEffect(lane: lane, ticket: tickets.next(lane), work: work))]
    }

    /// A note in the message line.
    mutating func note(_ text: String) { message = Message(text: text) }
    /// Something that could not be done.
    mutating func refuse(_ text: String) { message = Message(text: text, kind: .problem) }
}
