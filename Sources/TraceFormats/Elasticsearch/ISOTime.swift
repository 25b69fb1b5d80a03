/// Reads times as ISO 8601 writes them: `2020-08-20T05:40:46.0410116Z`.
enum ISOTime {
    /// Nanoseconds since the Unix epoch; nil for anything else, and for times that do not fit.
    ///
    /// Digits of the fraction after the ninth are cut; a time without a zone is taken for UTC.
    static func nanoseconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        var cursor = ISOCursor(text: text)
        guard let year = cursor.number(4), cursor.skip(0x2d), let month = cursor.number(2), (1...12).contains(month), cursor.skip(0x2d),
            let day = cursor.number(2), (1...31).contains(day), cursor.skip(0x54) || cursor.skip(0x20), let hour = cursor.number(2),
            hour < 24, cursor.skip(0x3a), let minute = cursor.number(2), minute < 60
        else { return nil }
        var second = 0
        if cursor.skip(0x3a) {
            guard let value = cursor.number(2), value <= 60 else { return nil }
            second = value
        }
        let fraction = cursor.skip(0x2e) || cursor.skip(0x2c) ? cursor.fraction() : 0
        guard let fraction, let zone = cursor.zone(), cursor.isAtEnd else { return nil }
        let seconds = Int64(days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - zone)
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = product.addingReportingOverflow(Int64(fraction))
        return overflow || carry ? nil : sum
    }

    /// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// Goes through the parts of a time.
private struct ISOCursor {
    let text: UnsafeRawBufferPointer
    var at = 0

    var isAtEnd: Bool { at == text.count }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard at < text.count, text[at] == byte else { return false }
        at += 1
        return true
    }

    /// Exactly so many digits.
    mutating func number(_ digits: Int) -> Int? {
        guard at + digits <= text.count else { return nil }
        var value = 0
        for place in at..<at + digits {
            let digit = text[place] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        at += digits
        return value
    }

    /// Digits after the point, as nanoseconds.
    mutating func fraction() -> Int? {
        var value = 0, digits = 0
        while at < text.count, text[at] &- 0x30 < 10 {
            if digits < 9 { value = value * 10 + Int(text[at] &- 0x30) }
            digits += 1
            at += 1
        }
        guard digits > 0 else { return nil }
        for _ in min(digits, 9)..<9 { value *= 10 }
        return value
    }

    /// Seconds east of UTC: `Z`, `+02:00`, `-0500`, or nothing.
    mutating func zone() -> Int? {
        if isAtEnd || skip(0x5a) { return 0 }
        let isWest = skip(0x2d)
        guard isWest || skip(0x2b), let hours = number(2) else { return nil }
        _ = skip(0x3a)
        guard let minutes = isAtEnd ? 0 : number(2) else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return isWest ? -seconds : seconds
    }
}
