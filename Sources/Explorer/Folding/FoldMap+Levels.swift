import TraceModel

/// Folding of many spans at once; each takes time that grows with the trace and is an effect.
extension FoldMap {
    /// Everything folded: only the tops of trees are shown.
    func foldingAll(in trace: Trace) -> FoldMap {
        var folded = BitSet(count: trace.spanCount)
        for position in 0..<trace.spanCount where trace.hasChildren(position) { folded.insert(position) }
        return FoldMap(folded: folded, hiding: copies, in: trace)
    }

    /// Everything unfolded.
    func unfoldingAll(in trace: Trace) -> FoldMap { FoldMap(count: trace.spanCount, hiding: copies) }

    /// The deepest level that is shown folded away; the same when only tops of trees are shown.
    func foldingDeepestLevel(in trace: Trace) -> FoldMap {
        var deepest = 0
        forEachShown { deepest = max(deepest, trace.level(of: $0)) }
        guard deepest > 1 else { return self }
        var folded = folded
        forEachShown { position in
            if trace.level(of: position) == deepest - 1, trace.hasChildren(position) { folded.insert(position) }
        }
        return FoldMap(folded: folded, hiding: copies, in: trace)
    }

    /// Every folded span that is shown unfolded, but what comes into sight below it folded.
    func unfoldingOneLevel(in trace: Trace) -> FoldMap {
        var changed = folded
        forEachShown { position in
            guard isFolded(position) else { return }
            changed.remove(position)
            var child = position + 1
            let end = trace.subtreeEnd(of: position)
            while child < end {
                let next = trace.subtreeEnd(of: child)
                if next > child + 1 { changed.insert(child) }
                child = next
            }
        }
        return FoldMap(folded: changed, hiding: copies, in: trace)
    }

    private func forEachShown(_ body: (Int) -> Void) {
        var at = count > 0 ? 0 : nil as Int?
        while let position = at {
            body(position)
            at = next(after: position)
        }
    }
}
