import TraceModel

/// Work that grows with the data: pure, run in the background, stamped so that only the latest result counts.
public struct ComputeEffect: Equatable, Sendable {
    /// Kinds of work; in each only the latest request matters.
    public enum Lane: Hashable, Sendable, CaseIterable {
        /// Lists of services and traces.
        case listing
        /// Making a trace ready.
        case opening
        /// Finding text or an id.
        case finding
        /// Folding many spans.
        case folding
        /// Sorting spans by self time.
        case ranking
        /// Gathering names for the search form.
        case names
    }

    enum Work: Equatable, Sendable {
        case list(ListRequest)
        case open(OpenRequest)
        case find(Shared<TraceView>, text: String)
        case findID(Shared<TraceView>, prefix: String)
        case findTraceID(Shared<TraceListing>, prefix: String)
        case fold(Shared<TraceView>, FoldMap, FoldChange)
        case rank(Shared<TraceView>)
        case names(CatalogRequest)
    }

    /// Its kind; a runner cancels the work of the same lane that is still running.
    public let lane: Lane
    let ticket: Int
    let work: Work

    /// Does the work.
    ///
    /// - Parameter isCancelled: asked now and then; true means that nobody wants the result any more.
    /// - Returns: what to hand to ``ExplorerModel/handle(_:)``; nil if the work was cancelled meanwhile.
    /// - Complexity: O(n log n) in the spans or traces concerned.
    public func perform(isCancelled: () -> Bool = { false }) -> Action? {
        let outcome: ComputeResult.Outcome
        switch work {
        case .list(let request):
            guard let lists = request.perform(isCancelled) else { return nil }
            outcome = lists
        case .open(let request): outcome = request.perform()
        case .find(let view, let text):
            guard let positions = SpanFinder.positions(of: text, in: view.object, isCancelled) else { return nil }
            outcome = .found(Shared(Ranking(positions)))
        case .findID(let view, let prefix): outcome = .foundID(SpanFinder.position(ofID: prefix, in: view.object), prefix: prefix)
        case .findTraceID(let listing, let prefix): outcome = .foundTraceID(listing.object.index(ofID: prefix), prefix: prefix)
        case .fold(let view, let folds, let change): outcome = .folded(change.applied(to: folds, in: view.trace), of: view)
        case .names(let request):
            guard let catalog = request.perform(isCancelled) else { return nil }
            outcome = .catalogued(Shared(catalog))
        case .rank(let view): outcome = .ranked(Shared(Ranking(SpanFinder.bySelfTime(view.object))), of: view)
        }
        return isCancelled() ? nil : .computed(ComputeResult(lane: lane, ticket: ticket, outcome: outcome))
    }
}

/// What a background computation found.
public struct ComputeResult: Sendable {
    enum Outcome: Sendable {
        case listed(Shared<ServiceListing>, Shared<TraceListing>)
        case opened(OpenedTrace)
        /// The trace is not there any more.
        case gone
        /// The trace has gained nothing since it was opened.
        case unchanged
        case found(Shared<Ranking>)
        case foundID(Int?, prefix: String)
        case foundTraceID(Int?, prefix: String)
        case folded(FoldMap, of: Shared<TraceView>)
        case ranked(Shared<Ranking>, of: Shared<TraceView>)
        case catalogued(Shared<Catalog>)
    }

    let lane: ComputeEffect.Lane
    let ticket: Int
    let outcome: Outcome
}

/// Folding of more than one span.
enum FoldChange: Equatable, Sendable {
    case foldAll, unfoldAll, foldLevel, unfoldLevel

    func applied(to folds: FoldMap, in trace: Trace) -> FoldMap {
        switch self {
        case .foldAll: folds.foldingAll(in: trace)
        case .unfoldAll: folds.unfoldingAll(in: trace)
        case .foldLevel: folds.foldingDeepestLevel(in: trace)
        case .unfoldLevel: folds.unfoldingOneLevel(in: trace)
        }
    }
}
