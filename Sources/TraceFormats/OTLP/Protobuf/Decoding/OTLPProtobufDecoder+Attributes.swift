import TraceModel

extension OTLPProtobufDecoder {
    /// Reads a KeyValue into the span, event or link being written.
    ///
    /// - Parameter place: the how manieth it is, by which its key is guessed.
    @inline(__always)
    mutating func attribute(_ message: WireReader, place: Int) throws(WireError) {
        let pair = try OTLPPair(message)
        let key = attributeKey(pair.key, place)
        switch pair.value {
        case .string(let text): string(key, text)
        case .int64(let number): writer.attribute(key, int64: number)
        case .bool(let truth): writer.attribute(key, bool: truth)
        case .double(let number): writer.attribute(key, double: number)
        default: try otherValue(key, pair.value)
        }
    }

    /// The row of an attribute's key, which is likely the one that stood in this place of the span before.
    @inline(__always)
    private mutating func attributeKey(_ key: UnsafeRawBufferPointer, _ place: Int) -> StringID {
        guard let start = key.baseAddress else { return .empty }
        let raw = RawString(start: start, count: key.count, hasEscapes: false, mayBeNonASCII: false)
        return keyGuesses.intern(raw, place: place, &writer)
    }

    /// Adds a string.
    @inline(__always)
    mutating func string(_ key: StringID, _ text: UnsafeRawBufferPointer) {
        guard let start = text.baseAddress else { return }
        if UTF8Text.mayBeNonASCII(start, text.count) { validate(text) }
        if !writer.attribute(key, string: start, text.count) { diagnose(.valueCut, at: start) }
    }

    /// Adds how many things were dropped, if any were.
    mutating func count(_ key: StringID, _ count: UInt64) {
        if count > 0 { writer.attribute(key, int64: Int64(clamping: count)) }
    }

    @inline(never)
    private mutating func otherValue(_ key: StringID, _ value: OTLPValue) throws(WireError) {
        switch value {
        case .bytes(let bytes):
            guard let start = bytes.baseAddress else { return }
            if !writer.attribute(key, bytes: start, bytes.count) { diagnose(.valueCut, at: start) }
        case .array(let elements): try nested(key, elements, isMap: false)
        case .map(let elements): try nested(key, elements, isMap: true)
        default: writer.attribute(null: key)
        }
    }

    private mutating func nested(_ key: StringID, _ elements: WireReader, isMap: Bool) throws(WireError) {
        guard try valueText.write(elements, isMap: isMap), let text = valueText.bytes.baseAddress else {
            writer.attribute(null: key)
            return diagnose(.nestingTooDeep, at: elements.at)
        }
        let count = valueText.bytes.count
        let isWhole = isMap ? writer.attribute(key, mapJSON: text, count) : writer.attribute(key, arrayJSON: text, count)
        if !isWhole { diagnose(.valueCut, at: elements.at) }
    }

    /// Reads an event.
    mutating func event(_ message: WireReader) throws(WireError) {
        var fields = message
        var time: UInt64 = 0
        var name: StringID?
        var attributes = 0
        var dropped: UInt64 = 0
        writer.beginEvent()
        while !fields.isAtEnd {
            let tag = try fields.tag()
            switch EventField(rawValue: tag) {
            case .attribute:
                try attribute(fields.message(), place: attributes + 16)
                attributes += 1
            case .time: time = try fields.fixed64()
            case .name: name = interned(try fields.bytes())
            case .droppedAttributesCount: dropped = try fields.varint()
            case nil: try fields.skip(tag)
            }
        }
        count(keys.droppedAttributes, dropped)
        if time > Int64.max { diagnose(.timeOutOfRange, at: message.at, path: "events.time_unix_nano", found: "\(time)") }
        writer.endEvent(time: Int64(exactly: time) ?? 0, name: name)
    }

    /// Appends the links, which can tell whether they stay in their trace only when the span's trace id is known.
    @inline(never)
    mutating func appendLinks(of trace: TraceID) throws(WireError) {
        for message in links { try link(message, of: trace) }
    }

    private mutating func link(_ message: WireReader, of trace: TraceID) throws(WireError) {
        var fields = message
        var other: TraceID?
        var span = (id: SpanID(0), isText: false)
        var traceState: UnsafeRawBufferPointer?
        var attributes = 0
        var dropped: UInt64 = 0
        writer.beginLink()
        while !fields.isAtEnd {
            let tag = try fields.tag()
            switch LinkField(rawValue: tag) {
            case .traceID: other = traceID(try fields.bytes())
            case .spanID: span = spanID(try fields.bytes())
            case .traceState: traceState = try fields.bytes()
            case .attribute:
                try attribute(fields.message(), place: attributes + 24)
                attributes += 1
            case .droppedAttributesCount: dropped = try fields.varint()
            case nil: try fields.skip(tag)
            }
        }
        if let traceState, !traceState.isEmpty { string(keys.traceState, traceState) }
        count(keys.droppedAttributes, dropped)
        let target = other ?? trace
        writer.endLink(.other, trace: target, isSameTrace: target == trace, span: span.id, hasTextID: span.isText)
    }
}
