import TraceModel

/// What traces of a selection have in common that others lack, and the other way round.
///
/// A trace has an item when any of its spans does; whether that is one the question is about, or another, is told, and where
/// those spans alone differ more than whole traces do, they are what counts. Ids of traces and spans are no items, nor are keys that hardly ever
/// say the same of two traces. Differences that may be chance are left out: those within three standard errors, or more if
/// so many items were looked at that some of them are bound to lie beyond, and those that hardly any trace shows.
public struct SetDifferences: Equatable, Sendable {
    /// Traces of the selection.
    public let selectedTraces: Int
    /// Traces of the baseline.
    public let baselineTraces: Int
    /// What those spans are called that are told apart from the others of their traces, ``MatchedSpans/name``.
    public let matchedName: String
    /// What differs, most different first.
    public let rows: [DifferenceRow]
    /// Items that differ less than all those in ``rows``, which are ``itemLimit`` in all.
    public let leftOut: Int
    /// Numeric attributes whose values differ, most different first.
    public let numbers: [NumericDifference]

    /// At most so many items are told apart.
    public static let itemLimit = 2_000

    /// Whether nothing was found that is not chance.
    public var isEmpty: Bool { rows.isEmpty && numbers.isEmpty }

    /// Whether a set is so small that hardly anything could have been found.
    public var hasFewTraces: Bool { min(selectedTraces, baselineTraces) < DifferenceScore.leastSupport }

    /// Compares two sets of traces, of the same snapshot or of two.
    ///
    /// - Parameters:
    ///   - selected: the traces asked about; one that is also in the baseline counts on both sides.
    ///   - isIgnored: keys of attributes that are not looked at, as they say nothing that is not known.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(attributes + rows · traces / 64); O(numbers · log) for numeric attributes
    public init?(
        selected: TraceSelection, baseline: TraceSelection, ignoring isIgnored: @escaping (String) -> Bool = { _ in false },
        isCancelled: () -> Bool = { false }
    ) {
        selectedTraces = selected.traces.count
        baselineTraces = baseline.traces.count
        matchedName = selected.matched.name
        guard selectedTraces > 0, baselineTraces > 0 else {
            (rows, leftOut, numbers) = ([], 0, [])
            return
        }
        guard let tally = DifferenceTally(selected: selected, baseline: baseline, ignoring: isIgnored, isCancelled: isCancelled)
        else { return nil }
        guard let ranked = DifferenceRanking(tally).rows(isCancelled) else { return nil }
        (rows, leftOut) = ranked
        numbers = tally.numericDifferences
    }
}

extension Snapshot {
    /// What traces of a selection have that those of a baseline lack, and the other way round; nil when cancelled.
    ///
    /// - Parameters:
    ///   - selected: the traces asked about: the slow ones, the failed ones.
    ///   - baseline: what they are compared with: the rest.
    ///   - matched: which of their spans the question is about.
    ///   - isIgnored: keys of attributes that are not looked at.
    ///   - isCancelled: asked every few thousand spans.
    /// - Complexity: see ``SetDifferences/init(selected:baseline:ignoring:isCancelled:)``
    public func differences(
        selected: [TraceRow], baseline: [TraceRow], matched: MatchedSpans = .mainRoots,
        ignoring isIgnored: @escaping (String) -> Bool = { _ in false }, isCancelled: () -> Bool = { false }
    ) -> SetDifferences? {
        SetDifferences(
            selected: TraceSelection(self, selected, matched: matched), baseline: TraceSelection(self, baseline, matched: matched),
            ignoring: isIgnored, isCancelled: isCancelled)
    }
}

extension DifferenceTally {
    /// The numeric attributes that differ, most different first.
    fileprivate var numericDifferences: [NumericDifference] {
        var looked = 0, pairs: [(anywhere: NumericDifference, onMatched: NumericDifference?)] = []
        for key in keys.all where key.numbers.count > 0 {
            let place = DifferenceItem.Place(traces: key.numbers.count, onMatched: key.matchedNumbers.count)
            guard let anywhere = NumericDifference(key.scope, texts[key.name], key.numbers, place) else { continue }
            let twin = NumericDifference(key.scope, texts[key.name], key.matchedNumbers, .matched)
            let onMatched = twin.flatMap { $0.saysTheSame(as: anywhere) ? nil : $0 }
            looked += onMatched == nil ? 1 : 2
            pairs.append((anywhere, onMatched))
        }
        return pairs.compactMap { anywhere, onMatched in
            let telling = [anywhere, onMatched].compactMap { $0 }.filter { $0.isTelling(among: looked) }
            return telling.max { $0.distance < $1.distance }
        }.sorted { a, b in
            if a.distance != b.distance { return a.distance > b.distance }
            return (a.scope.rawValue, a.key) < (b.scope.rawValue, b.key)
        }
    }
}
