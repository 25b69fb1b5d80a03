import TraceModel

extension JaegerDecoder {
    /// Reports a syntax error and finds the next span or trace after it; false when there is none.
    mutating func recover(from error: JSONError) -> Bool {
        let place = scanner.start + error.offset
        diagnose(error.code == .unexpectedEnd ? .truncated : .syntaxError, at: place)
        guard error.code != .unexpectedEnd,
            let split = JaegerSplitFinder.next(in: scanner, after: max(place, checkpoint.at + 1), before: scanner.end)
        else {
            scanner.at = scanner.end
            return false
        }
        scanner.at = scanner.start + split.offset
        if split.isTrace {
            while let last = levels.last, last.context == .spans || last.context == .trace { levels.removeLast() }
            report.closeLastObject(at: writer.pendingSpans)
            if levels.last?.context != .entries { levels.append(JaegerLevel(.entries)) }
        } else if levels.last?.context != .spans, levels.last?.context != .entries {
            levels.append(JaegerLevel(.entries))
        }
        levels[levels.count - 1].isFirst = true
        return true
    }

    @inline(never)
    mutating func diagnose(_ code: DiagnosticCode, at place: UnsafeRawPointer, path: String? = nil, found: String = "") {
        let shown = found.isEmpty ? Self.excerpt(place, scanner.end) : found
        pending.add(
            Diagnostic(code, at: Place(byteOffset: base + (place - scanner.start), path: path), found: shown))
    }

    /// What stands at a place, up to the next comma, bracket or line end.
    private static func excerpt(_ place: UnsafeRawPointer, _ end: UnsafeRawPointer) -> String {
        guard place < end else { return "" }
        let bytes = UnsafeRawBufferPointer(start: place, count: min(24, end - place))
        return String(decoding: bytes.prefix { $0 >= 0x20 && $0 != 0x2c }, as: UTF8.self)
    }

    /// The path of a field of the span being read: `data[0].spans[12].startTime` as far as it is known.
    func path(_ field: StaticString) -> String {
        guard let object = report.objects.last, levels.last?.context == .spans else { return "\(field)" }
        if report.startsInsideTrace, report.objects.count == 1 { return "\(field)" }
        return "spans[\(writer.pendingSpans - object.firstSpan)].\(field)"
    }

    /// Steps over a value that should be there or be null; anything else is reported.
    mutating func skipUnlessNull(_ field: StaticString) throws(JSONError) {
        if scanner.literal("null") { return }
        try skipBadType(field)
    }

    /// Steps over a value of the wrong type and reports it.
    mutating func skipBadType(_ field: StaticString) throws(JSONError) {
        let place = scanner.at
        try scanner.skip()
        diagnose(.badType, at: place, path: path(field))
    }
}
