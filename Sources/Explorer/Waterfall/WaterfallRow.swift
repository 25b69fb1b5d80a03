import TraceModel

/// What one line of the waterfall says about a span: everything that is needed to draw it, on the screen or in text.
struct WaterfallRow {
    let position: Int
    /// Levels above it that are not drawn because the tree is too deep for its room.
    let skippedLevels: Int
    /// For the ancestors that are drawn, from the outside in, and for the span itself as the last: whether siblings follow.
    let hasNextSibling: [Bool]
    /// Nil where there is nothing to fold.
    let isFolded: Bool?
    /// Hidden below it when it is folded, and how many of those failed.
    let hidden: Int
    let hiddenErrors: Int
    /// Spans that are shown in this row besides: its copies, or its other pieces.
    let copies: Int
    let serviceNumber: Int
    /// The service's name, where it is another than the parent's.
    let service: String?
    let name: String
    let isError: Bool
    let marks: SpanMarks
    /// The part of the trace's time, 0...1; nil when there is no time axis.
    let fractions: (start: Double, end: Double)?
    /// Nanoseconds; nil when the input does not say.
    let duration: Int64?
    let selfTime: Int64

    /// - Parameter guides: which levels of guides there is room for.
    /// - Complexity: O(levels + copies)
    init(_ position: Int, in view: TraceView, folds: FoldMap, guides: GuideLevels) {
        let trace = view.trace
        let span = trace.span(at: position)
        let parent = trace.parent(of: position)
        self.position = position

        var siblings: [Bool] = []
        var at = position
        let drawn = guides.drawn(atLevel: trace.level(of: position))
        while siblings.count < drawn, let above = trace.parent(of: at) {
            let end = folds.copies == nil ? trace.subtreeEnd(of: at) : trace.endOfShown(at, folds)
            siblings.append(end < trace.subtreeEnd(of: above))
            at = above
        }
        hasNextSibling = siblings.reversed()
        skippedLevels = trace.level(of: position) - 1 - siblings.count

        let isFolded = folds.isFolded(position)
        self.isFolded = trace.hasChildren(position) ? isFolded : nil
        hidden = isFolded ? trace.subtreeEnd(of: position) - position - 1 : 0
        hiddenErrors = isFolded ? view.errorsBelow(position) : 0
        copies = folds.copies == nil ? 0 : trace.copies(of: position).count { folds.isHiddenCopy($0) }
        serviceNumber = view.serviceNumber(of: span)
        let isSameService = parent.map { trace.span(at: $0).serviceID == span.serviceID } ?? false
        service = isSameService ? nil : span.service.isEmpty ? ServiceNumbers.unnamed : span.service
        name = NameText.operation(span.name)
        isError = span.isError || view.isFailure(position)
        marks = trace.marks(of: position)
        fractions = trace.start == nil ? nil : view.fractions(of: position, span)
        duration = view.duration(of: position, span)
        selfTime = view.selfTimes[position]
    }

    /// Whether it has something that deserves a look besides an error.
    var isOdd: Bool { !marks.isEmpty || (duration ?? 0) < 0 }
}

extension Trace {
    /// The position after a span's last descendant and after those copies of it that have no rows of their own.
    fileprivate func endOfShown(_ position: Int, _ folds: FoldMap) -> Int {
        var end = subtreeEnd(of: position)
        while end < spanCount, folds.isHiddenCopy(end) { end += 1 }
        return end
    }
}
