import TraceModel

/// The value read last, as far as kind, status and error depend on it.
enum LastValue {
    case text(RawString)
    case truthy, falsy
    /// Neither: no value, or none that could be read.
    case other
}

extension JSONTraceDecoder {
    /// Takes kind, status and error from the attribute just read.
    ///
    /// Error is a tag `error` that is present and not false, "false", 0, "0", "" or null, or `otel.status_code` = ERROR.
    @inline(never)
    mutating func note(_ key: StringID) {
        if key == keys.error {
            switch lastValue {
            case .truthy: facts.isError = true
            case .text(let text):
                if !(text.count == 0 || text.equals("false") || text.equals("0")) { facts.isError = true }
            case .falsy, .other: break
            }
        } else if key == keys.statusCode, case .text(let text) = lastValue {
            if Self.matches(text, "error") {
                facts.status = .error
                facts.isError = true
            } else if Self.matches(text, "ok") {
                facts.status = .ok
            }
        } else if key == keys.spanKind, case .text(let text) = lastValue {
            facts.kind = SpanKind.allCases.first { Self.matches(text, $0.name) } ?? .unspecified
        }
    }

    /// Whether a text is this word, whatever the case.
    static func matches(_ text: RawString, _ word: String) -> Bool {
        guard text.count == word.utf8.count else { return false }
        return zip(UnsafeRawBufferPointer(start: text.start, count: text.count), word.utf8).allSatisfy { $0 | 0x20 == $1 }
    }
}
