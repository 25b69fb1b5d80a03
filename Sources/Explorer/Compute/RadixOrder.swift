/// Positions ordered by a number each, in time that is linear in their count.
enum RadixOrder {
    private static let digitBits: UInt64 = 16

    /// Indices of the values, greatest first; equal values in the order of their indices, negative ones as 0.
    ///
    /// Four passes over digits of 16 bits, of which those that are the same everywhere are left out.
    ///
    /// - Complexity: O(count)
    static func descending(_ values: [Int64]) -> [UInt32] {
        var order = Array(0..<UInt32(values.count))
        var sorted = order
        let greatest = UInt64(max(0, values.max() ?? 0))
        var shift: UInt64 = 0
        while shift < 64, greatest >> shift > 0 {
            var starts = [Int](repeating: 0, count: 1 << Int(digitBits))
            // Counted backwards: the greatest digit comes first.
            for value in values { starts[digit(value, shift)] += 1 }
            var next = 0
            for digit in starts.indices.reversed() { (starts[digit], next) = (next, next + starts[digit]) }
            for index in order {
                let digit = digit(values[Int(index)], shift)
                sorted[starts[digit]] = index
                starts[digit] += 1
            }
            swap(&order, &sorted)
            shift += digitBits
        }
        return order
    }

    @inline(__always)
    private static func digit(_ value: Int64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: UInt64(max(0, value)) >> shift & (1 << digitBits - 1))
    }
}
