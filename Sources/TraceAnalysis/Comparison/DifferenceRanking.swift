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

    /// Something that tells the sets apart.
    private struct Candidate {
        let number: Int
        /// Whether it is the lack of it.
        let isAbsence: Bool
        let score: DifferenceScore
        let item: DifferenceItem
        /// The traces of which the selection has more: those with the item, or those without it.
        var set: TraceBits
        /// How long the traces with it take together, in nanoseconds, and how many of them have a duration.
        var duration = Int128(0), timed = 0
    }

    init(_ tally: DifferenceTally) {
        self.tally = tally
        traces = tally.ends.count
        selected = Array(repeating: 0, count: tally.items.contents.count)
        baseline = selected
        for duration in tally.durations.lazy.compactMap(\.self) {
            total += Int128(duration)
            timed += 1
        }
        let border = tally.selectedTraces == 0 ? 0 : tally.ends[tally.selectedTraces - 1]
        for item in tally.found[..<border] { selected[Int(item)] += 1 }
        for item in tally.found[border...] { baseline[Int(item)] += 1 }
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
    private var candidates: ([Candidate], leftOut: Int) {
        let all = tally.ends.count, ofSelection = tally.selectedTraces
        var found: [(number: Int, isAbsence: Bool, score: DifferenceScore)] = []
        for (number, content) in tally.items.contents.enumerated() {
            let isAbsence = content.kind == .presence
            // Every trace lacks most services and operations: only their presence says something.
            if isAbsence, tally.keys.all[Int(content.key)].scope.isAboutSpans { continue }
            let score =
                isAbsence
                ? DifferenceScore(
                    ofSelection - selected[number], of: ofSelection, all - ofSelection - baseline[number], of: all - ofSelection)
                : DifferenceScore(selected[number], of: ofSelection, baseline[number], of: all - ofSelection)
            if score.support >= DifferenceScore.leastSupport { found.append((number, isAbsence, score)) }
        }
        let leastZ = DifferenceScore.leastZ(of: found.count)
        found.removeAll { !$0.score.isTelling(beyond: leastZ) }
        found.sort { DifferenceScore.isStronger($0.score, $1.score) ?? ($0.number < $1.number) }
        let empty = TraceBits(traces: traces, border: ofSelection)
        let strongest = found.prefix(SetDifferences.itemLimit).map { number, isAbsence, score in
            Candidate(number: number, isAbsence: isAbsence, score: score, item: item(number), set: empty)
        }
        let inOrder = filled(strongest).sorted {
            DifferenceScore.isStronger($0.score, $1.score) ?? DifferenceItem.isBefore($0.item, $1.item)
        }
        return (inOrder, found.count - inOrder.count)
    }

    private func item(_ number: Int) -> DifferenceItem {
        let content = tally.items.contents[number], key = tally.keys.all[Int(content.key)]
        return DifferenceItem(key.scope, tally.texts[key.name], tally.items.value(content, tally.texts))
    }

    /// The same with their traces.
    private func filled(_ strongest: [Candidate]) -> [Candidate] {
        var candidates = strongest
        var candidateOfItem = [Int32](repeating: -1, count: tally.items.contents.count)
        for (index, candidate) in candidates.enumerated() { candidateOfItem[candidate.number] = Int32(truncatingIfNeeded: index) }
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
            if candidates[index].isAbsence {
                candidates[index].duration = total - candidates[index].duration
                candidates[index].timed = timed - candidates[index].timed
            }
            if candidates[index].isAbsence != (candidates[index].score.difference < 0) {
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
