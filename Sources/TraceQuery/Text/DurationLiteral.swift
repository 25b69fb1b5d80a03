/// Durations as Go writes them: `1.5s`, `1m30s`, `250us`, `-2ms`, `0`.
public enum DurationLiteral {
    /// Why a text is no duration.
    public enum Problem: Error, Equatable, Sendable {
        /// Nothing there.
        case empty
        /// A number was expected.
        case notANumber
        /// A number without a unit; only `0` may stand alone.
        case missingUnit
        /// A unit other than ns, us, µs, ms, s, m, h.
        case unknownUnit
        /// More than 292 years.
        case outOfRange
    }

    /// Reads a duration.
    ///
    /// - Returns: nanoseconds; what is finer is cut off.
    /// - Throws: the ``Problem`` met first.
    public static func nanoseconds(_ text: some StringProtocol) throws(Problem) -> Int64 {
        var rest = Array(text.utf8)[...]
        var isNegative = false
        if let sign = rest.first, sign == 0x2b || sign == 0x2d {
            isNegative = sign == 0x2d
            rest = rest.dropFirst()
        }
        if rest.isEmpty { throw text.isEmpty ? .empty : .notANumber }
        if rest.elementsEqual([0x30]) { return 0 }
        var total: Int64 = 0
        while !rest.isEmpty {
            let (sum, overflow) = total.addingReportingOverflow(try term(&rest))
            if overflow { throw .outOfRange }
            total = sum
        }
        return isNegative ? -total : total
    }

    /// Takes one number with its unit off the front.
    private static func term(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> Int64 {
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var fraction: ArraySlice<UInt8> = []
        if rest.first == 0x2e {
            rest = rest.dropFirst()
            fraction = rest.prefix(while: isDigit)
            rest = rest.dropFirst(fraction.count)
        }
        if whole.isEmpty && fraction.isEmpty { throw .notANumber }
        let name = rest.prefix { !isDigit($0) && $0 != 0x2e }
        rest = rest.dropFirst(name.count)
        if name.isEmpty { throw .missingUnit }
        guard let unit = units[String(decoding: name, as: UTF8.self)] else { throw .unknownUnit }

        var number: Int64 = 0
        for digit in whole {
            let (shifted, tooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = shifted.addingReportingOverflow(Int64(digit - 0x30))
            if tooLarge || overflow { throw .outOfRange }
            number = sum
        }
        let (product, tooLarge) = number.multipliedReportingOverflow(by: unit)
        let (sum, overflow) = product.addingReportingOverflow(part(fraction, of: unit))
        if tooLarge || overflow { throw .outOfRange }
        return sum
    }

    /// The digits behind the point as a part of a unit; fifteen of them tell every nanosecond of an hour.
    private static func part(_ digits: ArraySlice<UInt8>, of unit: Int64) -> Int64 {
        var numerator: Int64 = 0, denominator: Int64 = 1
        for digit in digits.prefix(15) {
            numerator = numerator * 10 + Int64(digit - 0x30)
            denominator *= 10
        }
        return denominator.dividingFullWidth(numerator.multipliedFullWidth(by: unit)).quotient
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static let units: [String: Int64] = [
        "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
        "h": 3_600_000_000_000,
    ]
}
