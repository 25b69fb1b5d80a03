import TraceModel

extension JSONTraceDecoder {
    /// Reads a value: an object whose one field says the type, or, as careless writers have it, the bare value.
    mutating func otlpValue() throws(JSONError) -> OTLPJSONValue {
        guard scanner.peek() == 0x7b else { return try bareValue() }
        scanner.at += 1
        var value = OTLPJSONValue.null
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            if let type = OTLPValueKey(key) { value = try typedValue(type) } else { try scanner.skip() }
        }
        return value
    }

    private mutating func typedValue(_ type: OTLPValueKey) throws(JSONError) -> OTLPJSONValue {
        let next = scanner.peek()
        let place = scanner.at
        switch type {
        case .string where next == 0x22: return .string(try scanner.string())
        case .bytes where next == 0x22: return .bytes(try scanner.string())
        case .bool where scanner.literal("true"): return .bool(true)
        case .bool where scanner.literal("false"): return .bool(false)
        case .int64, .double: return try numericValue(isReal: type == .double)
        case .array, .map:
            if next != 0x7b && next != 0x5b { return try misfit() }
            try scanner.skip()
            return type == .array ? .array(place) : .map(place)
        default: return try misfit()
        }
    }

    /// A number, quoted or not; NaN and infinities come as strings.
    mutating func numericValue(isReal: Bool) throws(JSONError) -> OTLPJSONValue {
        let place = scanner.at
        let next = scanner.peek()
        guard next == 0x22 else {
            guard next &- 0x30 < 10 || next == 0x2d else { return try misfit() }
            return number(try scanner.number(), isReal, place) ?? .null
        }
        let raw = try scanner.string()
        if isReal {
            if raw.equals("NaN") { return .double(.nan) }
            if raw.equals("Infinity") { return .double(.infinity) }
            if raw.equals("-Infinity") { return .double(-.infinity) }
        }
        let number = JSONScanner.number(UnsafeRawBufferPointer(start: raw.start, count: raw.count))
        if let value = self.number(number, isReal, place) { return value }
        return .string(raw)
    }

    private mutating func number(_ number: JSONNumber, _ isReal: Bool, _ place: UnsafeRawPointer) -> OTLPJSONValue? {
        switch number {
        case .integer(let value): return isReal ? .double(Double(value)) : .int64(value)
        case .real(let value):
            if !isReal { diagnose(.typeMismatch, at: place, path: path("attributes")) }
            return .double(value)
        case .outOfRange(let value):
            if !isReal { diagnose(.numberOutOfRange, at: place, path: path("attributes")) }
            return .double(value)
        case .malformed:
            diagnose(.badNumber, at: place, path: path("attributes"))
            return nil
        }
    }

    /// A value that is no object; of lists nothing is kept.
    private mutating func bareValue() throws(JSONError) -> OTLPJSONValue {
        let next = scanner.peek()
        let place = scanner.at
        if scanner.literal("null") { return .null }
        let value: OTLPJSONValue
        if next == 0x22 {
            value = .string(try scanner.string())
        } else if scanner.literal("true") {
            value = .bool(true)
        } else if scanner.literal("false") {
            value = .bool(false)
        } else if next &- 0x30 < 10 || next == 0x2d {
            let number = try scanner.number()
            if case .real(let real) = number { value = .double(real) } else { value = self.number(number, false, place) ?? .null }
        } else {
            return try misfit()
        }
        diagnose(.typeMismatch, at: place, path: path("attributes"))
        return value
    }

    /// A value of another type than its field says.
    private mutating func misfit() throws(JSONError) -> OTLPJSONValue {
        try skipUnlessNull("attributes")
        return .null
    }
}
