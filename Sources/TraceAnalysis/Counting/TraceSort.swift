import TraceModel

/// How a list of traces is ordered; equal traces keep the order they had.
public enum TraceSort: String, Sendable, CaseIterable {
    /// Latest start first.
    case recent
    /// Earliest start first.
    case oldest
    /// Longest duration first.
    case longest
    /// Shortest duration first.
    case shortest
    /// Most spans first.
    case spans
    /// Most error spans first.
    case errors
    /// Names from A to Z.
    case name
    /// Most services first.
    case services

    /// Puts traces in order; traces of which the input does not say start or duration come last.
    ///
    /// - Parameter isReversed: the other way round; unknown ones still last.
    /// - Complexity: O(n log n)
    public func sorted(_ rows: [TraceRow], in snapshot: Snapshot, isReversed: Bool = false) -> [TraceRow] {
        let keys = keys(of: rows, in: snapshot)
        let order = (0..<rows.count).sorted { a, b in
            switch (keys[a], keys[b]) {
            case (let x?, let y?) where x != y: (x < y) != isReversed
            case (_?, nil): true
            case (nil, _?): false
            default: a < b
            }
        }
        return order.map { rows[$0] }
    }

    /// One number a trace, the least first.
    private func keys(of rows: [TraceRow], in snapshot: Snapshot) -> [Int64?] {
        switch self {
        case .recent: rows.map { snapshot[$0].start.map { -max($0, -.max) } }
        case .oldest: rows.map { snapshot[$0].start }
        case .longest: rows.map { snapshot[$0].duration.map { -$0 } }
        case .shortest: rows.map { snapshot[$0].duration }
        case .spans: rows.map { -Int64(snapshot[$0].spanCount) }
        case .errors: rows.map { -Int64(snapshot[$0].errorSpans) }
        case .services: rows.map { -Int64(snapshot[$0].serviceCount) }
        case .name: ranks(of: rows, in: snapshot)
        }
    }

    /// The place of each trace's name among the distinct names.
    private func ranks(of rows: [TraceRow], in snapshot: Snapshot) -> [Int64?] {
        var table = PairTable(), names: [String] = []
        let numbers = rows.map { row in
            let trace = snapshot[row], root = trace.mainRoot
            let number = table.number(of: (root.serviceID ?? .empty).rawValue, root.nameID.rawValue)
            if number == names.count { names.append(trace.name) }
            return number
        }
        let order = names.indices.sorted { names[$0] < names[$1] }
        var ranks = [Int64](repeating: 0, count: names.count)
        for (place, number) in order.enumerated() {
            // Different pairs of service and operation may make the same name.
            let isSame = place > 0 && names[order[place - 1]] == names[number]
            ranks[number] = isSame ? ranks[order[place - 1]] : Int64(place)
        }
        return numbers.map { ranks[$0] }
    }
}
