extension TraceFilter {
    /// Reads a filter line: `service=a operation=b tag.k=v min=50ms max=2s errors`.
    ///
    /// `min` and `max` bound the trace's duration, `span.min` and `span.max` a span's; `start`, `end` and `lookback` say
    /// when. Any other `key=value` is a tag, and so is `tag.key=value`, which serves keys with a meaning of their own.
    /// Bare words and quoted phrases are looked for in names.
    ///
    /// - Throws: ``FilterError`` for the first term that is not understood.
    public init(line: String) throws(FilterError) {
        self.init()
        var scanner = FilterScanner(line)
        var seen: [String: Range<Int>] = [:]
        while let term = try scanner.next() {
            guard let key = term.key else {
                if term.value == Key.errors.rawValue, !term.isQuoted { errorsOnly = true } else { words.append(term.value) }
                continue
            }
            if term.isKeyQuoted {
                tags.append(Tag(key: key, value: term.value))
            } else if key.hasPrefix(Key.tagPrefix), key.count > Key.tagPrefix.count {
                tags.append(Tag(key: String(key.dropFirst(Key.tagPrefix.count)), value: term.value))
            } else if let known = Key(rawValue: key), known != .errors {
                if seen.updateValue(term.range, forKey: key) != nil { throw FilterError(.repeatedKey, term.range) }
                if term.value.isEmpty, !term.isQuoted { throw FilterError(.missingValue, term.range) }
                try set(known, term)
            } else {
                tags.append(Tag(key: key, value: term.value))
            }
        }
        try checkOrder(seen)
    }

    /// The words of the filter line with a meaning of their own.
    enum Key: String, CaseIterable {
        case service, operation, min, max, start, end, lookback, errors
        case spanMin = "span.min"
        case spanMax = "span.max"

        static let tagPrefix = "tag."
    }

    private mutating func set(_ key: Key, _ term: FilterTerm) throws(FilterError) {
        switch key {
        case .service: service = term.value
        case .operation: operation = term.value
        case .min: minDuration = try Self.duration(term)
        case .max: maxDuration = try Self.duration(term)
        case .spanMin: minSpanDuration = try Self.duration(term)
        case .spanMax: maxSpanDuration = try Self.duration(term)
        case .start: start = try Self.instant(term)
        case .end: end = try Self.instant(term)
        case .lookback:
            let back = try Self.duration(term)
            if back < 0 { throw FilterError(.durationOutOfRange, term.valueRange) }
            lookback = back
        case .errors: errorsOnly = true
        }
    }

    private static func duration(_ term: FilterTerm) throws(FilterError) -> Int64 {
        do {
            return try DurationLiteral.nanoseconds(term.value)
        } catch {
            let code: FilterError.Code =
                switch error {
                case .empty, .notANumber: .badDuration
                case .missingUnit: .missingDurationUnit
                case .unknownUnit: .unknownDurationUnit
                case .outOfRange: .durationOutOfRange
                }
            throw FilterError(code, term.valueRange)
        }
    }

    private static func instant(_ term: FilterTerm) throws(FilterError) -> Int64 {
        guard let instant = Timestamp.nanoseconds(term.value) else { throw FilterError(.badTime, term.valueRange) }
        return instant
    }

    private func checkOrder(_ seen: [String: Range<Int>]) throws(FilterError) {
        func check(_ low: Int64?, _ high: Int64?, _ lowKey: Key, _ highKey: Key, _ code: FilterError.Code) throws(FilterError) {
            guard let low, let high, low > high, let a = seen[lowKey.rawValue], let b = seen[highKey.rawValue] else { return }
            throw FilterError(code, Swift.min(a.lowerBound, b.lowerBound)..<Swift.max(a.upperBound, b.upperBound))
        }
        try check(minDuration, maxDuration, .min, .max, .minAboveMax)
        try check(minSpanDuration, maxSpanDuration, .spanMin, .spanMax, .minAboveMax)
        try check(start, end, .start, .end, .startAfterEnd)
    }
}
