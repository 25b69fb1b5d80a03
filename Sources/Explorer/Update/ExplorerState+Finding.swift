import TraceModel

/// Spans that matter: slow ones, failed ones, those that hold a text.
extension ExplorerState {
    /// To the span with the longest self time, from there to the next shorter, and back.
    mutating func walkSlowest(by step: Int) -> [Effect] {
        guard let trace, let view = trace.view else { return [] }
        guard let ranking = trace.slowest else {
            self.trace?.rank = nil
            return compute(.ranking, .rank(view))
        }
        goToRank(min(max(0, (trace.rank ?? -1) + step), ranking.positions.count - 1))
        return []
    }

    mutating func takeRanking(_ ranking: Shared<Ranking>, of view: Shared<TraceView>) {
        guard trace?.view == view else { return }
        trace?.slowest = ranking
        goToRank(0)
    }

    private mutating func goToRank(_ rank: Int) {
        guard let view = trace?.view, let ranking = trace?.slowest, rank >= 0, rank < ranking.positions.count else { return }
        let position = Int(ranking.positions[rank])
        trace?.rank = rank
        trace?.select(position, centered: true)
        let time = view.selfTimes[position]
        let place = rank == 0 ? "Longest self time" : "\(CountText.ordinal(rank + 1)) by self time"
        note("\(place): \(DurationText.text(time)), \(CountText.percent(Double(time) / Double(view.duration))) of the trace")
    }

    /// To the next failed span in display order, round the end.
    mutating func goToError(forward: Bool) {
        guard let view = trace?.view, let position = trace?.selection, view.errorCount > 0 else { return }
        let number = forward ? Int(view.errorsBefore[position + 1]) : Int(view.errorsBefore[position]) - 1
        let wrapped = number < 0 ? view.errorCount - 1 : number == view.errorCount ? 0 : number
        guard let target = view.object.errorPosition(wrapped) else { return }
        trace?.select(target, centered: true)
        note("Failed span \(wrapped + 1) of \(view.errorCount)" + (wrapped == number ? "" : ", round the end"))
    }

    /// Looks for a text among the spans of the trace, as it is typed.
    mutating func setFind(_ text: String) -> [Effect] {
        trace?.find = FindState(text: text)
        guard let view = trace?.view, !text.isEmpty else { return [] }
        return compute(.finding, .find(view, text: text))
    }

    mutating func takeMatches(_ matches: Shared<Ranking>) {
        trace?.find.matches = matches
        if trace?.find.jumpsWhenKnown == true { goToFirstMatch() }
    }

    /// To the first match from the selected span on.
    mutating func goToFirstMatch() {
        guard let trace, trace.find.matches != nil else {
            self.trace?.find.jumpsWhenKnown = true
            return
        }
        self.trace?.find.jumpsWhenKnown = false
        goToMatch(number: trace.find.firstMatch(notBefore: trace.selection ?? 0))
    }

    mutating func goToMatch(forward: Bool) {
        guard let trace, let position = trace.selection else { return }
        guard trace.find.matches != nil else {
            self.trace?.find.jumpsWhenKnown = true
            return
        }
        goToMatch(number: forward ? trace.find.firstMatch(notBefore: position + 1) : trace.find.firstMatch(notBefore: position) - 1)
    }

    private mutating func goToMatch(number: Int) {
        guard let find = trace?.find, let matches = find.matches else { return }
        guard find.count > 0 else { return refuse("\u{201C}\(find.text)\u{201D} is in no span of this trace") }
        let wrapped = number < 0 ? find.count - 1 : number >= find.count ? 0 : number
        trace?.select(Int(matches.positions[wrapped]), centered: true)
        note("Match \(CountText.text(wrapped + 1)) of \(CountText.text(find.count))" + (wrapped == number ? "" : ", round the end"))
    }

    mutating func startFind() {
        if overlay != nil {
            prompt = Prompt(.helpSearch)
        } else {
            prompt = Prompt(.find(before: trace?.find.text ?? ""))
        }
    }

    mutating func takeSpan(_ position: Int?, prefix: String) {
        guard let position else { return refuse("No span of this trace has an id that begins with \(prefix)") }
        trace?.select(position, centered: true)
    }
}
