extension TraceFilter {
    /// The filter as a line that ``init(line:)`` reads back to the same filter.
    ///
    /// Durations are written in nanoseconds' largest exact unit, instants in UTC.
    public var line: String {
        var terms: [String] = []
        if let service { terms.append(Self.term(Key.service.rawValue, service)) }
        if let operation { terms.append(Self.term(Key.operation.rawValue, operation)) }
        terms += tags.map(\.term)
        let durations: [(Key, Int64?)] = [
            (.min, minDuration), (.max, maxDuration), (.spanMin, minSpanDuration), (.spanMax, maxSpanDuration),
            (.lookback, lookback),
        ]
        for (key, value) in durations {
            if let value { terms.append(key.rawValue + "=" + DurationLiteral.text(value)) }
        }
        if let start { terms.append(Key.start.rawValue + "=" + Timestamp.text(start)) }
        if let end { terms.append(Key.end.rawValue + "=" + Timestamp.text(end)) }
        if errorsOnly { terms.append(Key.errors.rawValue) }
        terms += words.map { Self.word($0) }
        return terms.joined(separator: " ")
    }

    static func term(_ key: String, _ value: String) -> String { key + "=" + (needsQuotes(value) ? quote(value) : value) }

    private static func word(_ text: String) -> String {
        text == Key.errors.rawValue || text.contains("=") || needsQuotes(text) ? quote(text) : text
    }

    private static func needsQuotes(_ text: String) -> Bool {
        text.isEmpty || text.contains { $0 == "\"" || $0.isWhitespace }
    }

    fileprivate static func quote(_ text: String) -> String {
        var quoted = "\""
        for character in text {
            switch character {
            case "\"", "\\": quoted += "\\" + String(character)
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: quoted.append(character)
            }
        }
        return quoted + "\""
    }
}

extension TraceFilter.Tag {
    /// The tag as a term of a filter line: `http.method=GET`, `tag.service=a`, `message="not found"`,
    /// `"a key"=1`.
    public var term: String {
        if key.contains(where: { $0 == "\"" || $0 == "=" || $0.isWhitespace }) {
            return TraceFilter.term(TraceFilter.quote(key), value)
        }
        let isTaken = TraceFilter.Key(rawValue: key).map { $0 != .errors } ?? key.hasPrefix(TraceFilter.Key.tagPrefix)
        return TraceFilter.term((isTaken ? TraceFilter.Key.tagPrefix : "") + key, value)
    }
}

extension DurationLiteral {
    /// Writes nanoseconds in the largest unit that needs no fraction: `1500ms`, `2h`, `0s`.
    public static func text(_ nanoseconds: Int64) -> String {
        let units: [(String, Int64)] = [
            ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
        ]
        if nanoseconds == 0 { return "0s" }
        for (name, unit) in units where nanoseconds % unit == 0 { return String(nanoseconds / unit) + name }
        return String(nanoseconds) + "ns"
    }
}

extension Timestamp {
    /// Writes an instant in UTC, with as many digits behind the point as it needs: `2024-05-01T12:00:00.25Z`.
    public static func text(_ nanoseconds: Int64) -> String {
        let second = floorDivide(nanoseconds, 1_000_000_000), day = floorDivide(second, 86_400)
        let (year, month, dayOfMonth) = date(day)
        let ofDay = second - day * 86_400, fraction = nanoseconds &- second &* 1_000_000_000
        var text = padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfMonth, 2) + "T"
        text += padded(ofDay / 3_600, 2) + ":" + padded(ofDay / 60 % 60, 2) + ":" + padded(ofDay % 60, 2)
        if fraction > 0 {
            var digits = padded(fraction, 9)[...]
            while digits.last == "0" { digits = digits.dropLast() }
            text += "." + digits
        }
        return text + "Z"
    }

    /// The date of a day counted from the Unix epoch.
    private static func date(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 { a >= 0 ? a / b : -1 - (-1 - a) / b }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
