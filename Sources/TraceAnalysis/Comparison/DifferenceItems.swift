import TraceModel

/// Numbers what traces have: keys, and keys with a value.
struct DifferenceItems {
    /// A key's number with a value: a number's bits, or the number of a text.
    struct Content: Equatable {
        enum Kind: UInt8 {
            /// Nothing but that the key is there.
            case presence
            case text, int64, double, bool, bytes, null
        }
        let key: UInt32
        let kind: Kind
        let bits: UInt64
        /// Whether it is said by a span that the question is about, see ``MatchedSpans``.
        var isMatched = false
    }

    private(set) var contents: [Content] = []
    private var slots = [UInt32](repeating: .max, count: 1 << 10)

    /// The number of an item, a new one when it was not met before.
    ///
    /// - Complexity: O(1), amortised
    mutating func number(of content: Content) -> Int {
        var slot = Self.slot(content, slots.count)
        while slots[slot] != .max {
            let number = Int(slots[slot])
            if contents[number] == content { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = UInt32(truncatingIfNeeded: contents.count)
        contents.append(content)
        if contents.count * 2 > slots.count { grow() }
        return contents.count - 1
    }

    /// The number of the same item on a matched span; nil when no matched span has it.
    ///
    /// - Complexity: O(1), nearly
    func matchedTwin(of number: Int) -> Int? {
        var content = contents[number]
        content.isMatched = true
        var slot = Self.slot(content, slots.count)
        while slots[slot] != .max {
            if contents[Int(slots[slot])] == content { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func slot(_ content: Content, _ count: Int) -> Int {
        let owner = UInt64(content.key) << 8 | UInt64(content.kind.rawValue) << 1 | (content.isMatched ? 1 : 0)
        let hash = ByteHash.fold(content.bits ^ 0xA076_1D64_78BD_642F, owner ^ 0xE703_7ED1_A0B4_28DB)
        return Int(truncatingIfNeeded: hash) & (count - 1)
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 2)
        for (number, content) in contents.enumerated() {
            var slot = Self.slot(content, slots.count)
            while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(truncatingIfNeeded: number)
        }
    }

    /// What an item's value is; nil when it has none.
    func value(_ content: Content, _ texts: TextNumbers) -> AttributeValue? {
        switch content.kind {
        case .presence: nil
        case .text: .string(texts[UInt32(truncatingIfNeeded: content.bits)])
        case .int64: .int64(Int64(bitPattern: content.bits))
        case .double: .double(Double(bitPattern: content.bits))
        case .bool: .bool(content.bits != 0)
        case .bytes: .bytes(Array(texts.bytes(UInt32(truncatingIfNeeded: content.bits))))
        case .null: .null
        }
    }
}
