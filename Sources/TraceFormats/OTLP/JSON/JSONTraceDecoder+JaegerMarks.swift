import TraceModel

/// What a Jaeger server adds to spans of OTLP, for which OTLP has no field.
///
/// Its warnings come as an attribute `@jaeger@warnings`, a list of texts; `@jaeger@format` says in which format the span once arrived.
extension JSONTraceDecoder {
    /// Whether an attribute is not the span's own.
    @inline(__always)
    func isJaegerMark(_ key: StringID) -> Bool { key == otlp.keys.jaegerWarnings || key == otlp.keys.jaegerFormat }

    /// Takes the warnings for what they are; the format is of no interest to anybody who looks at spans.
    ///
    /// - Parameter value: where the value stands, which was stepped over before; nil when there is none.
    @inline(never)
    mutating func jaegerMark(_ key: StringID, _ value: UnsafeRawPointer?) {
        guard let value, key == otlp.keys.jaegerWarnings else { return }
        let back = scanner.at
        defer { scanner.at = back }
        scanner.at = value
        do throws(JSONError) {
            switch try otlpValue() {
            case .string(let text): writer.warning(interned(text))
            case .array(let list): try jaegerWarnings(list)
            case .null, .bool, .int64, .double, .bytes, .map: diagnose(.badType, at: value, path: path("@jaeger@warnings"))
            }
        } catch {
            // Stepping over it went well, so only its inside can be damaged.
            diagnose(.badType, at: value, path: path("@jaeger@warnings"))
        }
    }

    /// Reads a list of texts, given as `{"values":[…]}` or as the bare list.
    private mutating func jaegerWarnings(_ place: UnsafeRawPointer) throws(JSONError) {
        scanner.at = place
        if scanner.peek() == 0x5b { return try jaegerWarningTexts() }
        scanner.at += 1
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            if key.equals("values"), scanner.peek() == 0x5b { try jaegerWarningTexts() } else { try scanner.skip() }
        }
    }

    /// Servers repeat the same warnings each time a trace is read; of a run of equal ones the first is kept.
    private mutating func jaegerWarningTexts() throws(JSONError) {
        scanner.at += 1
        var isFirst = true
        var last: StringID?
        while try scanner.element(&isFirst) {
            guard case .string(let text) = try otlpValue() else { continue }
            let warning = interned(text)
            if warning != last { writer.warning(warning) }
            last = warning
        }
    }
}
