import TraceModel

extension JSONTraceDecoder {
    /// Reads the object `tag`, in which Jaeger's Elasticsearch storage keeps those tags that may be searched for.
    mutating func tagObject() throws(JSONError) {
        if scanner.peek() != 0x7b { return try skipUnlessNull("tag") }
        scanner.at += 1
        var isFirst = true
        while let name = try scanner.key(&isFirst) {
            let key = storedKey(name)
            try attributeValue(key, .undeclared)
            if key == keys.error || key == keys.statusCode || key == keys.spanKind { note(key) }
        }
    }

    /// The key as it was before it was stored: a name with dots would be a path to Elasticsearch, so it writes `@` for them.
    mutating func storedKey(_ name: RawString) -> StringID {
        let bytes = UnsafeRawBufferPointer(start: name.start, count: name.count)
        guard bytes.contains(0x40), !name.hasEscapes else { return interned(name) }
        return bytes.map { $0 == 0x40 ? 0x2e : $0 }.withUnsafeBytes { dotted in
            dotted.baseAddress.map { writer.intern($0, dotted.count) } ?? .empty
        }
    }
}
