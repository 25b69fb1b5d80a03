import TraceModel

/// Events and links whose attributes the collector packed into text (``ZipkinPackedText``).
extension JSONTraceDecoder {
    /// Takes an event's text apart and appends its attributes.
    ///
    /// - Returns: the event's name; nil when the text is not packed after all.
    @inline(never)
    mutating func unpackEvent(_ raw: RawString) -> StringID? {
        let text = readable(raw)
        return text.withUnsafeBytes { bytes in
            guard let packed = ZipkinPackedText(UnsafeRawBufferPointer(rebasing: bytes[..<(text.count - JSONScanner.padding)])) else {
                return nil
            }
            append(packed, at: raw.start)
            guard let start = packed.name.baseAddress, !packed.name.isEmpty else { return .empty }
            return writer.intern(start, packed.name.count)
        }
    }

    /// A text, escapes resolved, followed by bytes that may be read.
    private mutating func readable(_ raw: RawString) -> [UInt8] {
        withText(of: raw) { _, bytes, count in
            Array(UnsafeRawBufferPointer(start: bytes, count: count)) + Array(repeating: 0, count: JSONScanner.padding)
        }
    }

    /// The number of a link that the tag `otlp.link.7` holds; nil for another tag.
    static func linkNumber(_ key: RawString) -> Int? {
        guard key.count > 10, key.count < 20, ByteHash.equal(key.start, Self.linkPrefix.utf8Start, 10) else { return nil }
        var number = 0
        for offset in 10..<key.count {
            let digit = key.start.load(fromByteOffset: offset, as: UInt8.self) &- 0x30
            if digit > 9 { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }

    private static let linkPrefix: StaticString = "otlp.link."

    /// Takes a tag that holds a link; false, and nothing is read, when it holds something else.
    @inline(never)
    mutating func takesLink(_ number: Int, _ state: inout ZipkinSpanState) throws(JSONError) -> Bool {
        guard scanner.peek() == 0x22 else { return false }
        let place = scanner.at
        let text = readable(try scanner.string())
        let isLink = text.withUnsafeBytes { ZipkinLinkText(readable: $0) != nil }
        if isLink { state.links.append((number, text)) } else { scanner.at = place }
        return isLink
    }

    /// Appends the links of a span of `trace`.
    @inline(never)
    mutating func appendLinks(_ links: [(number: Int, text: [UInt8])], of trace: TraceID) {
        for link in links.sorted(by: { $0.number < $1.number }) { appendLink(link.text, of: trace) }
    }

    private mutating func appendLink(_ text: [UInt8], of trace: TraceID) {
        text.withUnsafeBytes { bytes in
            guard let link = ZipkinLinkText(readable: bytes) else { return }
            let other = traceID(link.trace) ?? trace
            let (span, isText) = spanID(link.span)
            writer.beginLink()
            if !link.state.isEmpty, let start = link.state.baseAddress {
                _ = writer.attribute(zipkinKeys.traceState, string: start, link.state.count)
            }
            let kind = append(link.packed, at: scanner.at, ofLink: true)
            writer.endLink(kind, trace: other, isSameTrace: other == trace, span: span, hasTextID: isText)
        }
    }

    /// Appends attributes, each with the type that JSON gives it, to the event or link that is open.
    ///
    /// - Parameter place: where they stand, for findings.
    /// - Returns: how a link refers, which one of its attributes may tell.
    @discardableResult
    private mutating func append(_ packed: ZipkinPackedText, at place: UnsafeRawPointer, ofLink: Bool = false) -> LinkKind {
        let (outerScanner, outerBase) = (scanner, base)
        base += place - scanner.start
        scanner = JSONScanner(packed.attributes)
        var kind = LinkKind.other
        do throws(JSONError) {
            scanner.at += 1
            var isFirst = true
            while let key = try scanner.key(&isFirst) {
                if ofLink, key.equals("opentracing.ref_type"), let told = try referenceType() {
                    kind = told
                } else {
                    try attributeValue(interned(key), .undeclared)
                }
            }
        } catch {
            // The object was read to its end before; nothing is missing in it.
        }
        (scanner, base) = (outerScanner, outerBase)
        lastValue = .other
        if packed.dropped > 0 { writer.attribute(zipkinKeys.droppedCount, int64: packed.dropped) }
        return kind
    }

    private mutating func referenceType() throws(JSONError) -> LinkKind? {
        guard scanner.peek() == 0x22 else { return nil }
        let place = scanner.at
        let text = try scanner.string()
        if text.equals("child_of") { return .childOf }
        if text.equals("follows_from") { return .followsFrom }
        scanner.at = place
        return nil
    }
}

/// The text of a link: `trace|span|state|{attributes}|dropped`.
struct ZipkinLinkText {
    let trace: RawString
    let span: RawString
    let state: UnsafeRawBufferPointer
    let packed: ZipkinPackedText

    /// Nil for text of another form.
    ///
    /// - Parameter bytes: the text and 64 more bytes.
    init?(readable bytes: UnsafeRawBufferPointer) {
        guard let packed = ZipkinPackedText(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - JSONScanner.padding)])) else {
            return nil
        }
        let name = packed.name
        guard let first = name.firstIndex(of: 0x7c), let second = name[(first + 1)...].firstIndex(of: 0x7c) else { return nil }
        func raw(_ range: Range<Int>) -> RawString? {
            let part = UnsafeRawBufferPointer(rebasing: name[range])
            return part.baseAddress.map { RawString(start: $0, count: part.count, hasEscapes: false, mayBeNonASCII: false) }
        }
        guard let trace = raw(0..<first), let span = raw((first + 1)..<second) else { return nil }
        (self.trace, self.span, self.packed) = (trace, span, packed)
        state = UnsafeRawBufferPointer(rebasing: name[(second + 1)...])
    }
}
