extension WireReader {
    /// Steps over the value of a field nobody wants, whatever its wire type.
    mutating func skip(_ tag: UInt32) throws(WireError) {
        let place = at
        switch WireType(rawValue: tag & 7) {
        case .varint: _ = try varint()
        case .fixed64: _ = try fixed64()
        case .bytes: _ = try message()
        case .fixed32: _ = try fixed32()
        case .groupStart: try skipGroup(tag)
        case .groupEnd, nil: throw WireError(.badTag, at: place)
        }
    }

    /// Steps over a group, the oldest way to nest; groups within it are counted, not entered, so depth costs nothing.
    private mutating func skipGroup(_ first: UInt32) throws(WireError) {
        var depth = 1
        while depth > 0 {
            let place = at
            let tag = try tag()
            switch WireType(rawValue: tag & 7) {
            case .groupStart: depth += 1
            case .groupEnd:
                depth -= 1
                if depth == 0, tag != first + 1 { throw WireError(.badTag, at: place) }
            default: try skip(tag)
            }
        }
    }
}
