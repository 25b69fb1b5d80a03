import Explorer
import TraceModel
import TraceQuery

extension TraceInput {
    /// Says on which traces of servers an answer rests that looks as if it rested on all of them.
    func noteBasis(of set: TraceSet, _ filter: TraceFilter, limit: Int?) {
        if isQuiet { return }
        for source in set.snapshot.sources[set.firstServer...] {
            let each = "at most \(CountText.text(limit ?? Wish.defaultLimit)) of \(filter.service == nil ? "each service" : "the service")"
            let asked = [Self.time(filter), each].compactMap(\.self).joined(separator: ", ")
            let others = "--limit, --lookback" + (filter.service == nil ? " and --service ask" : " ask") + " for others"
            let place = Sentences.place(Place(source: source.name))
            StandardError.write("spanhound: note: \(place): this is of \(CountText.text(source.traces, "trace")) \(asked); \(others)\n")
        }
    }

    /// The time that a search covers, when it reaches back from now.
    private static func time(_ filter: TraceFilter) -> String? {
        guard filter.start == nil, filter.end == nil else { return nil }
        let lookback = filter.lookback ?? Wish.defaultLookback
        return "of the last " + (lookback == Wish.defaultLookback ? "hour" : DurationText.short(lookback))
    }
}
