/// A value as it stands on the wire; what is longer than a word by reference.
enum OTLPValue {
    case null
    case string(UnsafeRawBufferPointer)
    case bool(Bool)
    case int64(Int64)
    case double(Double)
    case bytes(UnsafeRawBufferPointer)
    /// The messages ArrayValue and KeyValueList.
    case array(WireReader)
    case map(WireReader)

    /// Reads an AnyValue; of several values the last counts, an empty one is null.
    @inline(__always)
    init(_ message: WireReader) throws(WireError) {
        var message = message
        self = .null
        while !message.isAtEnd {
            let tag = try message.tag()
            switch ValueField(rawValue: tag) {
            case .string: self = .string(try message.bytes())
            case .int64: self = .int64(Int64(bitPattern: try message.varint()))
            case .bool: self = .bool(try message.varint() != 0)
            case .double: self = .double(Double(bitPattern: try message.fixed64()))
            case .array: self = .array(try message.message())
            case .map: self = .map(try message.message())
            case .bytes: self = .bytes(try message.bytes())
            case nil: try message.skip(tag)
            }
        }
    }
}

/// A key and its value as they stand on the wire; a key that is missing is empty.
struct OTLPPair {
    private(set) var key: UnsafeRawBufferPointer
    private(set) var value: OTLPValue

    /// Reads a KeyValue.
    @inline(__always)
    init(_ message: WireReader) throws(WireError) {
        var message = message
        key = UnsafeRawBufferPointer(start: message.at, count: 0)
        value = .null
        while !message.isAtEnd {
            let tag = try message.tag()
            switch PairField(rawValue: tag) {
            case .key: key = try message.bytes()
            case .value: value = try OTLPValue(message.message())
            case nil: try message.skip(tag)
            }
        }
    }
}
