/// Looks at text eight bytes at a time.
enum UTF8Text {
    /// Whether some byte is not ASCII; the bytes are followed by eight that may be read.
    @inline(__always)
    static func mayBeNonASCII(_ start: UnsafeRawPointer, _ count: Int) -> Bool {
        var at = start, left = count
        var seen: UInt64 = 0
        while left >= 8 {
            seen |= at.loadUnaligned(as: UInt64.self)
            at += 8
            left -= 8
        }
        if left > 0 { seen |= UInt64(littleEndian: at.loadUnaligned(as: UInt64.self)) << UInt64(64 - 8 * left) }
        return seen & 0x8080_8080_8080_8080 != 0
    }
}
