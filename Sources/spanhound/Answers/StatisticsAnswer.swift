import TraceAnalysis
import TraceModel

/// Where the time of spans is, by what they say of themselves.
struct StatisticsAnswer {
    typealias Row = SpanStatistics.Row

    /// The spans of a group, and the groups within it.
    struct Group {
        let whole: Row
        /// By self time, the most first; empty without a second key.
        let parts: [Row]
    }

    let by: StatisticsKey
    let then: StatisticsKey?
    /// The service whose spans these are; nil for those of any.
    let service: String?
    /// The number of traces that the spans are of.
    let traces: Int
    /// By self time, the most first.
    let groups: [Group]
    /// The self time of all groups, in nanoseconds.
    let own: Int128

    init(_ snapshot: Snapshot, traces: [TraceRow], service: String?, by: StatisticsKey, then: StatisticsKey?) {
        let table = snapshot.spanStatistics(of: traces, service: service, by: by.grouping, then: then?.grouping)
        self.by = by
        self.then = then
        self.service = service
        self.traces = table?.traces ?? 0
        groups = Self.sorted(table?.rows ?? []).map { Group(whole: $0, parts: Self.sorted($0.groups)) }
        own = groups.reduce(0) { $0 + Int128($1.whole.own?.total ?? 0) }
    }

    /// Those with the same self time by their number, then by their names.
    private static func sorted(_ rows: [Row]) -> [Row] {
        rows.sorted { a, b in
            let (first, second) = (a.own?.total ?? -1, b.own?.total ?? -1)
            if first != second { return first > second }
            if a.count != b.count { return a.count > b.count }
            guard let name = a.value, let other = b.value else { return a.value != nil && b.value == nil }
            return name < other
        }
    }

    /// The number of spans in all groups.
    var spans: Int { groups.reduce(0) { $0 + $1.whole.count } }

    /// Whether there are spans and none says anything of the key.
    var isOfUnknownKey: Bool { groups.count == 1 && groups[0].whole.value == nil }

    /// The self time of a group, or of a part of one, as a share of that of all; nil when nothing takes time.
    func share(of row: Row) -> Double? {
        guard own > 0, let time = row.own else { return nil }
        return Double(time.total) / Double(own)
    }

    /// A group, or a part of one.
    struct Entry {
        let row: Row
        /// What it is a part of.
        let whole: Row?
    }

    /// Each group with its parts below it, as far as they are among those with the most self time.
    ///
    /// No part has more than its group, and it comes later: where there is room for it there was room for the group.
    func entries(atMost limit: Int) -> [Entry] {
        let all = groups.flatMap { group in [Entry(row: group.whole, whole: nil)] + group.parts.map { Entry(row: $0, whole: group.whole) } }
        func time(_ index: Int) -> Int64 { all[index].row.own?.total ?? -1 }
        let ranked = all.indices.sorted { time($0) != time($1) ? time($0) > time($1) : $0 < $1 }
        return ranked.prefix(limit).sorted().map { all[$0] }
    }

    /// The number of groups and parts of groups.
    var entryCount: Int { groups.reduce(groups.count) { $0 + $1.parts.count } }
}
