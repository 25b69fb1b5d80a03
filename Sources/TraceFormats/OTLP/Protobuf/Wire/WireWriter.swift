/// Writes protobuf messages into one buffer.
///
/// A message within a message is written in place: one byte is kept for its length, and what follows moves up in the
/// rare case that the length needs more, so that lengths are as short as other writers make them.
struct WireWriter: ~Copyable {
    /// Where a message begun with ``begin(_:)`` has its length.
    struct Mark {
        fileprivate let place: Int
    }

    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 1 << 16) {
        self.capacity = capacity
        buffer = .allocate(capacity: capacity)
    }

    deinit { buffer.deallocate() }

    /// What was written.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: buffer, count: count) }

    /// Forgets what was written.
    mutating func removeAll() { count = 0 }

    /// Forgets what was written after the first so many bytes.
    mutating func rewind(to earlier: Int) { count = min(count, earlier) }

    /// Writes a number.
    @inline(__always)
    mutating func varint(_ value: UInt64) {
        reserve(10)
        var left = value
        while left >= 0x80 {
            byte(UInt8(truncatingIfNeeded: left) | 0x80)
            left >>= 7
        }
        byte(UInt8(truncatingIfNeeded: left))
    }

    /// Writes a field that holds a number.
    @inline(__always)
    mutating func varint(_ tag: UInt32, _ value: UInt64) {
        varint(UInt64(tag))
        varint(value)
    }

    /// Writes a field of eight bytes, little end first.
    @inline(__always)
    mutating func fixed64(_ tag: UInt32, _ value: UInt64) {
        varint(UInt64(tag))
        reserve(8)
        UnsafeMutableRawPointer(buffer + count).storeBytes(of: value.littleEndian, as: UInt64.self)
        count += 8
    }

    /// Writes a field that holds a string or bytes.
    @inline(__always)
    mutating func bytes(_ tag: UInt32, _ value: UnsafeRawBufferPointer) {
        varint(UInt64(tag))
        varint(UInt64(value.count))
        raw(value)
    }

    /// Writes bytes as they stand.
    @inline(__always)
    mutating func raw(_ value: UnsafeRawBufferPointer) {
        reserve(value.count)
        if let start = value.baseAddress { UnsafeMutableRawPointer(buffer + count).copyMemory(from: start, byteCount: value.count) }
        count += value.count
    }

    /// Writes eight bytes, big end first, as ids are.
    @inline(__always)
    mutating func bigEndian(_ value: UInt64) {
        reserve(8)
        UnsafeMutableRawPointer(buffer + count).storeBytes(of: value.bigEndian, as: UInt64.self)
        count += 8
    }

    /// Begins a field that holds a message: fields written until ``end(_:)`` are its own.
    @inline(__always)
    mutating func begin(_ tag: UInt32) -> Mark {
        varint(UInt64(tag))
        reserve(1)
        count += 1
        return Mark(place: count - 1)
    }

    /// Ends the message begun last.
    ///
    /// - Complexity: O(1) up to 127 bytes; else O(length of the message)
    @inline(__always)
    mutating func end(_ mark: Mark) {
        let length = count - mark.place - 1
        if length < 0x80 { buffer[mark.place] = UInt8(truncatingIfNeeded: length) } else { endLong(mark, length) }
    }

    @inline(never)
    private mutating func endLong(_ mark: Mark, _ length: Int) {
        let more = (length.bitWidth - length.leadingZeroBitCount - 1) / 7
        reserve(more)
        let first = UnsafeMutableRawPointer(buffer + mark.place + 1)
        (first + more).copyMemory(from: first, byteCount: length)
        count = mark.place
        varint(UInt64(length))
        count += length
    }

    @inline(__always)
    private mutating func byte(_ value: UInt8) {
        buffer[count] = value
        count += 1
    }

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let wider = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
        moved.update(from: buffer, count: count)
        buffer.deallocate()
        (buffer, capacity) = (moved, wider)
    }
}
