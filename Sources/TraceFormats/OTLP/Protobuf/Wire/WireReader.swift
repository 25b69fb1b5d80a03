/// A pull reader over the fields of one protobuf message: no copies, no recursion, every length checked against the end.
///
/// The bytes must be followed by at least ``JSONScanner/padding`` readable ones, so that words may be loaded across the end.
/// A field begins with its tag, number × 8 + wire type; whoever reads tells fields apart by the whole tag, so that a field
/// of a wire type it should not have counts as unknown, as the protobuf specification wants it.
struct WireReader {
    /// How a field's value stands on the wire.
    enum WireType: UInt32 {
        case varint, fixed64, bytes, groupStart, groupEnd, fixed32
    }

    /// The next byte to read.
    var at: UnsafeRawPointer
    let end: UnsafeRawPointer

    init(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) {
        at = start
        self.end = end
    }

    @inline(__always)
    var isAtEnd: Bool { at >= end }

    /// Reads a field's tag; its number is not 0.
    @inline(__always)
    mutating func tag() throws(WireError) -> UInt32 {
        let place = at
        let tag = try varint()
        if tag < 8 || tag > UInt32.max { throw WireError(.badTag, at: place) }
        return UInt32(truncatingIfNeeded: tag)
    }

    /// Reads a number of up to 64 bits, seven to a byte.
    @inline(__always)
    mutating func varint() throws(WireError) -> UInt64 {
        let first = at.load(as: UInt8.self)
        if first < 0x80, at < end {
            at += 1
            return UInt64(first)
        }
        return try longVarint()
    }

    @inline(never)
    private mutating func longVarint() throws(WireError) -> UInt64 {
        let place = at
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while at < end {
            let byte = at.load(as: UInt8.self)
            // The tenth byte holds the last of 64 bits.
            if shift == 63, byte > 1 { throw WireError(.endlessVarint, at: place) }
            at += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw WireError(.beyondEnd, at: place)
    }

    /// Reads eight bytes, little end first.
    @inline(__always)
    mutating func fixed64() throws(WireError) -> UInt64 {
        guard end - at >= 8 else { throw WireError(.beyondEnd, at: at) }
        defer { at += 8 }
        return UInt64(littleEndian: at.loadUnaligned(as: UInt64.self))
    }

    /// Reads four bytes, little end first.
    @inline(__always)
    mutating func fixed32() throws(WireError) -> UInt32 {
        guard end - at >= 4 else { throw WireError(.beyondEnd, at: at) }
        defer { at += 4 }
        return UInt32(littleEndian: at.loadUnaligned(as: UInt32.self))
    }

    /// Reads a length and steps over that many bytes, which hold a string, bytes or a message of its own.
    @inline(__always)
    mutating func message() throws(WireError) -> WireReader {
        let place = at
        let length = try varint()
        guard length <= UInt64(end - at) else { throw WireError(.beyondEnd, at: place) }
        let inner = WireReader(at, at + Int(length))
        at = inner.end
        return inner
    }

    /// Reads a length and that many bytes.
    @inline(__always)
    mutating func bytes() throws(WireError) -> UnsafeRawBufferPointer { try message().rest }

    /// What was not read yet.
    @inline(__always)
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: at, count: end - at) }
}
