import TraceModel

extension Trace {
    /// What failed, and how far it went.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans + attributes of the spans that are no errors)
    public func errorAnatomy(isCancelled: () -> Bool = { false }) -> ErrorAnatomy? {
        errorAnatomy(ReplyStatuses(snapshot), isCancelled)
    }

    /// The same for loops over many traces, which find the keys once.
    func errorAnatomy(_ statuses: ReplyStatuses, _ isCancelled: () -> Bool) -> ErrorAnatomy? {
        var anatomy = ErrorAnatomy()
        if errorSpans == 0 {
            return countUnmarked(in: &anatomy, statuses, failed: { _ in false }, isCancelled) ? anatomy : nil
        }
        guard let failed = failedPositions(copies: &anatomy.copies, isCancelled) else { return nil }
        guard countUnmarked(in: &anatomy, statuses, failed: { failed[$0] }, isCancelled) else { return nil }
        let tree = tree, count = tree.count
        var hasFailedChild = [Bool](repeating: false, count: count)
        for position in 0..<count where failed[position] {
            if let parent = tree.parent(of: position) { hasFailedChild[parent] = true }
        }
        // Parents come before children, so that where a failure stops is known of the parent already.
        var tops = [UInt32](repeating: 0, count: count), reaches = tops
        for position in 0..<count {
            guard failed[position] else {
                if hasFailedChild[position] { anatomy.suppressed.append(position) }
                continue
            }
            if let parent = tree.parent(of: position), failed[parent] {
                (tops[position], reaches[position]) = (tops[parent], reaches[parent] + 1)
            } else {
                (tops[position], reaches[position]) = (UInt32(truncatingIfNeeded: position), 1)
            }
            anatomy.failures.append(
                .init(
                    position: position, role: hasFailedChild[position] ? .propagated : .origin, top: Int(tops[position]),
                    reach: Int(reaches[position])))
        }
        anatomy.reachesRoot = failed[mainRootPosition]
        return anatomy
    }

    /// Whether the span shown at each position failed; errors of what is shown with a span are its own.
    private func failedPositions(copies: inout Int, _ isCancelled: () -> Bool) -> [Bool]? {
        let chunks = snapshot.chunks, tree = tree, count = tree.count
        var failed = [Bool](repeating: false, count: count)
        // The last span shown below each span; below the tops of trees there is nothing, so theirs stands at the end.
        var lastShown = [UInt32](repeating: 0, count: count + 1)
        for position in 0..<count {
            if position & 0xfff == 0, isCancelled() { return nil }
            let row = tree.spanRow(at: position), parent = tree.parent(of: position) ?? count
            let isError = chunks[row.chunk].facts[row.offset].isError
            if !tree.isFolded(position) {
                lastShown[parent] = UInt32(truncatingIfNeeded: position)
                failed[position] = isError
            } else if isError {
                copies += 1
                failed[Int(lastShown[parent])] = true
            }
        }
        return failed
    }

    /// Counts replies that tell of failure; false when cancelled.
    private func countUnmarked(
        in anatomy: inout ErrorAnatomy, _ statuses: ReplyStatuses, failed: (Int) -> Bool, _ isCancelled: () -> Bool
    ) -> Bool {
        if statuses.isEmpty { return true }
        let chunks = snapshot.chunks, spans = WholeSpans(snapshot), tree = tree
        func status(at position: Int) -> ReplyStatus? {
            let row = tree.spanRow(at: position)
            return statuses.failure(chunks[row.chunk], row.offset)
        }
        for position in 0..<tree.count {
            if position & 0xfff == 0, isCancelled() { return false }
            if tree.isFolded(position) || failed(position) { continue }
            let found = status(at: position) ?? spans.pieces(of: position, in: tree).lazy.compactMap(status).first
            if let found { anatomy.unmarked.add(found) }
        }
        return true
    }

    /// The way a failure took, from its span up to where it stopped.
    ///
    /// - Complexity: O(the failure's reach)
    public func path(of failure: ErrorAnatomy.Failure) -> [Int] {
        var path = [failure.position]
        while path[path.count - 1] != failure.top, let parent = parent(of: path[path.count - 1]) { path.append(parent) }
        return path
    }

    /// How far a failure went.
    public func reach(of failure: ErrorAnatomy.Failure) -> ErrorAnatomy.Reach {
        if failure.top == mainRootPosition { return .mainRoot }
        return parent(of: failure.top) == nil ? .top(failure.top) : .stopped(at: failure.top)
    }
}
