import TraceModel

/// Folding, and walking along the tree.
extension ExplorerState {
    mutating func foldOrParent() {
        guard var trace, let view = trace.view, let position = trace.selection else { return }
        if view.trace.hasChildren(position), !trace.folds.isFolded(position) {
            var folds = trace.folds
            folds.fold(position, in: view.trace)
            trace.apply(folds)
        } else if let parent = view.trace.parent(of: position) {
            trace.select(parent)
        } else {
            note("This is the top of the tree")
        }
        self.trace = trace
    }

    mutating func unfoldOrChild() {
        guard var trace, let view = trace.view, let position = trace.selection else { return }
        if trace.folds.isFolded(position) {
            var folds = trace.folds
            folds.unfold(position, in: view.trace)
            trace.apply(folds)
        } else if view.trace.hasChildren(position) {
            trace.select(position + 1)
        } else {
            note("This span has no children")
        }
        self.trace = trace
    }

    mutating func toggleFold() {
        guard var trace, let view = trace.view, let position = trace.selection else { return }
        guard view.trace.hasChildren(position) else { return note("This span has no children") }
        var folds = trace.folds
        if folds.isFolded(position) { folds.unfold(position, in: view.trace) } else { folds.fold(position, in: view.trace) }
        trace.apply(folds)
        self.trace = trace
    }

    mutating func changeFolds(_ change: FoldChange) -> [Effect] {
        guard let trace, let view = trace.view else { return [] }
        return compute(.folding, .fold(view, trace.folds, change))
    }

    mutating func walkTree(_ command: Command) {
        guard let tree = trace?.view?.trace, let position = trace?.selection else { return }
        let target: Int?
        let refusal: String
        switch command {
        case .parent: (target, refusal) = (tree.parent(of: position), "This is the top of the tree")
        case .child: (target, refusal) = (tree.hasChildren(position) ? position + 1 : nil, "This span has no children")
        case .nextSibling: (target, refusal) = (shownSibling(position, tree.nextSibling), "This is the last of its siblings")
        default: (target, refusal) = (shownSibling(position, tree.previousSibling), "This is the first of its siblings")
        }
        if let target { trace?.select(target) } else { note(refusal) }
    }
}

extension ExplorerState {
    /// The nearest sibling in one direction that is not shown with another one.
    private func shownSibling(_ position: Int, _ step: (Int) -> Int?) -> Int? {
        var at = step(position)
        while let sibling = at, trace?.folds.isHiddenCopy(sibling) == true { at = step(sibling) }
        return at
    }

    /// Shows spans that were read more than once in rows of their own, or no longer.
    mutating func toggleCopies() {
        guard var trace, let view = trace.view, let copies = view.copies else { return }
        // A copy that loses its row leaves the selection to its original.
        if let position = trace.selection, let original = view.trace.original(of: position) { trace.select(original) }
        var folds = trace.folds
        folds.hide(copies: folds.copies == nil ? copies : nil, in: view.trace)
        trace.apply(folds)
        let count = CountText.text(copies.count)
        note(
            folds.copies == nil
                ? "\(count) copies and pieces have rows of their own; D hides them"
                : "\(count) copies and pieces are shown with their originals")
        self.trace = trace
    }
}

extension Trace {
    /// The position of the next span with the same parent.
    func nextSibling(of position: Int) -> Int? {
        let end = subtreeEnd(of: position)
        let limit = parent(of: position).map { subtreeEnd(of: $0) } ?? spanCount
        return end < limit ? end : nil
    }

    /// The position of the previous span with the same parent.
    ///
    /// - Complexity: O(levels)
    func previousSibling(of position: Int) -> Int? {
        let above = parent(of: position)
        guard position > 0, position - 1 != above else { return nil }
        var at = position - 1
        while let next = parent(of: at), next != above { at = next }
        return at
    }
}
