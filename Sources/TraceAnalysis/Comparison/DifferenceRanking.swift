import TraceModel

/// Chooses from what was gathered what tells two sets apart, and brings together what says the same.
struct DifferenceRanking {
    private let tally: DifferenceTally
    private let traces: Int
    /// How long all traces take together, in nanoseconds, and how many of them have a duration.
    private var total = Int128(0), timed = 0
    /// Traces of the selection and of the baseline that have each item.
    private var selected: [Int]
    private var baseline: [Int]
    /// Traces with a matched span, of the selection and of the baseline, and how many of them have each item.
    private var selectedMatchable = 0, baselineMatchable = 0
    private var matchable: [Int]

    /// An item by its number, with how it is spread.
    private struct Scored {
        let number: Int
        /// Whether it is the lack of it.
        let isAbsence: Bool
        let score: DifferenceScore
    }

    /// Something that tells the sets apart.
    private struct Candidate {
        let scored: Scored
        let item: DifferenceItem
        /// The traces of which the selection has more: those with the item, or those without it.
        var set: TraceBits
        /// How long the traces with it take together, in nanoseconds, and how many of them have a duration.
        var duration = Int128(0), timed = 0

        var score: DifferenceScore { scored.score }
    }

    init(_ tally: DifferenceTally) {
        self.tally = tally
        traces = tally.ends.count
        selected = Array(repeating: 0, count: tally.items.contents.count)
        (baseline, matchable) = (selected, selected)
        for duration in tally.durations.lazy.compactMap(\.self) {
            total += Int128(duration)
            timed += 1
        }
        var at = 0
        for (trace, end) in tally.ends.enumerated() {
            let isMatchable = tally.isMatchable[trace], isSelected = trace < tally.selectedTraces
            if isMatchable, isSelected { selectedMatchable += 1 }
            if isMatchable, !isSelected { baselineMatchable += 1 }
            for item in tally.found[at..<end] {
                if isSelected { selected[Int(item)] += 1 } else { baseline[Int(item)] += 1 }
                if isMatchable { matchable[Int(item)] += 1 }
            }
            at = end
        }
    }

    /// The rows, most different first, and how many items are in none; nil when cancelled.
    func rows(_ isCancelled: () -> Bool) -> (rows: [DifferenceRow], leftOut: Int)? {
        let (candidates, leftOut) = candidates
        var groups: [[Candidate]] = []
        for (index, candidate) in candidates.enumerated() {
            if index & 0x3f == 0, isCancelled() { return nil }
            let group = groups.firstIndex { $0[0].set.overlaps(candidate.set, atLeast: DifferenceRow.leastOverlap) }
            if let group { groups[group].append(candidate) } else { groups.append([candidate]) }
        }
        let rows = groups.map(row).enumerated().sorted { a, b in
            DifferenceScore.isStronger(a.element.score, b.element.score) ?? (a.offset < b.offset)
        }
        return (rows.map(\.element), leftOut)
    }

    // MARK: Candidates

    /// What tells the sets apart, strongest first, and how much more would.
    ///
    /// Of what is said anywhere in the traces, and of the same said by matched spans, the one that tells more is taken.
    private var candidates: ([Candidate], leftOut: Int) {
        var looked = 0, pairs: [(anywhere: Scored, onMatched: Scored?)] = []
        for (number, content) in tally.items.contents.enumerated() where !content.isMatched {
            // Every trace lacks most services and operations: only their presence says something.
            if content.kind == .presence, tally.keys.all[Int(content.key)].scope.isAboutSpans { continue }
            let anywhere = scored(number, content, of: tally.selectedTraces, traces - tally.selectedTraces)
            // What too few traces have at all, even fewer have on matched spans.
            if !anywhere.score.hasSupport, !anywhere.isAbsence { continue }
            let onMatched = scoredOnMatched(number, content).flatMap { $0.score.hasSameCounts(as: anywhere.score) ? nil : $0 }
            let isLooked = anywhere.score.hasSupport, isTwinLooked = onMatched?.score.hasSupport ?? false
            looked += (isLooked ? 1 : 0) + (isTwinLooked ? 1 : 0)
            if isLooked || isTwinLooked { pairs.append((anywhere, onMatched)) }
        }
        let leastZ = DifferenceScore.leastZ(of: looked)
        var found = pairs.compactMap { anywhere, onMatched -> Scored? in
            guard let onMatched, onMatched.score.isTelling(beyond: leastZ) else {
                return anywhere.score.isTelling(beyond: leastZ) ? anywhere : nil
            }
            let isMore = abs(onMatched.score.difference) > abs(anywhere.score.difference)
            return isMore || !anywhere.score.isTelling(beyond: leastZ) ? onMatched : anywhere
        }
        found.sort { DifferenceScore.isStronger($0.score, $1.score) ?? ($0.number < $1.number) }
        let empty = TraceBits(traces: traces, border: tally.selectedTraces)
        let strongest = found.prefix(SetDifferences.itemLimit).map { Candidate(scored: $0, item: item($0), set: empty) }
        let inOrder = filled(strongest).sorted {
            DifferenceScore.isStronger($0.score, $1.score) ?? DifferenceItem.isBefore($0.item, $1.item)
        }
        return (inOrder, found.count - inOrder.count)
    }

