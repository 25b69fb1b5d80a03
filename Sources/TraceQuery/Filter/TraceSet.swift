import TraceModel

/// Some of a snapshot's traces: a truth value a trace number.
struct TraceSet {
    private var isMember: [Bool]
    private(set) var count = 0

    /// The traces that meet a condition.
    init(_ snapshot: Snapshot, where condition: (Trace) -> Bool) {
        isMember = Array(repeating: false, count: snapshot.traces.count)
        for row in snapshot.traces {
            let trace = snapshot[row]
            if condition(trace) {
                isMember[trace.number] = true
                count += 1
            }
        }
    }

    func contains(_ number: Int) -> Bool { isMember[number] }

    /// Keeps the traces that are in `found` already or of which a span meets a condition.
    ///
    /// It goes through the columns, not through the traces, and looks no more at a trace once one span has met it.
    ///
    /// - Returns: false when cancelled; the set is of no use then.
    /// - Complexity: O(spans)
    @inline(__always)
    mutating func keep(
        in snapshot: Snapshot, _ isCancelled: () -> Bool, found: inout TraceSet,
        where condition: (SpanChunkView, PackedAttributes, Int) -> Bool
    ) -> Bool {
        // What is open is a member of which nothing is known yet.
        var open = isMember
        var left = 0
        for number in open.indices {
            if open[number] && found.isMember[number] { open[number] = false }
            if open[number] { left += 1 }
        }
        open.withUnsafeMutableBufferPointer { open in
            for chunk in snapshot.chunks where left > 0 {
                if isCancelled() {
                    left = -1
                    return
                }
                let attributes = chunk.packedAttributes
                for offset in 0..<chunk.count {
                    let number = Int(chunk.trace[offset])
                    if open[number], condition(chunk, attributes, offset) {
                        open[number] = false
                        left -= 1
                    }
                }
            }
        }
        if left < 0 { return false }
        count = 0
        for number in isMember.indices {
            isMember[number] = isMember[number] && !open[number]
            if isMember[number] { count += 1 }
        }
        return true
    }
}
