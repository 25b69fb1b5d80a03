/// Instants for people, in a zone that is known by a function: no clock, no time zone data here.
public struct TimeText: Sendable {
    /// How many seconds local time is ahead of UTC at an instant, given in seconds since the Unix epoch.
    public typealias Offset = @Sendable (_ seconds: Int64) -> Int

    private let offset: Offset

    /// Writes times of the zone with this offset; UTC if none is given.
    public init(offset: @escaping Offset = { _ in 0 }) { self.offset = offset }

    /// Times of day as the world's clocks agree on them.
    public static let utc = TimeText()

    /// The date and the time of day: `2024-05-01 10:15:03.123`.
    ///
    /// - Parameter decimals: digits after the second, 0...9; what is beyond is cut, not rounded.
    public func dateTime(_ nanoseconds: Int64, decimals: Int = 3) -> String {
        date(nanoseconds) + " " + time(nanoseconds, decimals: decimals)
    }

    /// The date: `2024-05-01`.
    public func date(_ nanoseconds: Int64) -> String {
        let (year, month, day) = Self.civil(days: Self.floorDivide(localSeconds(nanoseconds), 86400).quotient)
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    /// The time of day: `10:15:03.123`.
    public func time(_ nanoseconds: Int64, decimals: Int = 3) -> String {
        let second = Self.floorDivide(localSeconds(nanoseconds), 86400).remainder
        let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }.joined(separator: ":")
        guard decimals > 0 else { return clock }
        return clock + "." + Self.padded(Self.floorDivide(nanoseconds, 1_000_000_000).remainder, 9).prefix(min(9, decimals))
    }

    /// How far the zone is ahead of UTC at an instant: `UTC`, `UTC+2`, `UTC-03:30`.
    public func zone(_ nanoseconds: Int64) -> String {
        let ahead = ahead(at: nanoseconds)
        guard ahead != 0 else { return "UTC" }
        let minutes = Int(ahead.magnitude) / 60
        let hours = "UTC" + (ahead < 0 ? "-" : "+")
        return minutes % 60 == 0
            ? hours + String(minutes / 60) : hours + Self.padded(Int64(minutes / 60), 2) + ":" + Self.padded(Int64(minutes % 60), 2)
    }

    /// How many seconds the zone is ahead of UTC at an instant.
    func ahead(at nanoseconds: Int64) -> Int { offset(Self.floorDivide(nanoseconds, 1_000_000_000).quotient) }

    private func localSeconds(_ nanoseconds: Int64) -> Int64 {
        let seconds = Self.floorDivide(nanoseconds, 1_000_000_000).quotient
        return seconds + Int64(offset(seconds))
    }

    /// The date of a day counted from 1970-01-01 in the Gregorian calendar, after Howard Hinnant's `civil_from_days`.
    static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func padded(_ value: Int64, _ digits: Int) -> String {
        let text = String(value.magnitude)
        return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
