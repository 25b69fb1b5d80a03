/// Numbers pairs of 32-bit rows in order of their first appearance: what to group spans by.
struct PairTable {
    /// The pairs, by number.
    private(set) var pairs: [(UInt32, UInt32)] = []
    private var slots = [UInt32](repeating: .max, count: 1 << 8)

    /// The number of a pair, a new one when it was not met before.
    ///
    /// - Complexity: O(1), amortised
    mutating func number(of a: UInt32, _ b: UInt32) -> Int {
        var slot = Self.slot(a, b, slots.count)
        while slots[slot] != .max {
            let number = Int(slots[slot])
            if pairs[number] == (a, b) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = UInt32(truncatingIfNeeded: pairs.count)
        pairs.append((a, b))
        if pairs.count * 2 > slots.count { grow() }
        return pairs.count - 1
    }

    /// The number of a pair; nil when it was not met.
    ///
    /// - Complexity: O(1), amortised
    func find(_ a: UInt32, _ b: UInt32) -> Int? {
        var slot = Self.slot(a, b, slots.count)
        while slots[slot] != .max {
            let number = Int(slots[slot])
            if pairs[number] == (a, b) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func slot(_ a: UInt32, _ b: UInt32, _ count: Int) -> Int {
        let product = (UInt64(a) << 32 | UInt64(b)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: product.high ^ product.low) & (count - 1)
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 2)
        for (number, pair) in pairs.enumerated() {
            var slot = Self.slot(pair.0, pair.1, slots.count)
            while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(truncatingIfNeeded: number)
        }
    }
}
