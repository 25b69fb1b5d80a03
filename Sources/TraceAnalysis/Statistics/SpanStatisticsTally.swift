import TraceModel

/// Gathers ``SpanStatistics`` trace by trace.
struct SpanStatisticsTally {
    private let snapshot: Snapshot
    private let spans: WholeSpans
    private let scope: Scope
    private var first: GroupNumbers
    private var second: GroupNumbers?
    /// Groups, and groups within groups, as far as there are any.
    private var groups: [Cell] = []
    private var pairs = PairTable()
    private var inner: [Cell] = []
    /// Durations of the spans, by group, and by group within a group.
    private var durations = GroupedValues(), innerDurations = GroupedValues()
    private var traces = 0, traceTotal = Int128(0)
    private var spansSinceCheck = 0

    /// Whose spans are counted.
    private enum Scope {
        case all, none
        case service(StringID)

        init(_ service: String?, in snapshot: Snapshot) {
            self = service.map { snapshot.strings.find($0).map(Scope.service) ?? .none } ?? .all
        }
    }

    /// What is known of a group so far.
    private struct Cell {
        var count = 0
        var duration = Extent(), own = Extent()
    }

    /// What is known of some values so far.
    private struct Extent {
        var count = 0, total = Int128(0), min = Int64.max, max = Int64.min

        mutating func add(_ value: Int64) {
            count += 1
            total += Int128(value)
            min = Swift.min(min, value)
            max = Swift.max(max, value)
        }

        var measured: SpanStatistics.Measure? {
            guard count > 0 else { return nil }
            return SpanStatistics.Measure(
                total: Int64(clamping: total), mean: Percentiles.mean(of: total, count: count), min: min, max: max)
        }
    }

    /// - Parameter service: the service whose spans are counted; nil = any.
    init(_ snapshot: Snapshot, service: String?, by grouping: SpanGrouping, then second: SpanGrouping?) {
        self.snapshot = snapshot
        spans = WholeSpans(snapshot)
        scope = Scope(service, in: snapshot)
        first = GroupNumbers(grouping, in: snapshot)
        self.second = second.map { GroupNumbers($0, in: snapshot) }
    }

    /// Takes a trace in; false when cancelled.
    mutating func add(_ trace: Trace, _ isCancelled: () -> Bool) -> Bool {
        guard let own = trace.selfTimes(isCancelled: isCancelled) else { return false }
        let tree = trace.tree
        var hasSpans = false
        for position in 0..<tree.count {
            spansSinceCheck += 1
            if spansSinceCheck & 0xfff == 0, isCancelled() { return false }
            if tree.isFolded(position) { continue }
            if !covers(tree.spanRow(at: position)) { continue }
            hasSpans = true
            let took = spans.span(at: position, in: tree).took
            let group = first.number(of: position, in: tree, spans)
            Self.add(took, own[position], to: &groups, &durations, at: Int(group))
            guard let inside = second?.number(of: position, in: tree, spans) else { continue }
            Self.add(took, own[position], to: &inner, &innerDurations, at: pairs.number(of: group, inside))
        }
        if hasSpans {
            traces += 1
            traceTotal += Int128(trace.duration ?? 0)
        }
        return true
    }

    private func covers(_ row: SpanRow) -> Bool {
        switch scope {
        case .all: true
        case .none: false
        case .service(let service): snapshot.service(of: row) == service
        }
    }

    private static func add(
        _ duration: Int64?, _ own: Int64, to cells: inout [Cell], _ durations: inout GroupedValues, at number: Int
    ) {
        while cells.count <= number { cells.append(Cell()) }
        cells[number].count += 1
        guard let duration else { return }
        cells[number].duration.add(duration)
        cells[number].own.add(own)
        durations.add(duration, to: number)
    }

    // MARK: The result

    var result: SpanStatistics {
        let p95 = durations.percentiles(.p95, groups: groups.count)
        var rows = groups.enumerated().map { row($1, value: first.values[$0], p95: p95[$0]) }
        if let second {
            let p95 = innerDurations.percentiles(.p95, groups: inner.count)
            for (number, (group, value)) in pairs.pairs.enumerated() {
                rows[Int(group)].groups.append(row(inner[number], value: second.values[Int(value)], p95: p95[number]))
            }
        }
        for index in rows.indices { rows[index].groups = Self.withoutValueLast(rows[index].groups) }
        return SpanStatistics(rows: Self.withoutValueLast(rows.filter { $0.count > 0 }), traces: traces)
    }

    private func row(_ cell: Cell, value: String?, p95: Int64?) -> SpanStatistics.Row {
        let share = traceTotal > 0 ? Double(cell.own.total) / Double(traceTotal) : nil
        return SpanStatistics.Row(
            value: value, count: cell.count, duration: cell.duration.measured, p95: p95,
            isP95Uncertain: Percentiles.Rank.p95.isUncertain(count: cell.duration.count), own: cell.own.measured,
            share: cell.own.count > 0 ? share : nil)
    }

    private static func withoutValueLast(_ rows: [SpanStatistics.Row]) -> [SpanStatistics.Row] {
        rows.filter { $0.value != nil } + rows.filter { $0.value == nil }
    }
}
