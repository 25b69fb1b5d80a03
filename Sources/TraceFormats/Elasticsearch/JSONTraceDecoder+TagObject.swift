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

    /// Bytes in hex digits, as Jaeger's Elasticsearch storage writes them; nil for others, which are in base 64.
    ///
    /// Within a trace object nothing comes from there.
    func storedBytes(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard levels.last?.context != .spans, text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        for place in stride(from: 0, to: text.count, by: 2) {
            guard let high = Self.hexDigit(text[place]), let low = Self.hexDigit(text[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// The value of a hex digit; those beyond 9 are written small.
    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x57
        default: nil
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
