/// A set of traces by number, a bit each; those of a selection come first, and are counted apart.
struct TraceBits {
    private var words: [UInt64]
    private let traces: Int
    private let border: Int
    /// How many are in it, of the selection and of the others.
    private(set) var selected = 0, others = 0

    /// An empty set.
    ///
    /// - Parameters:
    ///   - traces: how many there are.
    ///   - border: how many of them belong to the selection.
    init(traces: Int, border: Int) {
        words = Array(repeating: 0, count: (traces + 63) / 64)
        (self.traces, self.border) = (traces, border)
    }

    /// Puts one in that is not in it yet.
    @inline(__always)
    mutating func insert(_ trace: Int) {
        words[trace >> 6] |= 1 << UInt64(trace & 63)
        if trace < border { selected += 1 } else { others += 1 }
    }

    /// All that are not in it.
    var complement: TraceBits {
        var result = self
        for index in words.indices { result.words[index] = ~words[index] }
        if traces & 63 > 0 { result.words[words.count - 1] &= 1 << UInt64(traces & 63) - 1 }
        (result.selected, result.others) = (border - selected, traces - border - others)
        return result
    }

    /// Whether at least such a share of the traces in either set is in both.
    ///
    /// - Complexity: O(traces / 64), O(1) when the counts alone rule it out
    func overlaps(_ other: TraceBits, atLeast least: Double) -> Bool {
        // No more can be in both than are in the smaller set, and no fewer in either than are in the larger one.
        let fewest = min(selected, other.selected) + min(others, other.others)
        let most = max(selected, other.selected) + max(others, other.others)
        if Double(fewest) < least * Double(most) { return false }
        var both = 0
        words.withUnsafeBufferPointer { a in
            other.words.withUnsafeBufferPointer { b in
                for index in a.indices { both += (a[index] & b[index]).nonzeroBitCount }
            }
        }
        return Double(both) >= least * Double(selected + others + other.selected + other.others - both)
    }
}
