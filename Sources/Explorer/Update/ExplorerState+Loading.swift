import TraceModel

/// Snapshots that come in.
extension ExplorerState {
    mutating func take(_ snapshot: Snapshot, _ progress: LoadProgress) -> [Effect] {
        load.progress = progress
        let isAllThere = progress.isFinished || progress.isFollowing
        // A reload replaces everything at once, so that the lists do not shrink and grow again.
        if load.isReload, !isAllThere { return [] }
        self.snapshot = Shared(snapshot)
        load.isLoading = !isAllThere
        load.isFollowing = progress.isFollowing
        load.findings = Findings(snapshot)
        var effects: [Effect] = []
        if search.isListing { search.isOutdated = true } else { effects += requestLists() }
        guard isAllThere else { return effects }
        if load.isReload { note("Read again: \(CountText.text(snapshot.spanCount, "span"))") }
        effects += reopen()
        if progress.isFollowing { load.isReload = false }
        if live != nil, live?.services == nil { effects += ask(.services) }
        return effects
    }

    /// The open trace as the finished snapshot has it; folds and selection stay.
    mutating func reopen() -> [Effect] {
        guard let trace, let view = trace.view, let selection = trace.selection, view.snapshot !== snapshot.object else { return [] }
        let former = OpenRequest.Former(view: view, folds: trace.folds, selection: selection)
        return compute(
            .opening,
            .open(
                OpenRequest(snapshot: snapshot, id: trace.id, former: former, isReload: load.isReload, knownServices: live?.services ?? []))
        )
    }

    mutating func take(_ opened: OpenedTrace) -> [Effect] {
        guard var trace, trace.id == opened.view.trace.id else { return [] }
        trace.view = opened.view
        trace.folds = opened.folds
        trace.slowest = nil
        trace.rank = nil
        trace.window.update(count: opened.folds.shownCount, selecting: opened.folds.row(of: opened.selection))
        trace.find.matches = nil
        self.trace = trace
        return trace.find.isActive ? compute(.finding, .find(opened.view, text: trace.find.text)) : []
    }
}
