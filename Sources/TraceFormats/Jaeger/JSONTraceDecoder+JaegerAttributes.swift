import TraceModel

/// The types Jaeger declares beside a value.
enum JaegerType {
    case undeclared, string, bool, int64, float64, binary

    init(_ text: RawString) {
        switch text.count > 0 ? text.start.load(as: UInt8.self) | 0x20 : 0 {
        case 0x73: self = .string
        case 0x62: self = text.count > 1 && text.start.load(fromByteOffset: 1, as: UInt8.self) | 0x20 == 0x69 ? .binary : .bool
        case 0x69: self = .int64
        case 0x66: self = .float64
        default: self = .undeclared
        }
    }
}

extension JSONTraceDecoder {
    /// Reads a list of `{"key", "type", "value"}` objects into the span or event being written.
    ///
    /// - Parameter ofSpan: whether kind, status and error are taken from them.
    mutating func attributes(ofSpan: Bool) throws(JSONError) {
        if scanner.peek() != 0x5b { return try skipUnlessNull("tags") }
        scanner.at += 1
        var isFirst = true
        var place = 0
        while try scanner.element(&isFirst) {
            guard scanner.peek() == 0x7b else {
                try skipBadType("tags")
                continue
            }
            scanner.at += 1
            let key = try attribute(place)
            if ofSpan, key == keys.error || key == keys.statusCode || key == keys.spanKind { note(key) }
            place += 1
        }
    }

    /// Reads one attribute after its opening brace.
    @inline(__always)
    private mutating func attribute(_ place: Int) throws(JSONError) -> StringID {
        var key: StringID?
        var type: JaegerType?
        var value: UnsafeRawPointer?
        var isWritten = false
        var isFirst = true
        // As Jaeger writes it, fields follow each other without a space: each is told by one comparison.
        if scanner.steps(over: Self.keyField) {
            key = attributeKey(try scanner.string(), place)
            isFirst = false
            if scanner.steps(over: Self.typeField) {
                type = JaegerType(try scanner.string())
                if let key, let type, scanner.steps(over: Self.valueField) {
                    try attributeValue(key, type)
                    isWritten = true
                }
            }
        }
        while let name = try scanner.key(&isFirst) {
            if name.equals("key"), scanner.peek() == 0x22 {
                key = attributeKey(try scanner.string(), place)
            } else if name.equals("type"), scanner.peek() == 0x22 {
                type = JaegerType(try scanner.string())
            } else if name.equals("value") {
                if let key, let type, !isWritten {
                    try attributeValue(key, type)
                    isWritten = true
                } else {
                    scanner.skipWhitespace()
                    value = scanner.at
                    try scanner.skip()
                }
            } else {
                try scanner.skip()
            }
        }
        // Fields in another order, or without a type: the value is read now that everything else is known.
        let name = key ?? .empty
        if !isWritten {
            if let value {
                let end = scanner.at
                scanner.at = value
                try attributeValue(name, type ?? .undeclared)
                scanner.at = end
            } else {
                lastValue = .other
                writer.attribute(null: name)
            }
        }
        return name
    }

    private static let keyField = FieldPrefix("\"key\":")
    private static let typeField = FieldPrefix(",\"type\":")
    private static let valueField = FieldPrefix(",\"value\":")

    /// The row of an attribute's key, which is likely the one that stood in this place of the span before.
    @inline(__always)
    mutating func attributeKey(_ raw: RawString, _ place: Int) -> StringID {
        raw.hasEscapes || raw.mayBeNonASCII ? interned(raw) : keyGuesses.intern(raw, place: place, &writer)
    }

    /// Reads a value and appends the attribute, by the type declared and the one that stands there.
    @inline(__always)
    mutating func attributeValue(_ key: StringID, _ type: JaegerType) throws(JSONError) {
        let next = scanner.peek()
        let place = scanner.at
        if next == 0x22 {
            let raw = try scanner.string()
            lastValue = .text(raw)
            if type == .string || type == .undeclared {
                if !raw.hasEscapes, !raw.mayBeNonASCII {
                    if !writer.attribute(key, string: raw.start, raw.count) { diagnose(.valueCut, at: place) }
                } else {
                    escapedString(key, raw)
                }
            } else {
                quotedValue(key, type, raw)
            }
        } else if next &- 0x30 < 10 || next == 0x2d {
            numericValue(key, type, try scanner.number(), place)
        } else {
            try otherValue(key, next, place)
        }
    }

    @inline(never)
    mutating func escapedString(_ key: StringID, _ raw: RawString) {
        let isWhole = withText(of: raw) { writer, bytes, count in writer.attribute(key, string: bytes, count) }
        if !isWhole { diagnose(.valueCut, at: raw.start) }
    }

