import Terminal
import TraceModel

/// The trace screen: waterfall and inspector.
struct TraceState: Equatable, Sendable {
    /// Which trace is open, or being opened.
    let id: TraceID
    /// Its id as text, as servers are asked for it.
    let idText: String
    /// Nil while it is being made ready.
    var view: Shared<TraceView>?
    var folds = FoldMap(count: 0)
    /// Rows are shown spans.
    var window = ListWindow()
    var isInspectorOpen = false
    var isInspectorFocused = false
    var isMaximized = false
    /// The inspector's lines; its selection is the line that is copied.
    var inspectorWindow = ListWindow()
    /// What the inspector says, made when that changes.
    var inspectorLines: [InspectorLine] = []
    /// What ``inspectorLines`` were made from.
    var inspected: Inspected?
    var find = FindState()
    /// Positions by self time, longest first, once they were asked for.
    var slowest: Shared<Ranking>?
    /// The rank the user has walked to; nil before the first step.
    var rank: Int?

    /// What the inspector's lines depend on.
    struct Inspected: Equatable, Sendable {
        let view: Shared<TraceView>
        let position: Int
        let columns: Int
        let revealsSecrets: Bool
    }

    init(id: TraceID, idText: String) {
        self.id = id
        self.idText = idText
    }

    /// The selected span's position.
    var selection: Int? {
        guard view != nil, let row = window.selection else { return nil }
        return folds.position(ofRow: row)
    }

    var selectedSpan: Span? {
        guard let view, let selection else { return nil }
        return view.trace.span(at: selection)
    }

    /// Selects a span; unfolds what hides it.
    ///
    /// - Complexity: O(ancestors + spans / 64)
    mutating func select(_ position: Int, centered: Bool = false) {
        guard let view else { return }
        if !folds.isShown(position) { folds.reveal(position, in: view.trace) }
        let row = folds.row(of: position)
        let wasVisible = window.visible.contains(row)
        window.update(count: folds.shownCount, selecting: row)
        if centered, !wasVisible { window.center() }
    }

    /// Takes over other folds; the selection stays, or goes to the nearest ancestor that is still shown.
    mutating func apply(_ folds: FoldMap) {
        let position = selection
        self.folds = folds
        window.update(count: folds.shownCount, selecting: position.map { folds.row(of: $0) })
    }
}

/// Positions in the order of something.
final class Ranking: Sendable {
    let positions: [UInt32]
    init(_ positions: [UInt32]) { self.positions = positions }
}

/// What is being looked for among the spans, and where it is.
struct FindState: Equatable, Sendable {
    /// The text; empty when nothing is looked for.
    var text = ""
    /// Ascending positions; nil until they are known.
    var matches: Shared<Ranking>?
    /// Go to the next match as soon as the matches are known.
    var jumpsWhenKnown = false

    var isActive: Bool { !text.isEmpty }
    var count: Int { matches?.positions.count ?? 0 }

    /// The number of the first match at or after a position, counted from 0; the number of matches when there is none.
    ///
    /// - Complexity: O(log matches)
    func firstMatch(notBefore position: Int) -> Int {
        guard let positions = matches?.positions else { return 0 }
        var low = 0, high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if Int(positions[middle]) < position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The number of the match at a position, counted from 1; nil when it is none.
    func number(at position: Int) -> Int? {
        let index = firstMatch(notBefore: position)
        guard let positions = matches?.positions, index < positions.count, positions[index] == position else { return nil }
        return index + 1
    }
}
