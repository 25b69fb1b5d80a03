import Explorer
import TraceModel
import TraceQuery

extension TraceInput {
    /// Says on how many traces of servers an answer rests that looks as if it rested on all of them.
    func noteBasis(of set: TraceSet, _ filter: TraceFilter) {
        if isQuiet { return }
        for source in set.snapshot.sources[set.firstServer...] {
            let reached = source.diagnostics.entries.first { $0.code == .limitReached }
            let limit = reached.map { ", \($0.found) at a time and maybe not all" } ?? ""
            let place = Sentences.place(Place(source: source.name))
            let options = filter.service == nil ? "--service, --lookback and --limit" : "--lookback and --limit"
            StandardError.write(
                "spanhound: note: \(place): this rests on \(CountText.text(source.traces, "trace"))\(time(filter))\(limit);"
                    + " \(options) ask for others\n")
        }
    }

    /// The time that a search covers, when it reaches back from now.
    private func time(_ filter: TraceFilter) -> String {
        guard filter.start == nil, filter.end == nil else { return "" }
        let lookback = filter.lookback ?? sources.lookback
        return " of the last " + (lookback == NamedSources.usualLookback ? "hour" : DurationText.short(lookback))
    }
}
