/// Values of many groups, each with the number of its group: 12 bytes a value, however many groups there are.
struct GroupedValues {
    private var values: [Int64] = []
    private var groups: [UInt32] = []

    mutating func add(_ value: Int64, to group: Int) {
        values.append(value)
        groups.append(UInt32(truncatingIfNeeded: group))
    }

    /// A percentile of each of the first so many groups, by number; nil for those without values.
    ///
    /// - Complexity: O(n log n)
    func percentiles(_ rank: Percentiles.Rank, groups count: Int) -> [Int64?] {
        // Where the values of each group begin, and one more; then where its next one goes, which at the end is where they end.
        var ends = [Int](repeating: 0, count: count + 1)
        for group in groups { ends[Int(group) + 1] += 1 }
        for group in 0..<count { ends[group + 1] += ends[group] }
        let starts = ends
        var sorted = [Int64](repeating: 0, count: values.count)
        for (value, group) in zip(values, groups) {
            sorted[ends[Int(group)]] = value
            ends[Int(group)] += 1
        }
        return sorted.withUnsafeMutableBufferPointer { all in
            (0..<count).map { group in
                var own = UnsafeMutableBufferPointer(rebasing: all[starts[group]..<starts[group + 1]])
                if own.isEmpty { return nil }
                own.sort()
                return Percentiles.value(rank, ofSorted: own)
            }
        }
    }
}
