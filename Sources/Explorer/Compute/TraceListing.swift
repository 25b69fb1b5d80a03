import TraceAnalysis
import TraceModel

/// The traces that match, in the order in which they are shown.
final class TraceListing: Sendable {
    let snapshot: Snapshot
    let rows: [TraceRow]
    /// Traces in all, matching or not.
    let total: Int
    /// The longest duration of those that match; never less than a nanosecond.
    let longest: Int64
    /// Where the trace that was selected before is now; nil when it is not there.
    let selected: Int?
    let numbers: ServiceNumbers

    init(_ snapshot: Snapshot, rows: [TraceRow], order: TraceOrder, selecting id: TraceID?, numbers: ServiceNumbers) {
        self.snapshot = snapshot
        self.rows = order.sort.sorted(rows, in: snapshot, isReversed: order.isReversed)
        self.numbers = numbers
        total = snapshot.traces.count
        var longest: Int64 = 1
        var selected: Int?
        for (index, row) in self.rows.enumerated() {
            let trace = snapshot[row]
            longest = max(longest, trace.duration ?? 0)
            if trace.id == id { selected = index }
        }
        self.longest = longest
        self.selected = selected
    }

    /// The first trace whose id begins so, whatever the case and leading zeros.
    func index(ofID prefix: String) -> Int? {
        let wanted = Set(snapshot.traces(idPrefix: prefix).map(\.row))
        return rows.firstIndex { wanted.contains($0) }
    }
}

extension TraceOrder {
    /// The order in which the column is sorted at first.
    var sort: TraceSort {
        switch column {
        case .duration: .longest
        case .name: .name
        case .spans: .spans
        case .services: .services
        case .errors: .errors
        case .start: .recent
        }
    }

    /// Whether it is the other way round: names begin at A, numbers with the greatest.
    var isReversed: Bool { column == .name ? !isAscending : isAscending }
}
