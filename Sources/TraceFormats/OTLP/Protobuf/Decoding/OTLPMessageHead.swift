import TraceModel

/// A ResourceSpans or ScopeSpans without its contents: the fields resource or scope, and schema URL, one after the other.
///
/// It is a message itself, and the same bytes mean the same resource or scope wherever they stand.
struct OTLPMessageHead {
    /// Tags of the fields that are kept; both messages number them alike.
    private static let subject = ResourceSpansField.resource.rawValue
    static let schemaURL = ResourceSpansField.schemaURL.rawValue

    private(set) var bytes: [UInt8] = []

    /// Takes the fields that stand in a message or its beginning; what is damaged or cut off ends it.
    mutating func gather(_ message: WireReader) {
        var message = message
        bytes.removeAll(keepingCapacity: true)
        while !message.isAtEnd {
            let first = message.at
            do throws(WireError) {
                let tag = try message.tag()
                try message.skip(tag)
                if tag == Self.subject || tag == Self.schemaURL {
                    bytes.append(contentsOf: UnsafeRawBufferPointer(start: first, count: message.at - first))
                }
            } catch { return }
        }
    }

    /// The fields, followed by zeros that may be read.
    var padded: [UInt8] { bytes + repeatElement(0, count: JSONScanner.padding) }
}

/// Values by the bytes they were read from: files repeat the same few resources and scopes over and over.
struct OTLPBytesCache<Value> {
    /// Bytes kept at most; past that, values are read each time.
    private static var budget: Int { 4 << 20 }

    private var entries: [UInt64: (bytes: [UInt8], value: Value)] = [:]
    private var byteCount = 0

    /// The value read from just these bytes.
    func find(_ bytes: [UInt8]) -> Value? {
        guard let entry = entries[Self.hash(bytes)], entry.bytes == bytes else { return nil }
        return entry.value
    }

    mutating func remember(_ bytes: [UInt8], _ value: Value) {
        guard byteCount + bytes.count <= Self.budget else { return }
        byteCount += bytes.count
        entries[Self.hash(bytes)] = (bytes, value)
    }

    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { memory in memory.baseAddress.map { ByteHash.hash($0, memory.count) } ?? 0 }
    }
}
