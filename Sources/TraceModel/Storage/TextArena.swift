/// Bytes of values that are too varied to be worth interning, kept once and never moved.
///
/// A value is contiguous. ``TextReference`` packs where it is into 64 bits, so that it fits an attribute's value column.
/// `@unchecked Sendable`: see ``Column``; one writer, readers of published values only.
public final class TextArena: @unchecked Sendable {
    /// The longest value that fits a ``TextReference``: 16 MiB less one byte.
    public static let longestValue = 0xff_ffff

    fileprivate let blocks = Column<UInt>()

    /// Creates an empty arena.
    public init() {}

    deinit {
        for block in 0..<blocks.count { UnsafeMutableRawPointer(bitPattern: blocks[block])?.deallocate() }
    }

    /// What readers hold.
    public var view: TextArenaView { TextArenaView(blocks: blocks.view) }

    /// Adds a block and tells where it begins.
    fileprivate func addBlock(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let block = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 8)
        blocks.append(UInt(bitPattern: block))
        return block
    }
}

/// A writer's hand on a ``TextArena``.
struct TextAppender {
    private let arena: TextArena
    private var base: UnsafeMutableRawPointer?
    private var used = 0
    private var capacity = 0

    init(_ arena: TextArena) { self.arena = arena }

    /// Copies `count` bytes in; a value longer than ``TextArena/longestValue`` is cut to it.
    mutating func append(_ bytes: UnsafeRawPointer, _ count: Int) -> TextReference {
        let length = min(count, TextArena.longestValue)
        if base == nil || used + length > capacity { addBlock(atLeast: length) }
        let offset = used
        base?.advanced(by: offset).copyMemory(from: bytes, byteCount: length)
        used += length
        return TextReference(block: arena.blocks.count - 1, offset: offset, length: length)
    }

    private mutating func addBlock(atLeast length: Int) {
        capacity = max(arena.blocks.count < 4 ? 1 << 16 : 1 << 20, length)
        base = arena.addBlock(capacity)
        used = 0
    }
}

/// Where a value lies in a ``TextArena``: block 16 bits, offset 24 bits, length 24 bits.
public struct TextReference: Sendable, Equatable {
    /// The packed form, as stored in a value column.
    public let rawValue: UInt64

    @inlinable init(block: Int, offset: Int, length: Int) {
        rawValue = UInt64(block) << 48 | UInt64(offset) << 24 | UInt64(length)
    }

    /// Unpacks what ``rawValue`` gave.
    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

    @inlinable var block: Int { Int(rawValue >> 48) }
    @inlinable var offset: Int { Int(rawValue >> 24 & 0xff_ffff) }
    /// Length in bytes.
    @inlinable public var length: Int { Int(rawValue & 0xff_ffff) }
}

/// A reader's hold on a ``TextArena``.
public struct TextArenaView: Sendable {
    @usableFromInline let blocks: ColumnView<UInt>

    @inlinable init(blocks: ColumnView<UInt>) { self.blocks = blocks }

    /// The bytes of one value, alive as long as the snapshot they came from.
    @inlinable public subscript(reference: TextReference) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: UnsafeRawPointer(bitPattern: blocks[reference.block]).map { $0 + reference.offset }, count: reference.length)
    }
}
