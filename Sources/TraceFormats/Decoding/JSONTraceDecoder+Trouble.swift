import TraceModel

extension JSONTraceDecoder {
    /// Whether bytes to come may help: the element is not at its end, or it is damaged and no other has begun after it.
    func awaitsMore(after error: JSONError) -> Bool {
        if error.code == .unexpectedEnd { return true }
        let place = scanner.start + error.offset
        guard scanner.end - place < DecoderLimits.damage else { return false }
        return split(after: place) == nil
    }

    /// Reports a syntax error and finds the next element after it; false when there is none.
    mutating func recover(from error: JSONError) -> Bool {
        let place = scanner.start + error.offset
        // An element that ends too early is followed by others only where each has a line of its own.
        let next = error.code == .unexpectedEnd ? nil : split(after: place)
        diagnose(error.code == .unexpectedEnd ? .truncated : .syntaxError, at: place)
        guard let next else {
            scanner.at = scanner.end
            return false
        }
        scanner.at = scanner.start + next.offset
        switch next.kind {
        case .line:
            levels.removeSubrange(1...)
            report.closeLastObject(at: writer.pendingSpans)
        case .element:
            while let last = levels.last, last.context != .resources, last.context != .entries { levels.removeLast() }
        case .trace:
            while let last = levels.last, last.context == .spans || last.context == .trace { levels.removeLast() }
            report.closeLastObject(at: writer.pendingSpans)
            if levels.last?.context != .entries { levels.append(DecoderLevel(.entries)) }
        case .span:
            if levels.last?.context != .spans, levels.last?.context != .entries { levels.append(DecoderLevel(.entries)) }
        }
        levels[levels.count - 1].isFirst = true
        return true
    }

    /// Where the next element begins after a place that could not be read.
    private func split(after place: UnsafeRawPointer) -> JSONSplit? {
        var finder = JSONSplitFinder()
        if levels.contains(where: { $0.context == .resources }) {
            finder.marker = ElementMarker("\"resource\"")
            finder.findsJaeger = false
        } else if levels.last?.context == .entries {
            finder.marker = ElementMarker(at: checkpoint.element, in: scanner)
        }
        return finder.next(in: scanner, after: max(place, checkpoint.at + 1), before: scanner.end)
    }

    /// Notes a finding; what stands at the place is quoted unless something better is given.
    @inline(never)
    mutating func diagnose(_ code: DiagnosticCode, at place: UnsafeRawPointer, path: String? = nil, found: String? = nil) {
        let shown = found ?? Self.excerpt(place, scanner.end)
        pending.add(
            Diagnostic(code, at: Place(byteOffset: base + (place - scanner.start), path: path), found: shown))
    }

    /// What stands at a place, up to the next comma, bracket or line end.
    private static func excerpt(_ place: UnsafeRawPointer, _ end: UnsafeRawPointer) -> String {
        guard place < end else { return "" }
        let bytes = UnsafeRawBufferPointer(start: place, count: min(24, end - place))
        let rest = bytes.dropFirst().prefix { $0 >= 0x20 && $0 != 0x2c && $0 != 0x5d && $0 != 0x7d }
        return String(decoding: bytes[..<rest.endIndex], as: UTF8.self)
    }

    /// The path of a field of the span being read, `spans[12].startTime`, as far as it is known.
    func path(_ field: StaticString) -> String { spanPath.map { "\($0).\(field)" } ?? "\(field)" }

    /// The path of the span being read, `spans[12]`; nil where its place in the list is not known.
    var spanPath: String? {
        let isKnown = levels.last?.context == .spans && !(report.startsInsideTrace && report.objects.count == 1)
        guard isKnown, let object = report.objects.last else { return nil }
        return "spans[\(writer.pendingSpans - object.firstSpan)]"
    }

    /// Steps over a value that should be there or be null; anything else is reported.
    mutating func skipUnlessNull(_ field: StaticString) throws(JSONError) {
        if scanner.literal("null") { return }
        try skipBadType(field)
    }

    /// Steps over what stands where a trace or span was expected, and reports it.
    mutating func skipForeign(_ code: DiagnosticCode) throws(JSONError) {
        let place = scanner.at
        try scanner.skip()
        diagnose(code, at: place)
    }

    /// Steps over a value of the wrong type and reports it.
    mutating func skipBadType(_ field: StaticString) throws(JSONError) {
        let place = scanner.at
        try scanner.skip()
        diagnose(.badType, at: place, path: path(field))
    }
}
