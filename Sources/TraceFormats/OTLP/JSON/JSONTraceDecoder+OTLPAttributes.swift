import TraceModel

extension JSONTraceDecoder {
    /// Reads a list of `{"key", "value"}` objects into the span, event or link being written.
    mutating func otlpAttributes() throws(JSONError) {
        if scanner.peek() != 0x5b { return try skipUnlessNull("attributes") }
        scanner.at += 1
        var isFirst = true
        var place = 0
        while try scanner.element(&isFirst) {
            guard scanner.peek() == 0x7b else {
                try skipBadType("attributes")
                continue
            }
            scanner.at += 1
            try otlpAttribute(place)
            place += 1
        }
    }

    /// Reads one attribute after its opening brace.
    @inline(__always)
    private mutating func otlpAttribute(_ place: Int) throws(JSONError) {
        // As nearly all write it, fields follow each other without a space: each is told by one comparison.
        let first = scanner.at
        if scanner.steps(over: Self.keyField), scanner.at.load(as: UInt8.self) == 0x22 {
            let key = attributeKey(try scanner.string(), place)
            if !isJaegerMark(key), scanner.steps(over: Self.valueField) {
                if Self.stringField.isStepped(in: &scanner) {
                    scanner.at -= 1
                    let raw = try scanner.string()
                    if scanner.steps(over: Self.ends) { return string(key, raw) }
                    try closeValue()
                    string(key, raw)
                } else if Self.intField.isStepped(in: &scanner) {
                    try wholeNumber(key)
                } else {
                    append(key, try otlpValue())
                }
                return try closePair()
            }
            var isFirst = false
            return try otlpAttribute(key, &isFirst, place)
        }
        scanner.at = first
        var isFirst = true
        try otlpAttribute(nil, &isFirst, place)
    }

    private static let keyField = FieldPrefix("\"key\":")
    private static let valueField = FieldPrefix(",\"value\":")
    private static let stringField = LongPrefix("{\"stringValue\":\"")
    private static let intField = LongPrefix("{\"intValue\":")
    private static let ends = FieldPrefix("}}")
    private static let end = FieldPrefix("}")

    /// Reads the fields of an attribute in any order; the value counts once everything else is known.
    @inline(never)
    private mutating func otlpAttribute(_ known: StringID?, _ isFirst: inout Bool, _ place: Int) throws(JSONError) {
        let (key, value) = try pair(known, &isFirst, place)
        if isJaegerMark(key) { return jaegerMark(key, value) }
        guard let value else { return writer.attribute(null: key) }
        let end = scanner.at
        scanner.at = value
        append(key, try otlpValue())
        scanner.at = end
    }

    private mutating func pair(
        _ known: StringID?, _ isFirst: inout Bool, _ place: Int
    ) throws(JSONError) -> (key: StringID, value: UnsafeRawPointer?) {
        var key = known
        var value: UnsafeRawPointer?
        while let name = try scanner.key(&isFirst) {
            if name.equals("key"), scanner.peek() == 0x22 {
                key = attributeKey(try scanner.string(), place)
            } else if name.equals("value") {
                scanner.skipWhitespace()
                value = scanner.at
                try scanner.skip()
            } else {
                try scanner.skip()
            }
        }
        return (key ?? .empty, value)
    }

    /// Steps over what is left of a value's object.
    @inline(__always)
    private mutating func closeValue() throws(JSONError) {
        if scanner.steps(over: Self.end) { return }
        try closePair()
    }

    /// Steps over what is left of an object.
    @inline(__always)
    private mutating func closePair() throws(JSONError) {
        if scanner.steps(over: Self.end) { return }
        var isFirst = false
        while try scanner.key(&isFirst) != nil { try scanner.skip() }
    }

    @inline(__always)
    private mutating func string(_ key: StringID, _ raw: RawString) {
        if raw.hasEscapes || raw.mayBeNonASCII { return escapedString(key, raw) }
        if !writer.attribute(key, string: raw.start, raw.count) { diagnose(.valueCut, at: raw.start) }
    }

