import Explorer
import TraceAnalysis
import TraceModel
import TraceQuery

/// Finds the one trace that a command is about.
struct TraceChoice {
    private let snapshot: Snapshot
    private let candidates: [Trace]
    private let sort: TraceSort
    private static let namedCandidates = 10

    init(_ set: TraceSet, filter: TraceFilter, sort: TraceSort) {
        snapshot = set.snapshot
        self.sort = sort
        candidates = TraceList(set, filter: filter, sort: sort).traces
    }

    /// The trace whose id begins so.
    ///
    /// - Throws: that there is none, or several, which are named.
    func named(_ prefix: String) throws(Failure) -> Trace {
        let matching = Set(candidates.map(\.row))
        let found = snapshot.traces(idPrefix: prefix).filter { matching.contains($0.row) }
        if found.count == 1 { return found[0] }
        guard !found.isEmpty else {
            throw Failure(.no, code: "no-such-trace", "no trace has an id that begins with \"\(prefix)\"")
        }
        var details = found.prefix(Self.namedCandidates).map { $0.idText + "  " + $0.name }
        if found.count > details.count { details.append("and \(CountText.text(found.count - details.count)) more") }
        throw Failure(
            .no, code: "ambiguous-trace", "\(found.count) traces have an id that begins with \"\(prefix)\":", details: details)
    }

    /// The only trace, or the first in order; which one is said on standard error.
    ///
    /// - Throws: that no trace matches.
    func unnamed(isQuiet: Bool) throws(Failure) -> Trace {
        guard let first = candidates.first else {
            throw Failure(.no, code: "no-such-trace", snapshot.traces.isEmpty ? "there is no trace" : "no trace matches")
        }
        if candidates.count > 1, !isQuiet {
            let which = sort == .longest ? "slowest" : "first"
            let count = CountText.text(candidates.count, "trace")
            StandardError.write("spanhound: showing the \(which) of \(count), \(first.idText); --trace names another\n")
        }
        return first
    }
}
