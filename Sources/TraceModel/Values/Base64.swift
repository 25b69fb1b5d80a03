/// Base 64 as RFC 4648 §4 has it, reading the URL alphabet of §5 as well.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Writes bytes as text, padded.
    ///
    /// - Complexity: O(count)
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var word: UInt32 = 0, held = 0
        for byte in bytes {
            word = word << 8 | UInt32(byte)
            held += 1
            if held == 3 {
                for shift in [18, 12, 6, 0] { text.append(alphabet[Int(word >> UInt32(shift) & 63)]) }
                (word, held) = (0, 0)
            }
        }
        if held > 0 {
            word <<= UInt32(8 * (3 - held))
            for place in 0..<4 { text.append(place <= held ? alphabet[Int(word >> UInt32(18 - 6 * place) & 63)] : 0x3d) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads text, padded or not; nil when it is no base 64.
    ///
    /// - Complexity: O(count)
    public static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var word: UInt32 = 0, held = 0, padding = 0
        for byte in text {
            let value: UInt32
            switch byte {
            case 0x41...0x5a: value = UInt32(byte) - 0x41
            case 0x61...0x7a: value = UInt32(byte) - 0x47
            case 0x30...0x39: value = UInt32(byte) + 4
            case 0x2b, 0x2d: value = 62
            case 0x2f, 0x5f: value = 63
            case 0x3d:
                padding += 1
                continue
            default: return nil
            }
            if padding > 0 { return nil }
            word = word << 6 | value
            held += 1
            if held == 4 {
                bytes.append(UInt8(truncatingIfNeeded: word >> 16))
                bytes.append(UInt8(truncatingIfNeeded: word >> 8))
                bytes.append(UInt8(truncatingIfNeeded: word))
                (word, held) = (0, 0)
            }
        }
        switch held {
        case 0: break
        case 2: bytes.append(UInt8(truncatingIfNeeded: word >> 4))
        case 3:
            bytes.append(UInt8(truncatingIfNeeded: word >> 10))
            bytes.append(UInt8(truncatingIfNeeded: word >> 2))
        default: return nil
        }
        return padding <= 2 ? bytes : nil
    }
}
