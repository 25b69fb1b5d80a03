/// One writer's memory of the ``StringTable``: finds known strings without taking the table's lock.
///
/// It remembers where the table put each string. Bytes of a row never move and were written before the table gave its
/// id away, so comparing against them is safe while other writers add rows.
struct StringCache {
    private struct Slot {
        var hash: UInt64 = 0
        var address: UnsafeRawPointer?
        var length: UInt32 = 0
        var id: UInt32 = 0
    }

    let table: StringTable
    private var slots = [Slot](repeating: Slot(), count: 1 << 11)
    /// Strings met so far.
    private(set) var count = 0

    init(table: StringTable) { self.table = table }

    /// Finds or adds `count` bytes.
    ///
    /// - Complexity: O(count), amortised
    @inline(__always)
    mutating func intern(_ bytes: UnsafeRawPointer, _ count: Int) -> InternedString {
        let hash = ByteHash.hash(bytes, count)
        let found: InternedString? = slots.withUnsafeBufferPointer { slots in
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while let address = slots[slot].address {
                if slots[slot].hash == hash, Int(slots[slot].length) == count, ByteHash.equal(address, bytes, count) {
                    return InternedString(id: StringID(slots[slot].id), start: address, count: count)
                }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }
        return found ?? learn(bytes, count, hash)
    }

    @inline(never)
    private mutating func learn(_ bytes: UnsafeRawPointer, _ count: Int, _ hash: UInt64) -> InternedString {
        let (id, address) = table.intern(bytes, count, hash: hash)
        place(Slot(hash: hash, address: address, length: UInt32(truncatingIfNeeded: count), id: id.rawValue))
        self.count += 1
        if self.count * 2 > slots.count { grow() }
        return InternedString(id: id, start: address ?? bytes, count: count)
    }

    private mutating func place(_ entry: Slot) {
        var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
        while slots[slot].address != nil { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for entry in old where entry.address != nil { place(entry) }
    }
}

/// A string of the table and where its bytes are for as long as the table lives.
public struct InternedString {
    /// Its row.
    public let id: StringID
    /// Its bytes.
    public let start: UnsafeRawPointer
    /// Their number.
    public let count: Int
}
