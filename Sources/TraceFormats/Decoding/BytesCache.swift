import TraceModel

/// What was made of bytes met before: files repeat processes, resources and endpoints word by word.
struct BytesCache<Value> {
    private struct Entry {
        let bytes: [UInt8]
        let of: UInt32
        let value: Value
    }

    private var entries: [UInt64: Entry] = [:]
    private var byteCount = 0
    /// Bytes kept at most; what comes later is made each time.
    private static var budget: Int { 4 << 20 }

    /// What was made of exactly these bytes.
    ///
    /// - Parameter owner: tells apart equal bytes that mean different things in different places.
    /// - Complexity: O(the bytes)
    func find(_ bytes: UnsafeRawBufferPointer, of owner: UInt32 = 0) -> Value? {
        guard let start = bytes.baseAddress, let entry = entries[Self.key(start, bytes.count, owner)], entry.of == owner,
            entry.bytes.count == bytes.count
        else { return nil }
        let isSame = entry.bytes.withUnsafeBytes { known in
            known.baseAddress.map { ByteHash.equal($0, start, bytes.count) } ?? true
        }
        return isSame ? entry.value : nil
    }

    /// Keeps what was made of bytes.
    mutating func remember(_ bytes: UnsafeRawBufferPointer, of owner: UInt32 = 0, _ value: Value) {
        guard let start = bytes.baseAddress, byteCount + bytes.count <= Self.budget else { return }
        byteCount += bytes.count
        entries[Self.key(start, bytes.count, owner)] = Entry(bytes: Array(bytes), of: owner, value: value)
    }

    private static func key(_ start: UnsafeRawPointer, _ count: Int, _ owner: UInt32) -> UInt64 {
        ByteHash.hash(start, count) ^ UInt64(owner) &* 0x9e37_79b9_7f4a_7c15
    }
}
