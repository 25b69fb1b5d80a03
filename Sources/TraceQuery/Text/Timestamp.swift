/// Instants as RFC 3339 writes them: `2024-05-01T12:00:00Z`, `2024-05-01 12:00:00.25+02:00`.
public enum Timestamp {
    /// Reads an instant.
    ///
    /// - Returns: nanoseconds since the Unix epoch; what is finer is cut off. Nil when the text is no instant, names a day
    ///   that no calendar has, or lies outside the years 1677 to 2262. A leap second is the second after it.
    public static func nanoseconds(_ text: some StringProtocol) -> Int64? {
        var scanner = Scanner(rest: Array(text.utf8)[...])
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), (1...12).contains(month), day >= 1, day <= days(inMonth: month, of: year),
            scanner.take("T") || scanner.take("t") || scanner.take(" "),
            let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2), scanner.take(":"),
            let second = scanner.number(2), hour <= 23, minute <= 59, second <= 60,
            let fraction = scanner.fraction(), let offset = scanner.offset(), scanner.rest.isEmpty
        else { return nil }
        let seconds = days(before: year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset * 60
        let (product, tooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflow) = product.addingReportingOverflow(fraction)
        return tooLarge || overflow ? nil : sum
    }

    /// Days from the Unix epoch to a date of the Gregorian calendar, counted in years that begin in March.
    private static func days(before year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private struct Scanner {
        var rest: ArraySlice<UInt8>

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard let first = rest.first, UInt32(first) == character.value else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func number(_ digits: Int) -> Int64? {
            guard rest.count >= digits else { return nil }
            var value: Int64 = 0
            for byte in rest.prefix(digits) {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            rest = rest.dropFirst(digits)
            return value
        }

        /// The fraction of a second in nanoseconds; 0 when there is none.
        mutating func fraction() -> Int64? {
            guard take(".") else { return 0 }
            var value: Int64 = 0, digits = 0
            while let digit = number(1) {
                if digits < 9 { value = value * 10 + digit }
                digits += 1
            }
            for _ in min(digits, 9)..<9 { value *= 10 }
            return digits > 0 ? value : nil
        }

        /// Minutes east of Greenwich.
        mutating func offset() -> Int64? {
            if take("Z") || take("z") { return 0 }
            let isWest = take("-")
            guard isWest || take("+"), let hours = number(2), take(":"), let minutes = number(2), hours <= 23, minutes <= 59 else {
                return nil
            }
            return (hours * 60 + minutes) * (isWest ? -1 : 1)
        }
    }
}
