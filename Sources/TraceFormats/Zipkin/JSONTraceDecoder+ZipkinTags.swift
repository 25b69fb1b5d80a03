import TraceModel

extension JSONTraceDecoder {
    /// Reads the object of a span's tags.
    mutating func zipkinTags(_ state: inout ZipkinSpanState) throws(JSONError) {
        if scanner.peek() != 0x7b { return try skipUnlessNull("tags") }
        scanner.at += 1
        var isFirst = true
        var place = 0
        while let name = try scanner.key(&isFirst) {
            let key = name.hasEscapes || name.mayBeNonASCII ? interned(name) : keyGuesses.intern(name, place: place, &writer)
            place += 1
            if let meaning = zipkinKeys.meaning(of: key), try takes(meaning, &state) { continue }
            if name.start.load(as: UInt8.self) == 0x6f, let number = Self.linkNumber(name), try takesLink(number, &state) { continue }
            if scanner.peek() == 0x22 {
                zipkinTag(key, try scanner.string())
            } else {
                try attributeValue(key, .undeclared)
            }
        }
    }

    /// Appends an attribute that is text.
    @inline(__always)
    mutating func zipkinTag(_ key: StringID, _ text: RawString) {
        if text.hasEscapes || text.mayBeNonASCII { return escapedString(key, text) }
        if !writer.attribute(key, string: text.start, text.count) { diagnose(.valueCut, at: text.start) }
    }

    /// Takes what a tag says of the span.
    ///
    /// - Returns: whether it was read; when not, it stays an attribute.
    @inline(never)
    private mutating func takes(_ meaning: ZipkinTagKeys.Meaning, _ state: inout ZipkinSpanState) throws(JSONError) -> Bool {
        if meaning == .error { facts.isError = true }
        guard scanner.peek() == 0x22 else { return false }
        let place = scanner.at
        let text = try scanner.string()
        switch meaning {
        case .kind:
            if text.equals("internal"), !state.isInternal {
                state.isInternal = true
                return true
            }
            state.tagKind = SpanKind(word: text)
        case .error:
            if text.equals("true"), !state.saysError {
                state.saysError = true
                return true
            }
        case .status:
            if state.status == .unset, let status = Self.status(text) {
                state.status = status
                return true
            }
        case .scopeName:
            if state.scopeName == nil {
                state.scopeName = interned(text)
                return true
            }
        case .scopeVersion:
            if state.scopeVersion == nil {
                state.scopeVersion = interned(text)
                return true
            }
        }
        scanner.at = place
        return false
    }

    /// The status by any of the names that exporters give it.
    private static func status(_ text: RawString) -> SpanStatus? {
        if text.says("ok") || text.equals("STATUS_CODE_OK") { return .ok }
        return text.says("error") || text.equals("STATUS_CODE_ERROR") ? .error : nil
    }

    /// Puts together what the tags said, once all are known, and keeps as attributes those that were not needed for it.
    mutating func settleTags(_ state: ZipkinSpanState) {
        facts.kind = state.kind ?? (state.isInternal ? .internal : state.tagKind ?? .unspecified)
        if state.isInternal, state.kind != nil { keep(.kind, "internal") }
        facts.status = state.status
        if state.status == .error { facts.isError = true }
        if state.saysError, state.status != .error { keep(.error, "true") }
    }

    private mutating func keep(_ meaning: ZipkinTagKeys.Meaning, _ text: StaticString) {
        _ = writer.attribute(zipkinKeys.key(of: meaning), string: UnsafeRawPointer(text.utf8Start), text.utf8CodeUnitCount)
    }
}
