import TraceModel

/// A trace to be made ready, and what of its former self should survive.
struct OpenRequest: Equatable, Sendable {
    let snapshot: Shared<Snapshot>
    let id: TraceID
    /// Its row, when that is known.
    var row: TraceRow?
    /// The same trace as it was, its folds and the selected position.
    var former: Former?
    /// Whether the snapshot was read anew, so that equal rows mean nothing.
    var isReload = false
    /// Services that servers know, which have numbers too.
    var knownServices: [String] = []

    struct Former: Equatable, Sendable {
        let view: Shared<TraceView>
        let folds: FoldMap
        let selection: Int
    }

    /// Makes the trace ready.
    ///
    /// - Complexity: O(spans)
    func perform() -> ComputeResult.Outcome {
        guard let trace = row.map({ snapshot.object[$0] }) ?? snapshot.object.trace(id) else { return .gone }
        if let former, !isReload, former.view.trace.row == trace.row { return .unchanged }
        let view = TraceView(trace, numbers: ServiceNumbers(trace.snapshot, knownServices))
        guard let former else {
            return .opened(
                OpenedTrace(view: Shared(view), folds: FoldMap(count: view.count, hiding: view.copies), selection: 0, isReopened: false))
        }
        return .opened(transfer(former, to: view))
    }

    /// Folds and selection by span id, because positions may have moved.
    private func transfer(_ former: Former, to view: TraceView) -> OpenedTrace {
        let old = former.view.object.trace
        let showedCopies = former.view.object.copies != nil && former.folds.copies == nil
        let selected = old.span(at: former.selection).id
        var foldedIDs: Set<SpanID> = []
        var at = former.folds.folded.first(from: 0, below: old.spanCount)
        while let position = at {
            foldedIDs.insert(old.span(at: position).id)
            at = former.folds.folded.first(from: position + 1, below: old.spanCount)
        }
        var folded = BitSet(count: view.count)
        var selection: Int?
        for position in 0..<view.count {
            let row = view.trace.spanRow(at: position)
            let id = SpanID(view.snapshot.chunks[row.chunk].id[row.offset])
            if selection == nil, id == selected { selection = position }
            if foldedIDs.contains(id), view.trace.hasChildren(position) { folded.insert(position) }
        }
        return OpenedTrace(
            view: Shared(view), folds: FoldMap(folded: folded, hiding: showedCopies ? nil : view.copies, in: view.trace),
            selection: selection ?? 0, isReopened: true)
    }
}

/// A trace made ready.
struct OpenedTrace: Sendable {
    let view: Shared<TraceView>
    let folds: FoldMap
    let selection: Int
    /// Whether it was open before.
    let isReopened: Bool
}
