/// Bytes that are appended to, in memory that is kept for the next ones.
///
/// A class because its memory is released once. It grows by doubling, and only as bytes really come.
final class ByteBuffer {
    private var memory: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(capacity: Int = 1 << 16) { memory = .allocate(byteCount: capacity, alignment: 8) }

    deinit { memory.deallocate() }

    /// What is in it.
    var bytes: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: memory[..<count]) }

    /// Room behind the bytes, of at least one byte; what is written there counts once ``grow(by:)`` says so.
    var room: UnsafeMutableRawBufferPointer {
        if count == memory.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(64, count * 2), alignment: 8)
            larger.copyMemory(from: UnsafeRawBufferPointer(memory))
            memory.deallocate()
            memory = larger
        }
        return UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    }

    func grow(by written: Int) { count += written }

    func append(_ more: UnsafeRawBufferPointer) {
        var rest = more
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(room.count))
            room.copyMemory(from: part)
            count += part.count
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
        }
    }

    func removeAll() { count = 0 }
}
