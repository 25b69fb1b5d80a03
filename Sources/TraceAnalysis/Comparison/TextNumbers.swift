import TraceModel

/// Numbers texts by what they say, whichever snapshot they lie in and however they are stored there.
///
/// It points into the snapshots' own bytes, so those have to outlive it.
struct TextNumbers {
    private var texts: [UnsafeRawBufferPointer] = []
    private var hashes: [UInt64] = []
    private var slots = [UInt32](repeating: .max, count: 1 << 10)

    /// The number of some bytes, a new one when they were not met before.
    ///
    /// - Complexity: O(length), amortised
    mutating func number(of bytes: UnsafeRawBufferPointer) -> UInt32 {
        guard let start = bytes.baseAddress else { return number(of: Self.nothing) }
        let hash = ByteHash.hash(start, bytes.count)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != .max {
            let number = Int(slots[slot])
            if hashes[number] == hash, Self.areEqual(texts[number], bytes) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = UInt32(truncatingIfNeeded: texts.count)
        slots[slot] = number
        texts.append(bytes)
        hashes.append(hash)
        if texts.count * 2 > slots.count { grow() }
        return number
    }

    /// The number of a word of ours.
    mutating func number(of word: StaticString) -> UInt32 {
        number(of: UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// The bytes that have a number.
    func bytes(_ number: UInt32) -> UnsafeRawBufferPointer { texts[Int(number)] }

    /// The text that has a number, invalid UTF-8 replaced.
    subscript(number: UInt32) -> String { String(decoding: texts[Int(number)], as: UTF8.self) }

    /// How many texts have a number.
    var count: Int { texts.count }

    private static func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        guard a.count == b.count, let first = a.baseAddress, let second = b.baseAddress else { return false }
        return first == second || ByteHash.equal(first, second, a.count)
    }

    /// No bytes, at an address.
    private static var nothing: UnsafeRawBufferPointer {
        let address = UnsafeRawPointer(bitPattern: MemoryLayout<UInt64>.alignment)
        return UnsafeRawBufferPointer(start: address, count: 0)
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(truncatingIfNeeded: number)
        }
    }
}

/// The numbers of one snapshot's interned strings, each looked up once.
struct StringNumbers {
    private let strings: Strings
    private var numbers: [UInt32]

    init(_ snapshot: Snapshot) {
        strings = snapshot.strings
        numbers = Array(repeating: .max, count: strings.count)
    }

    /// The number of a string.
    @inline(__always)
    mutating func number(of id: StringID, in texts: inout TextNumbers) -> UInt32 {
        let known = numbers[Int(id.rawValue)]
        return known == .max ? learn(id, &texts) : known
    }

    private mutating func learn(_ id: StringID, _ texts: inout TextNumbers) -> UInt32 {
        let number = texts.number(of: strings.bytes(id))
        numbers[Int(id.rawValue)] = number
        return number
    }
}
