/// Hashing and comparing raw bytes eight at a time.
///
/// The hash multiplies 64-bit words to 128 bits and folds them, the scheme known as wyhash. It is not seeded: whoever
/// keys a table by it bounds the table's size instead of trusting its spread.
public enum ByteHash {
    /// Hashes `count` bytes.
    ///
    /// - Complexity: O(count)
    @inlinable @inline(__always)
    public static func hash(_ bytes: UnsafeRawPointer, _ count: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
        var at = bytes, left = count
        while left >= 8 {
            hash = fold(hash ^ at.loadUnaligned(as: UInt64.self), 0xA076_1D64_78BD_642F)
            at += 8
            left -= 8
        }
        var word: UInt64 = 0
        if left >= 4 {
            word = UInt64(at.loadUnaligned(as: UInt32.self)) | UInt64((at + (left - 4)).loadUnaligned(as: UInt32.self)) << 32
        } else if left > 0 {
            word = UInt64(at.load(as: UInt8.self)) | UInt64(at.load(fromByteOffset: left >> 1, as: UInt8.self)) << 8
            word |= UInt64(at.load(fromByteOffset: left - 1, as: UInt8.self)) << 16
        }
        return fold(hash ^ word, 0xE703_7ED1_A0B4_28DB)
    }

    /// Mixes two words into one.
    @inlinable @inline(__always)
    public static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Whether `count` bytes are the same at both places.
    ///
    /// - Complexity: O(count)
    @inlinable @inline(__always)
    public static func equal(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
        var offset = 0
        while offset + 8 <= count {
            if (a + offset).loadUnaligned(as: UInt64.self) != (b + offset).loadUnaligned(as: UInt64.self) { return false }
            offset += 8
        }
        while offset < count {
            if a.load(fromByteOffset: offset, as: UInt8.self) != b.load(fromByteOffset: offset, as: UInt8.self) { return false }
            offset += 1
        }
        return true
    }
}
