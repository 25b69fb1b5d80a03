/// Cuts parent cycles, so that every span hangs below the top of some tree.
enum CycleCutter {
    /// In each cycle the member that comes first in `order` loses its parent and is marked as the cycle's head.
    ///
    /// - Parameters:
    ///   - parents: one a span; `TraceAssembler.none` for tops of trees.
    ///   - order: indices of all spans, earliest start first.
    /// - Returns: the number of cycles cut.
    /// - Complexity: O(spans)
    static func cut(parents: inout [UInt32], marks: inout [SpanMarks], order: [UInt32]) -> Int {
        // 0 = not seen; 1 = on the walk that is going on; 2 = leads to the top of a tree.
        var state = [UInt8](repeating: 0, count: parents.count)
        var path: [UInt32] = []
        var cycles = 0
        var rank: [UInt32] = []
        for start in order where state[Int(start)] == 0 {
            path.removeAll(keepingCapacity: true)
            var at = start
            while at != TraceAssembler.none, state[Int(at)] == 0 {
                state[Int(at)] = 1
                path.append(at)
                at = parents[Int(at)]
            }
            if at != TraceAssembler.none, state[Int(at)] == 1 {
                if rank.isEmpty { rank = ranks(order) }
                let head = earliestMember(of: at, parents: parents, rank: rank)
                parents[Int(head)] = TraceAssembler.none
                marks[Int(head)].insert(.cycleHead)
                cycles += 1
            }
            for index in path { state[Int(index)] = 2 }
        }
        return cycles
    }

    private static func ranks(_ order: [UInt32]) -> [UInt32] {
        var rank = [UInt32](repeating: 0, count: order.count)
        for (place, index) in order.enumerated() { rank[Int(index)] = UInt32(truncatingIfNeeded: place) }
        return rank
    }

    private static func earliestMember(of member: UInt32, parents: [UInt32], rank: [UInt32]) -> UInt32 {
        var earliest = member
        var at = parents[Int(member)]
        while at != member {
            if rank[Int(at)] < rank[Int(earliest)] { earliest = at }
            at = parents[Int(at)]
        }
        return earliest
    }
}
