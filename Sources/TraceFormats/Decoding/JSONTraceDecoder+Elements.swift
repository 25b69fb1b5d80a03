extension JSONTraceDecoder {
    /// Tells what the object at the scanner is by its first telling key, without moving.
    ///
    /// Mostly the first or second key decides; with sorted keys a few values are stepped over.
    ///
    /// - Parameter isTopLevel: then a list or object under a key that no span or trace has, such as `data`, is not stepped
    ///   over, for it may be the whole file.
    mutating func lookAhead(isTopLevel: Bool = false) throws(JSONError) -> JSONElement {
        if scanner.peek() != 0x7b { return .other }
        let start = scanner.at
        defer { scanner.at = start }
        scanner.at += 1
        var isFirst = true
        var clues = ElementClues()
        while let key = try scanner.key(&isFirst) {
            let next = scanner.peek()
            if let element = clues.tell(key, opens: next) { return element == .bulkAction ? try bulkAction() : element }
            if isTopLevel, next == 0x5b || next == 0x7b, !ElementClues.isPartOfSpan(key) { return .other }
            try scanner.skip()
        }
        return clues.verdict
    }

    /// Whether the object at the scanner says nothing but where a document was to be stored.
    private mutating func bulkAction() throws(JSONError) -> JSONElement {
        guard scanner.peek() == 0x7b else { return .other }
        scanner.at += 1
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            if key.count == 0 || key.start.load(as: UInt8.self) != 0x5f { return .other }
            try scanner.skip()
        }
        return .bulkAction
    }
}
