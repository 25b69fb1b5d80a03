/// Writes JSON text, byte by byte into one buffer, and hands it on in pieces.
///
/// Escapes are those of Go's encoder, which Jaeger uses: `<`, `>`, `&` and U+2028, U+2029 as `\u003c` and so on, so that the
/// text may stand in a web page; bytes that are no UTF-8 become U+FFFD.
struct JSONWriter: ~Copyable {
    /// Takes the next piece of text.
    typealias Sink = (UnsafeRawBufferPointer) throws -> Void

    private static let pieceSize = 1 << 18
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    init(capacity: Int = Self.pieceSize + 4096) {
        self.capacity = capacity
        buffer = .allocate(capacity: capacity)
    }

    deinit { buffer.deallocate() }

    /// What was written and not handed on.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: buffer, count: count) }

    /// Hands on what was written, when there is enough of it.
    mutating func handOn(to sink: Sink, force: Bool = false) throws {
        if count < Self.pieceSize && !force { return }
        if count > 0 { try sink(bytes) }
        count = 0
    }

    /// Forgets what was written.
    mutating func removeAll() { count = 0 }

    /// Writes text as it stands.
    @inline(__always)
    mutating func raw(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        reserve(length)
        (buffer + count).update(from: text.utf8Start, count: length)
        count += length
    }

    /// Writes bytes as they stand.
    mutating func raw(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        if let start = bytes.baseAddress { UnsafeMutableRawPointer(buffer + count).copyMemory(from: start, byteCount: bytes.count) }
        count += bytes.count
    }

    /// Writes a quoted string.
    mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { string(UnsafeRawBufferPointer($0)) }
    }

    /// Writes a quoted string, given as UTF-8.
    @inline(__always)
    mutating func string(_ text: UnsafeRawBufferPointer) {
        reserve(text.count * 6 + 2)
        byte(0x22)
        if let start = text.baseAddress { escape(start, start + text.count) }
        byte(0x22)
    }

    /// Writes 16 hex digits, unquoted.
    @inline(__always)
    mutating func hex(_ word: UInt64) {
        reserve(16)
        UnsafeMutableRawPointer(buffer + count).storeBytes(of: Self.hexDigits(UInt32(truncatingIfNeeded: word >> 32)), as: UInt64.self)
        UnsafeMutableRawPointer(buffer + count + 8).storeBytes(of: Self.hexDigits(UInt32(truncatingIfNeeded: word)), as: UInt64.self)
        count += 16
    }

    /// Writes a whole number.
    mutating func integer(_ value: Int64) {
        reserve(20)
        if value < 0 { byte(0x2d) }
        var magnitude = value.magnitude, digits = 0
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { text in
            repeat {
                let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
                digits += 1
                text[20 - digits] = 0x30 + UInt8(truncatingIfNeeded: digit)
                magnitude = quotient
            } while magnitude > 0
            for index in 20 - digits..<20 { byte(text[index]) }
        }
    }

    @inline(__always)
    mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    /// Writes one byte, for which room was reserved.
    @inline(__always)
    mutating func byte(_ value: UInt8) {
        buffer[count] = value
        count += 1
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let wider = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
        moved.update(from: buffer, count: count)
        buffer.deallocate()
        (buffer, capacity) = (moved, wider)
    }

    /// Eight hex digits in the order they are written.
    @inline(__always)
    private static func hexDigits(_ word: UInt32) -> UInt64 {
        var spread = UInt64(word)
        spread = (spread << 16 | spread) & 0x0000_ffff_0000_ffff
        spread = (spread << 8 | spread) & 0x00ff_00ff_00ff_00ff
        spread = (spread << 4 | spread) & 0x0f0f_0f0f_0f0f_0f0f
        let letters = (spread &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return (spread &+ 0x3030_3030_3030_3030 &+ letters &* 0x27).byteSwapped
    }
}