    /// Reads a whole number after the name of its field, and what is left of the value's object.
    @inline(__always)
    private mutating func wholeNumber(_ key: StringID) throws(JSONError) {
        let value = try numericValue(isReal: false)
        try closeValue()
        if case .int64(let number) = value { writer.attribute(key, int64: number) } else { append(key, value) }
    }

    /// Adds an attribute to the span, event or link being written.
    @inline(never)
    private mutating func append(_ key: StringID, _ value: OTLPJSONValue) {
        switch value {
        case .null: writer.attribute(null: key)
        case .string(let raw): string(key, raw)
        case .bool(let truth): writer.attribute(key, bool: truth)
        case .int64(let number): writer.attribute(key, int64: number)
        case .double(let number): writer.attribute(key, double: number)
        case .bytes(let raw):
            guard let bytes = base64(raw) else { return escapedString(key, raw) }
            let isWhole = bytes.withUnsafeBytes { writer.attribute(key, bytes: $0.baseAddress ?? raw.start, $0.count) }
            if !isWhole { diagnose(.valueCut, at: raw.start) }
        case .array(let place), .map(let place):
            var isMap = false
            if case .map = value { isMap = true }
            guard plainJSON(of: place, isMap: isMap), let start = otlp.text.bytes.baseAddress else {
                return writer.attribute(null: key)
            }
            let count = otlp.text.bytes.count
            let isWhole = isMap ? writer.attribute(key, mapJSON: start, count) : writer.attribute(key, arrayJSON: start, count)
            if !isWhole { diagnose(.valueCut, at: place) }
        }
    }

    /// The bytes a text stands for; nil, which is reported, when it is no base 64.
    private mutating func base64(_ raw: RawString) -> [UInt8]? {
        // A slash may be escaped.
        let text = UnsafeRawBufferPointer(start: raw.start, count: raw.count)
        if let bytes = raw.hasEscapes ? Base64.decode(text.filter { $0 != 0x5c }) : Base64.decode(text) { return bytes }
        diagnose(.badBase64, at: raw.start, path: path("attributes"), found: raw.excerpt)
        return nil
    }

    /// Reads a list of attributes for a resource or scope.
    ///
    /// - Parameter isTaken: tells whether an attribute is kept elsewhere.
    mutating func resourceAttributes(
        _ attributes: inout [ResourceTable.NewAttribute],
        isTaken: (StringID, OTLPJSONValue, inout JSONTraceDecoder) -> Bool
    ) throws(JSONError) {
        if scanner.peek() != 0x5b { return try skipUnlessNull("resource.attributes") }
        scanner.at += 1
        var isFirst = true
        while try scanner.element(&isFirst) {
            guard scanner.peek() == 0x7b else {
                try skipBadType("resource.attributes")
                continue
            }
            scanner.at += 1
            var isFirstKey = true
            let (key, place) = try pair(nil, &isFirstKey, 31)
            var value = OTLPJSONValue.null
            if let place {
                let end = scanner.at
                scanner.at = place
                value = try otlpValue()
                scanner.at = end
            }
            if !isTaken(key, value, &self) { attributes.append(newAttribute(key, value)) }
        }
    }

    private mutating func newAttribute(_ key: StringID, _ value: OTLPJSONValue) -> ResourceTable.NewAttribute {
        switch value {
        case .null: return .init(null: key)
        case .string(let raw): return .init(key, string: interned(raw))
        case .bool(let truth): return .init(key, bool: truth)
        case .int64(let number): return .init(key, int64: number)
        case .double(let number): return .init(key, double: number)
        case .bytes(let raw):
            guard let bytes = base64(raw) else { return .init(key, string: interned(raw)) }
            return .init(key, bytes: bytes.withUnsafeBytes { writer.intern($0.baseAddress ?? raw.start, $0.count) })
        case .array(let place), .map(let place):
            var isMap = false
            if case .map = value { isMap = true }
            guard plainJSON(of: place, isMap: isMap), let start = otlp.text.bytes.baseAddress else { return .init(null: key) }
            let text = writer.intern(start, otlp.text.bytes.count)
            return isMap ? .init(key, mapJSON: text) : .init(key, arrayJSON: text)
        }
    }
}
