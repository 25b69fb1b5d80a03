/// A value as OTLP's JSON states it; arrays and maps by where they begin.
enum OTLPJSONValue {
    case null
    case string(RawString)
    case bool(Bool)
    case int64(Int64)
    case double(Double)
    /// Bytes in base 64.
    case bytes(RawString)
    case array(UnsafeRawPointer)
    case map(UnsafeRawPointer)
}

/// The field that says what type a value has.
enum OTLPValueKey {
    case string, bool, int64, double, bytes, array, map

    /// nil for a field that is none of them.
    init?(_ key: RawString) {
        if key.equals("stringValue") || key.equals("string_value") {
            self = .string
        } else if key.equals("intValue") || key.equals("int_value") {
            self = .int64
        } else if key.equals("boolValue") || key.equals("bool_value") {
            self = .bool
        } else if key.equals("doubleValue") || key.equals("double_value") {
            self = .double
        } else if key.equals("arrayValue") || key.equals("array_value") {
            self = .array
        } else if key.equals("kvlistValue") || key.equals("kvlist_value") {
            self = .map
        } else if key.equals("bytesValue") || key.equals("bytes_value") {
            self = .bytes
        } else {
            return nil
        }
    }
}

/// Up to 16 bytes to be found right where the scanner is, compared as two words.
struct LongPrefix {
    private let words: (UInt64, UInt64)
    private let mask: UInt64
    private let count: Int

    /// Takes nine to sixteen characters.
    init(_ text: StaticString) {
        count = text.utf8CodeUnitCount
        precondition(count > 8 && count <= 16, "a long prefix is compared as two words")
        var high: UInt64 = 0
        for place in (8..<count).reversed() { high = high << 8 | UInt64(text.utf8Start[place]) }
        words = (UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self), UInt64(littleEndian: high))
        mask = count == 16 ? .max : UInt64(littleEndian: (1 << UInt64((count - 8) * 8)) - 1)
    }

    /// Steps over it when it stands there.
    @inline(__always)
    func isStepped(in scanner: inout JSONScanner) -> Bool {
        guard scanner.at.loadUnaligned(as: UInt64.self) == words.0,
            scanner.at.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & mask == words.1
        else { return false }
        scanner.at += count
        return true
    }
}
