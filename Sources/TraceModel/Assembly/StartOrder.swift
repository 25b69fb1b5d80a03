/// The order of a trace's spans by start, equal starts in input order.
///
/// A span that was reported in several pieces has the earliest start of them. One without a start takes its nearest ancestor's
/// that has one, else it comes first.
struct StartOrder {
    /// Indices into the rows given, earliest start first.
    private(set) var sorted: [UInt32] = []
    private var keys: [Int64] = []
    private var packed: [UInt64] = []

    /// Fills ``sorted``.
    ///
    /// - Complexity: O(n) when the starts already ascend, else O(n log n)
    mutating func sort(_ rows: [SpanRow], parents: [UInt32], repeats: [SpanRepeats.Pair], _ context: TraceAssembler.Context) {
        keys.removeAll(keepingCapacity: true)
        var unknown: [Int] = []
        for (index, row) in rows.enumerated() {
            let chunk = context.chunk(row)
            keys.append(chunk.start[row.offset])
            if chunk.facts[row.offset].lacksStart { unknown.append(index) }
        }
        if !repeats.isEmpty { mergePieces(repeats, rows, &unknown, context) }
        if !unknown.isEmpty { inherit(unknown, parents) }
        sorted.removeAll(keepingCapacity: true)
        sorted.append(contentsOf: 0..<UInt32(truncatingIfNeeded: rows.count))
        if isAscending { return }
        if !sortPacked() {
            let keys = keys
            sorted.sort { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
        }
    }

    /// Gives the first pieces of spans the earliest start of all of their pieces.
    private mutating func mergePieces(
        _ repeats: [SpanRepeats.Pair], _ rows: [SpanRow], _ unknown: inout [Int], _ context: TraceAssembler.Context
    ) {
        var isUnknown = Set(unknown)
        for pair in repeats {
            let row = rows[Int(pair.index)], first = Int(pair.first), facts = context.chunk(row).facts[row.offset]
            guard facts.mayBePiece, !facts.lacksStart else { continue }
            let start = context.chunk(row).start[row.offset]
            keys[first] = isUnknown.remove(first) == nil ? min(keys[first], start) : start
        }
        unknown.removeAll { !isUnknown.contains($0) }
    }

    private var isAscending: Bool {
        for index in 1..<max(1, keys.count) where keys[index - 1] > keys[index] { return false }
        return true
    }

    /// Sorts start and index as one number, when both fit into 64 bits.
    private mutating func sortPacked() -> Bool {
        guard let least = keys.min(), let greatest = keys.max() else { return true }
        let indexBits = UInt64(64 - UInt64(keys.count).leadingZeroBitCount)
        let (range, overflow) = greatest.subtractingReportingOverflow(least)
        guard !overflow, UInt64(range) >> (64 - indexBits) == 0 else { return false }
        packed.removeAll(keepingCapacity: true)
        for (index, key) in keys.enumerated() { packed.append(UInt64(key - least) << indexBits | UInt64(index)) }
        packed.sort()
        let mask = (UInt64(1) << indexBits) - 1
        for index in packed.indices { sorted[index] = UInt32(truncatingIfNeeded: packed[index] & mask) }
        return true
    }

    /// Gives each of the spans in `unknown` its nearest ancestor's start.
    ///
    /// A cycle of them gets the least possible start.
    private mutating func inherit(_ unknown: [Int], _ parents: [UInt32]) {
        var isUnknown = [Bool](repeating: false, count: parents.count)
        for index in unknown { isUnknown[index] = true }
        var path: [Int] = []
        for index in unknown where isUnknown[index] {
            path.removeAll(keepingCapacity: true)
            var at = index
            var start = Int64.min
            while true {
                path.append(at)
                isUnknown[at] = false
                keys[at] = .min
                guard parents[at] != TraceAssembler.none else { break }
                let above = Int(parents[at])
                if !isUnknown[above] {
                    start = keys[above]
                    break
                }
                at = above
            }
            for member in path { keys[member] = start }
        }
    }
}
