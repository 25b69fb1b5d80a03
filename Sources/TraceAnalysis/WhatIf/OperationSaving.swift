import TraceModel

/// What a trace would take less if one operation were shorter each time it is called.
public struct OperationSaving: Equatable, Sendable {
    /// The service's name; empty when the input names none.
    public let service: String
    /// The span name.
    public let name: String
    /// The positions of its spans; those within another one of it are left out.
    public let positions: [Int]
    /// How long its spans are on the critical path, in nanoseconds.
    public let criticalTime: Int64
    /// What the trace would take less if it, and all it calls, took a quarter less, in nanoseconds.
    public let savedByQuarter: Int64
    /// The same if it took half as long.
    public let savedByHalf: Int64
    /// The same if it took no time.
    public let savedByAll: Int64
}

extension Trace {
    /// What the trace would take less if one of its operations were 25, 50, 100 % shorter, for those that are longest on its
    /// critical path, the longest first.
    ///
    /// - Parameters:
    ///   - limit: operations that are looked at.
    ///   - order: what is known of which siblings wait for which; nil: each waits for all that were over when it began.
    ///   - overlap: what a span may overlap the next one and still be taken for its predecessor.
    ///   - isCancelled: asked every few thousand spans and between operations; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the spans + O(limit · n) at worst
    public func savings(
        limit: Int = 10, order: SiblingOrder? = nil, overlap: OverlapAllowance = .usual, isCancelled: () -> Bool = { false }
    ) -> [OperationSaving]? {
        guard let critical = criticalTimes(overlap: overlap, isCancelled: isCancelled),
            var retiming = Retiming(self, order: order, overlap: overlap, isCancelled: isCancelled)
        else { return nil }
        var result: [OperationSaving] = []
        for operation in operations(by: critical).prefix(max(0, limit)) {
            if isCancelled() { return nil }
            let saved = [25, 50, 100].map { percent in retiming.saving(reductions(operation.positions, percent: percent)) }
            result.append(
                OperationSaving(
                    service: snapshot.strings[operation.service], name: snapshot.strings[operation.name], positions: operation.positions,
                    criticalTime: operation.time, savedByQuarter: saved[0], savedByHalf: saved[1], savedByAll: saved[2]))
        }
        return result
    }

    /// What is taken off spans that take some percent less.
    func reductions(_ positions: [Int], percent: Int64) -> [Retiming.Reduction] {
        positions.map { position in
            let duration = max(0, span(at: position).duration)
            return Retiming.Reduction(
                position: position, nanoseconds: duration / 100 * percent + duration % 100 * percent / 100)
        }
    }

    /// The operations on the critical path, the longest first.
    private func operations(
        by critical: [Int64]
    ) -> [(service: StringID, name: StringID, time: Int64, positions: [Int])] {
        var table = PairTable(), times: [Int64] = [], numbers: [Int] = [], positions: [[Int]] = []
        let tree = tree
        for position in 0..<tree.count {
            let row = tree.spanRow(at: position)
            let number = table.number(of: snapshot.service(of: row).rawValue, snapshot.chunks[row.chunk].name[row.offset])
            if number == times.count {
                times.append(0)
                positions.append([])
            }
            times[number] = times[number].addingSaturated(critical[position])
            numbers.append(number)
        }
        // Until where the last span of each operation reaches: what lies in it is part of it.
        var covered = [Int](repeating: 0, count: times.count)
        for (position, number) in numbers.enumerated() where times[number] > 0 && position >= covered[number] && !tree.isFolded(position) {
            covered[number] = tree.subtreeEnd(of: position)
            positions[number].append(position)
        }
        return times.indices.filter { times[$0] > 0 }.sorted { times[$0] == times[$1] ? $0 < $1 : times[$0] > times[$1] }.map {
            (StringID(table.pairs[$0].0), StringID(table.pairs[$0].1), times[$0], positions[$0])
        }
    }
}
