import TraceAnalysis
import TraceModel

/// The traces that match, in the order in which they are shown.
final class TraceListing: Sendable {
    let snapshot: Snapshot
    /// Those whose spans are here.
    let rows: [TraceRow]
    /// Where each line's trace is when summaries are among them: an index of ``rows``, or behind those one of ``summaries``; nil = ``rows``.
    private let lines: [Int]?
    private let summaries: [TraceSummary]
    /// Traces in all, matching or not.
    let total: Int
    /// The longest duration of those that match; never less than a nanosecond.
    let longest: Int64
    /// Where the trace that was selected before is now; nil when it is not there.
    let selected: Int?
    let numbers: ServiceNumbers

    /// - Parameter summaries: those that match.
    init(
        _ snapshot: Snapshot, rows: [TraceRow], summaries: [TraceSummary] = [], order: TraceOrder, selecting id: TraceID?,
        numbers: ServiceNumbers
    ) {
        self.snapshot = snapshot
        self.numbers = numbers
        let rows = order.sort.sorted(rows, in: snapshot, isReversed: order.isReversed)
        let brief = summaries.map { (summary: $0, listed: ListedTrace($0)) }.sorted { order.puts($0.listed, before: $1.listed) }
        self.rows = rows
        self.summaries = brief.map(\.summary)
        lines = brief.isEmpty ? nil : Self.merged(rows, brief.map(\.listed), in: snapshot, order)
        total = snapshot.traces.count + snapshot.summaries.count
        var longest: Int64 = 1
        var selected: Int?
        for line in 0..<rows.count + brief.count {
            let place = lines?[line] ?? line
            let (known, duration) =
                place < rows.count
                ? (snapshot[rows[place]].id, snapshot[rows[place]].duration)
                : (brief[place - rows.count].listed.id, brief[place - rows.count].listed.duration)
            longest = max(longest, duration ?? 0)
            if known == id { selected = line }
        }
        self.longest = longest
        self.selected = selected
    }

    /// Lines.
    var count: Int { rows.count + summaries.count }

    /// The trace of a line.
    subscript(line: Int) -> ListedTrace {
        let place = lines?[line] ?? line
        return place < rows.count ? ListedTrace(snapshot[rows[place]]) : ListedTrace(summaries[place - rows.count])
    }

    /// The first trace whose id begins so, whatever the case and leading zeros.
    func index(ofID prefix: String) -> Int? {
        let wanted = Set(snapshot.traces(idPrefix: prefix).map(\.row)), text = prefix.lowercased(), exact = TraceID(hex: prefix)
        return (0..<count).first { line in
            let place = lines?[line] ?? line
            if place < rows.count { return wanted.contains(rows[place]) }
            let id = summaries[place - rows.count].id
            return id == exact || id.hex.hasPrefix(text)
        }
    }

    /// Two lists in order as one.
    private static func merged(_ rows: [TraceRow], _ brief: [ListedTrace], in snapshot: Snapshot, _ order: TraceOrder) -> [Int] {
        var lines: [Int] = [], next = 0
        lines.reserveCapacity(rows.count + brief.count)
        for (index, row) in rows.enumerated() {
            let whole = ListedTrace(snapshot[row])
            while next < brief.count, order.puts(brief[next], before: whole) {
                lines.append(rows.count + next)
                next += 1
            }
            lines.append(index)
        }
        lines += (next..<brief.count).map { rows.count + $0 }
        return lines
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