    @inline(__always)
    private mutating func numericValue(_ key: StringID, _ type: JaegerType, _ number: JSONNumber, _ place: UnsafeRawPointer) {
        switch number {
        case .integer(let value):
            lastValue = value == 0 ? .falsy : .truthy
            if type == .float64 { writer.attribute(key, double: Double(value)) } else { writer.attribute(key, int64: value) }
        case .real(let value):
            lastValue = value == 0 ? .falsy : .truthy
            writer.attribute(key, double: value)
        case .outOfRange(let value):
            lastValue = .truthy
            writer.attribute(key, double: value)
            diagnose(.numberOutOfRange, at: place, path: path("tags"))
        case .malformed:
            lastValue = .other
            writer.attribute(null: key)
            diagnose(.badNumber, at: place, path: path("tags"))
        }
    }

    /// A string where another type was declared: 64-bit integers beyond ±2^53 come so, and some exporters quote all.
    @inline(never)
    private mutating func quotedValue(_ key: StringID, _ type: JaegerType, _ raw: RawString) {
        let text = UnsafeRawBufferPointer(start: raw.start, count: raw.count)
        switch type {
        case .bool where raw.equals("true"): return writer.attribute(key, bool: true)
        case .bool where raw.equals("false"): return writer.attribute(key, bool: false)
        case .int64:
            if case .integer(let value) = JSONScanner.number(text) { return writer.attribute(key, int64: value) }
        case .float64:
            if raw.equals("NaN") { return writer.attribute(key, double: .nan) }
            if raw.equals("Infinity") || raw.equals("+Inf") { return writer.attribute(key, double: .infinity) }
            if raw.equals("-Infinity") || raw.equals("-Inf") { return writer.attribute(key, double: -.infinity) }
            switch JSONScanner.number(text) {
            case .integer(let value): return writer.attribute(key, double: Double(value))
            case .real(let value), .outOfRange(let value): return writer.attribute(key, double: value)
            case .malformed: break
            }
        case .binary:
            if let bytes = storedBytes(text) ?? Base64.decode(text) {
                let isWhole = bytes.withUnsafeBytes { buffer in
                    writer.attribute(key, bytes: buffer.baseAddress ?? raw.start, buffer.count)
                }
                if !isWhole { diagnose(.valueCut, at: raw.start) }
                return
            }
        default: break
        }
        diagnose(type == .binary ? .badBase64 : .typeMismatch, at: raw.start, path: path("tags"), found: raw.excerpt)
        escapedString(key, raw)
    }

    @inline(never)
    private mutating func otherValue(_ key: StringID, _ next: UInt8, _ place: UnsafeRawPointer) throws(JSONError) {
        if next == 0x74, scanner.literal("true") {
            lastValue = .truthy
            writer.attribute(key, bool: true)
        } else if next == 0x66, scanner.literal("false") {
            lastValue = .falsy
            writer.attribute(key, bool: false)
        } else if next == 0x6e, scanner.literal("null") {
            lastValue = .falsy
            writer.attribute(null: key)
        } else if next == 0x5b || next == 0x7b {
            lastValue = .truthy
            let depth = try scanner.skip()
            let count = scanner.at - place
            if depth > DecoderLimits.valueDepth {
                writer.attribute(null: key)
                return diagnose(.nestingTooDeep, at: place, path: path("tags"))
            }
            let isWhole =
                next == 0x5b ? writer.attribute(key, arrayJSON: place, count) : writer.attribute(key, mapJSON: place, count)
            if !isWhole { diagnose(.valueCut, at: place) }
        } else {
            lastValue = .other
            try scanner.skip()
            writer.attribute(null: key)
            diagnose(.badNumber, at: place, path: path("tags"))
        }
    }

    /// Reads a list of `{"timestamp", "fields"}` objects.
    mutating func logs() throws(JSONError) {
        if scanner.peek() != 0x5b { return try skipUnlessNull("logs") }
        scanner.at += 1
        var isFirst = true
        while try scanner.element(&isFirst) {
            guard scanner.peek() == 0x7b else {
                try skipBadType("logs")
                continue
            }
            scanner.at += 1
            var isFirstKey = true
            var time: Int64 = 0
            writer.beginEvent()
            while let key = try scanner.key(&isFirstKey) {
                if key.equals("timestamp") {
                    time = try microseconds("logs.timestamp") ?? 0
                } else if key.equals("fields") {
                    try attributes(ofSpan: false)
                } else {
                    try scanner.skip()
                }
            }
            writer.endEvent(time: time)
        }
    }
}
