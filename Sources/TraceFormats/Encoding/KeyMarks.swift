import TraceModel

/// The keys that the object being written has already: in most formats an object has a key once.
struct KeyMarks {
    private var marks: [UInt32] = []
    private var round: UInt32 = 0

    /// Begins another object.
    mutating func begin() {
        round &+= 1
        if round == 0 {
            marks.removeAll()
            round = 1
        }
    }

    /// Notes a key; false when the object has it already.
    ///
    /// - Complexity: O(1), amortised
    mutating func insert(_ key: StringID) -> Bool {
        let index = Int(key.rawValue)
        if index >= marks.count { marks.append(contentsOf: repeatElement(0, count: index + 256 - marks.count)) }
        if marks[index] == round { return false }
        marks[index] = round
        return true
    }
}
