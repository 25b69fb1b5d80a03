import Synchronization

/// A row of the ``StringTable``.
public struct StringID: Hashable, Sendable, Comparable, BitwiseCopyable {
    /// The row number.
    public let rawValue: UInt32

    /// Names a row.
    @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// The empty string, which every table holds first.
    public static let empty = StringID(0)

    /// Order of first appearance.
    @inlinable public static func < (a: StringID, b: StringID) -> Bool { a.rawValue < b.rawValue }
}

/// Every distinct string once: names, keys, and values that repeat.
///
/// Several writers may intern at a time; each does so through a ``StringCache`` of its own, which asks this table only
/// for strings it has not met. Rows are UTF-8 bytes as they were read; bytes that are no UTF-8 are replaced on display.
/// `@unchecked Sendable`: all writing happens under `lock`; readers read rows published before.
public final class StringTable: @unchecked Sendable {
    private let lock = Mutex<Void>(())
    private let addresses = Column<UInt>()
    private let lengths = Column<UInt32>()
    private var slots: [UInt64]
    private var arena: [UnsafeMutableRawPointer] = []
    private var arenaUsed = 0, arenaCapacity = 0

    /// Creates a table that holds the empty string.
    public init() {
        slots = Array(repeating: 0, count: 1 << 12)
        _ = intern("")
    }

    deinit { for block in arena { block.deallocate() } }

    /// Finds or adds a string.
    ///
    /// - Complexity: O(length), amortised
    public func intern(_ text: String) -> StringID {
        var text = text
        return text.withUTF8 { utf8 in
            withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { empty in
                let start = UnsafeRawPointer(utf8.baseAddress) ?? UnsafeRawPointer(empty.baseAddress!)
                return intern(start, utf8.count, hash: ByteHash.hash(start, utf8.count)).id
            }
        }
    }

    /// Finds or adds `count` bytes whose ``ByteHash`` is `hash`; tells where the table keeps them for ever.
    func intern(_ bytes: UnsafeRawPointer, _ count: Int, hash: UInt64) -> (id: StringID, address: UnsafeRawPointer?) {
        nonisolated(unsafe) let bytes = bytes
        let (row, address) = lock.withLock { _ in
            let row = find(bytes, count, hash) ?? insert(bytes, count, hash)
            return (row, addresses[row])
        }
        return (StringID(UInt32(truncatingIfNeeded: row)), UnsafeRawPointer(bitPattern: address))
    }

    /// The row that holds these bytes; call with the lock held.
    private func find(_ bytes: UnsafeRawPointer, _ count: Int, _ hash: UInt64) -> Int? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let row = Int(truncatingIfNeeded: slots[slot] & 0xffff_ffff) - 1
            if slots[slot] >> 32 == hash >> 32, isEqual(row, bytes, count) { return row }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// What readers hold now.
    public var view: Strings {
        lock.withLock { _ in Strings(table: self, count: addresses.count, addresses: addresses.view, lengths: lengths.view) }
    }

    private func isEqual(_ row: Int, _ bytes: UnsafeRawPointer, _ count: Int) -> Bool {
        guard Int(lengths[row]) == count, let known = UnsafeRawPointer(bitPattern: addresses[row]) else { return false }
        return ByteHash.equal(known, bytes, count)
    }

    private func insert(_ bytes: UnsafeRawPointer, _ count: Int, _ hash: UInt64) -> Int {
        let row = addresses.count
        precondition(row < 0x0fff_ffff, "the string table is full: 268 million distinct strings")
        if arenaUsed + count + 1 > arenaCapacity {
            arenaCapacity = max(1 << 16, count + 1)
            arena.append(.allocate(byteCount: arenaCapacity, alignment: 8))
            arenaUsed = 0
        }
        let address = arena[arena.count - 1] + arenaUsed
        address.copyMemory(from: bytes, byteCount: count)
        arenaUsed += count + 1
        addresses.append(UInt(bitPattern: address))
        lengths.append(UInt32(truncatingIfNeeded: count))
        place(row, hash)
        if (row + 1) * 2 > slots.count { grow() }
        return row
    }

    private func place(_ row: Int, _ hash: UInt64) {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = hash & 0xffff_ffff_0000_0000 | UInt64(row + 1)
    }

    private func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for row in 0..<addresses.count {
            guard let start = UnsafeRawPointer(bitPattern: addresses[row]) else { continue }
            place(row, ByteHash.hash(start, Int(lengths[row])))
        }
    }

    /// The row of a string, if the table has it.
    ///
    /// - Complexity: O(length)
    func find(_ text: String) -> StringID? {
        var text = text
        return text.withUTF8 { utf8 in
            guard let start = UnsafeRawPointer(utf8.baseAddress), utf8.count > 0 else { return StringID.empty }
            nonisolated(unsafe) let bytes = start
            let count = utf8.count
            return lock.withLock { _ in find(bytes, count, ByteHash.hash(bytes, count)) }.map { StringID(UInt32(truncatingIfNeeded: $0)) }
        }
    }
}

/// A reader's hold on a ``StringTable``: the rows there were when a snapshot was published.
public struct Strings: Sendable {
    private let table: StringTable
    /// Rows visible; ids below it may be asked for.
    public let count: Int
    private let addresses: ColumnView<UInt>
    private let lengths: ColumnView<UInt32>

    init(table: StringTable, count: Int, addresses: ColumnView<UInt>, lengths: ColumnView<UInt32>) {
        (self.table, self.count, self.addresses, self.lengths) = (table, count, addresses, lengths)
    }

    /// The UTF-8 bytes of a row, alive as long as this value.
    public func bytes(_ id: StringID) -> UnsafeRawBufferPointer {
        let row = Int(id.rawValue)
        precondition(row < count, "a string id from a later snapshot")
        return UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: addresses[row]), count: Int(lengths[row]))
    }

    /// The text of a row, invalid UTF-8 replaced.
    ///
    /// - Complexity: O(length)
    public subscript(id: StringID) -> String { String(decoding: bytes(id), as: UTF8.self) }

    /// The row of a string, or nil when no span, key or interned value is called so.
    ///
    /// - Complexity: O(length)
    public func find(_ text: String) -> StringID? { table.find(text).flatMap { Int($0.rawValue) < count ? $0 : nil } }
}
