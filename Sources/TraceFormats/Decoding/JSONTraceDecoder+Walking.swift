import TraceModel

extension JSONTraceDecoder {
    /// What comes next in the list that is the innermost level.
    enum NextInList {
        case element
        /// The list has ended, and its level with it.
        case end
        /// An element begins where the decoder was to stop.
        case due
    }

    /// Goes to the next element of the list that is the innermost level.
    @inline(__always)
    mutating func nextInList() throws(JSONError) -> NextInList {
        let top = levels.count - 1
        guard try scanner.element(&levels[top].isFirst) else {
            levels.removeLast()
            return .end
        }
        if isDue {
            levels[top].isFirst = true
            return .due
        }
        return .element
    }

    /// The next key of the object that is the innermost level; nil when the object has ended, and its level with it.
    @inline(__always)
    mutating func nextKey() throws(JSONError) -> RawString? {
        if let key = try scanner.key(&levels[levels.count - 1].isFirst) { return key }
        levels.removeLast()
        return nil
    }

    /// Inside a list of spans: the loop in which nearly all time is spent.
    ///
    /// - Parameter read: reads a span after its opening brace.
    @inline(__always)
    mutating func eachSpan(_ read: (inout JSONTraceDecoder) throws(JSONError) -> Void) throws(JSONError) -> DecodeOutcome? {
        while true {
            setCheckpoint()
            switch try nextInList() {
            case .end: return nil
            case .due: return .stopped
            case .element: break
            }
            guard scanner.peek() == 0x7b else {
                try skipForeign(.notASpan)
                continue
            }
            scanner.at += 1
            try read(&self)
        }
    }

    /// Whether the element about to be read begins where the decoder was to stop.
    @inline(__always)
    var isDue: Bool { stop.map { scanner.at >= $0 } ?? false }

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
