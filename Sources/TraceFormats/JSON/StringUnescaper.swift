/// Resolves the escapes of JSON strings into a buffer that is used again and again.
struct StringUnescaper {
    /// What resolving met.
    struct Findings {
        /// An escape that is none, or half a surrogate pair, became U+FFFD.
        var hasBadEscape = false
    }

    private var buffer: [UInt8] = []

    /// Calls `body` with the resolved bytes.
    ///
    /// - Complexity: O(count)
    mutating func resolve<Result>(_ raw: RawString, _ body: (UnsafeRawPointer, Int, Findings) -> Result) -> Result {
        buffer.removeAll(keepingCapacity: true)
        buffer.reserveCapacity(raw.count + 8)
        var findings = Findings()
        let bytes = UnsafeRawBufferPointer(start: raw.start, count: raw.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] != 0x5c {
                let run = index
                repeat { index += 1 } while index < bytes.count && bytes[index] != 0x5c
                buffer.append(contentsOf: bytes[run..<index])
                continue
            }
            let escape = index + 1 < bytes.count ? bytes[index + 1] : 0
            index += 2
            switch escape {
            case 0x22, 0x5c, 0x2f: buffer.append(escape)
            case 0x62: buffer.append(0x08)
            case 0x66: buffer.append(0x0c)
            case 0x6e: buffer.append(0x0a)
            case 0x72: buffer.append(0x0d)
            case 0x74: buffer.append(0x09)
            case 0x75: index = scalar(bytes, at: index, &findings)
            default:
                findings.hasBadEscape = true
                if escape != 0 { buffer.append(escape) }
            }
        }
        // At least one byte, so that there is an address.
        let count = buffer.count
        buffer.append(0)
        return buffer.withUnsafeBytes { bytes in
            bytes.baseAddress.map { body($0, count, findings) } ?? body(raw.start, 0, findings)
        }
    }

    /// Appends the scalar of the four hex digits at `index`, joined with the low surrogate that may follow.
    private mutating func scalar(_ bytes: UnsafeRawBufferPointer, at index: Int, _ findings: inout Findings) -> Int {
        guard var value = Self.hex4(bytes, at: index) else {
            findings.hasBadEscape = true
            append(0xfffd)
            return index
        }
        var next = index + 4
        if value >= 0xd800, value < 0xdc00, next + 1 < bytes.count, bytes[next] == 0x5c, bytes[next + 1] == 0x75,
            let low = Self.hex4(bytes, at: next + 2), low >= 0xdc00, low < 0xe000
        {
            value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
            next += 6
        }
        if value >= 0xd800, value < 0xe000 {
            findings.hasBadEscape = true
            value = 0xfffd
        }
        append(value)
        return next
    }

    private static func hex4(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for place in index..<index + 4 {
            let byte = bytes[place]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            default: return nil
            }
        }
        return value
    }

    private mutating func append(_ value: UInt32) {
        guard let scalar = Unicode.Scalar(value), let encoded = Unicode.UTF8.encode(scalar) else { return }
        buffer.append(contentsOf: encoded)
    }
}
