import TraceModel

extension JSONTraceDecoder {
    /// Calls `body` with each key of the object at the scanner; it reads the key's value.
    @inline(__always)
    mutating func eachKey(_ body: (inout JSONTraceDecoder, RawString) throws(JSONError) -> Void) throws(JSONError) {
        try scanner.expect(0x7b, .object)
        var isFirst = true
        while let key = try scanner.key(&isFirst) { try body(&self, key) }
    }

    /// Calls `body` at each object of the list at the scanner; it reads the object.
    ///
    /// What is no object is stepped over and reported.
    @inline(__always)
    mutating func eachObject(_ field: StaticString, _ body: (inout JSONTraceDecoder) throws(JSONError) -> Void) throws(JSONError) {
        if scanner.peek() != 0x5b { return try skipUnlessNull(field) }
        scanner.at += 1
        var isFirst = true
        while try scanner.element(&isFirst) {
            if scanner.peek() == 0x7b { try body(&self) } else { try skipBadType(field) }
        }
    }
}
