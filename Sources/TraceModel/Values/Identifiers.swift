/// A trace's identity: 128 bits, compared as a number however many digits it was written with.
public struct TraceID: Hashable, Sendable, BitwiseCopyable {
    /// The upper 64 bits; 0 for ids of up to 16 digits.
    public let high: UInt64
    /// The lower 64 bits.
    public let low: UInt64

    /// Makes an id of two halves.
    @inlinable public init(high: UInt64 = 0, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// 16 hex digits when the upper half is 0, else 32.
    public var hex: String { high == 0 ? SpanID(low).hex : SpanID(high).hex + SpanID(low).hex }

    /// Reads 1 to 32 hex digits of either case; nil for anything else.
    public init?(hex text: String) {
        var digits = HexDigits()
        for byte in text.utf8 where !digits.append(byte) { return nil }
        guard digits.count > 0 else { return nil }
        self.init(high: digits.high, low: digits.low)
    }
}

/// A span's identity within its trace: 64 bits.
public struct SpanID: Hashable, Sendable, BitwiseCopyable {
    /// The number.
    public let rawValue: UInt64

    /// Makes an id of its number.
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// 16 hex digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            for digit in 0..<16 {
                let nibble = UInt8(truncatingIfNeeded: rawValue >> UInt64(60 - digit * 4)) & 15
                buffer[digit] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
            }
            return 16
        }
    }

    /// Reads 1 to 16 hex digits of either case; nil for anything else.
    public init?(hex text: String) {
        guard let id = TraceID(hex: text), id.high == 0 else { return nil }
        self.init(id.low)
    }
}

/// Collects hex digits into 128 bits.
struct HexDigits {
    var high: UInt64 = 0, low: UInt64 = 0, count = 0

    /// Takes one more digit; false when it is none, or when significant digits no longer fit.
    mutating func append(_ byte: UInt8) -> Bool {
        let value: UInt8
        switch byte {
        case 0x30...0x39: value = byte - 0x30
        case 0x61...0x66: value = byte - 0x57
        case 0x41...0x46: value = byte - 0x37
        default: return false
        }
        guard high >> 60 == 0 else { return false }
        high = high << 4 | low >> 60
        low = low << 4 | UInt64(value)
        count += 1
        return true
    }
}