    /// How an item is spread over two sets of so many traces.
    private func scored(_ number: Int, _ content: DifferenceItems.Content, of ofSelection: Int, _ ofBaseline: Int) -> Scored {
        let isAbsence = content.kind == .presence
        let ofSelected = isAbsence ? ofSelection - selected[number] : selected[number]
        let ofOthers = isAbsence ? ofBaseline - baseline[number] : baseline[number]
        return Scored(
            number: number, isAbsence: isAbsence, score: DifferenceScore(ofSelected, of: ofSelection, ofOthers, of: ofBaseline))
    }

    /// How the same item on matched spans is spread over the traces that have such spans; nil when it cannot be compared.
    private func scoredOnMatched(_ number: Int, _ content: DifferenceItems.Content) -> Scored? {
        guard min(selectedMatchable, baselineMatchable) > 0, let twin = tally.items.matchedTwin(of: number) else { return nil }
        // Traces without a matched span do not lack anything there.
        if content.kind == .presence, selectedMatchable + baselineMatchable < traces { return nil }
        return scored(twin, content, of: selectedMatchable, baselineMatchable)
    }

    private func item(_ scored: Scored) -> DifferenceItem {
        let content = tally.items.contents[scored.number], key = tally.keys.all[Int(content.key)]
        let twin = content.isMatched ? nil : tally.items.matchedTwin(of: scored.number)
        let onMatched = twin.map { selected[$0] + baseline[$0] } ?? 0
        let place: DifferenceItem.Place? =
            content.isMatched ? .matched : scored.isAbsence ? nil : .init(traces: matchable[scored.number], onMatched: onMatched)
        return DifferenceItem(key.scope, tally.texts[key.name], tally.items.value(content, tally.texts), place)
    }

    /// The same with their traces.
    private func filled(_ strongest: [Candidate]) -> [Candidate] {
        var candidates = strongest
        var candidateOfItem = [Int32](repeating: -1, count: tally.items.contents.count)
        for (index, candidate) in candidates.enumerated() { candidateOfItem[candidate.scored.number] = Int32(truncatingIfNeeded: index) }
        var at = 0
        for (trace, end) in tally.ends.enumerated() {
            let duration = tally.durations[trace]
            for item in tally.found[at..<end] where candidateOfItem[Int(item)] >= 0 {
                let index = Int(candidateOfItem[Int(item)])
                candidates[index].set.insert(trace)
                guard let duration else { continue }
                candidates[index].duration += Int128(duration)
                candidates[index].timed += 1
            }
            at = end
        }
        for index in candidates.indices {
            if candidates[index].scored.isAbsence {
                candidates[index].duration = total - candidates[index].duration
                candidates[index].timed = timed - candidates[index].timed
            }
            if candidates[index].scored.isAbsence != (candidates[index].score.difference < 0) {
                candidates[index].set = candidates[index].set.complement
            }
        }
        return candidates
    }

    // MARK: Rows

    /// One row of candidates that say the same, strongest first.
    private func row(_ candidates: [Candidate]) -> DifferenceRow {
        let more = candidates.filter { $0.score.difference >= 0 }, less = candidates.filter { $0.score.difference < 0 }
        let items = more.isEmpty ? less : more, opposites = more.isEmpty ? [] : less
        return DifferenceRow(
            items: items.map(\.item), opposites: opposites.map(\.item), score: items[0].score,
            latencyExplained: latencyExplained(by: items[0]))
    }

    /// See ``DifferenceRow/latencyExplained``.
    private func latencyExplained(by candidate: Candidate) -> Int64? {
        let without = timed - candidate.timed
        if candidate.timed == 0 || without == 0 { return nil }
        let meanWithout = Double(total - candidate.duration) / Double(without)
        return Int64(exactly: (Double(total) / Double(timed) - meanWithout).rounded())
    }
}

extension DifferenceItem.Scope {
    /// Whether its items are spans of a kind rather than what spans say.
    fileprivate var isAboutSpans: Bool { self == .service || self == .operation }
}
