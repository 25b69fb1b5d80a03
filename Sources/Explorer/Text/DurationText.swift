/// Durations for people: three significant digits and the unit that fits, `1.23ms`.
///
/// From a minute on there are two whole units: `1m 23s`, `2h 05m`, `3d 04h`.
public enum DurationText {
    private static let minute: UInt64 = 60_000_000_000

    /// The units below a minute, smallest first; each is a thousand of the one before.
    private static let units = ["ns", "µs", "ms", "s"]

    /// A duration in nanoseconds as text: `999ns`, `1.23ms`, `-45.6s`, `1m 23s`.
    public static func text(_ nanoseconds: Int64) -> String {
        let (number, unit) = parts(nanoseconds.magnitude)
        return (nanoseconds < 0 ? "-" : "") + number + unit
    }

    /// The same without noughts that say nothing, for the ticks of an axis: `200ms`, `1.5s`, `0`.
    public static func short(_ nanoseconds: Int64) -> String {
        if nanoseconds == 0 { return "0" }
        var (number, unit) = parts(nanoseconds.magnitude)
        if number.contains(".") {
            while number.hasSuffix("0") { number.removeLast() }
            if number.hasSuffix(".") { number.removeLast() }
        }
        if unit.hasSuffix(" 00s") || unit.hasSuffix(" 00m") || unit.hasSuffix(" 00h") { unit.removeLast(4) }
        return (nanoseconds < 0 ? "-" : "") + number + unit
    }

    /// Columns that ``aligned(_:)`` takes.
    public static let alignedColumns = 7

    /// The same in seven columns (more only beyond 99 days), units one below the other: `  1.23ms`, `  12.3s `.
    public static func aligned(_ nanoseconds: Int64) -> String {
        let (digits, unit) = parts(nanoseconds.magnitude)
        let number = (nanoseconds < 0 ? "-" : "") + digits
        let isPlain = units.contains(unit)
        let text = isPlain && unit.count == 1 ? number + unit + " " : number + unit
        return String(repeating: " ", count: max(0, alignedColumns - text.count)) + text
    }

    /// The digits, and the unit with whatever follows it.
    private static func parts(_ nanoseconds: UInt64) -> (number: String, unit: String) {
        var scale: UInt64 = 1
        for unit in units {
            if let number = significant(nanoseconds, scale), scale < 1_000_000_000 || isBelowMinute(nanoseconds) { return (number, unit) }
            scale *= 1000
        }
        return long(nanoseconds)
    }

    private static func isBelowMinute(_ nanoseconds: UInt64) -> Bool { nanoseconds < minute - 50_000_000 }

    /// Three significant digits of a value in units of `scale`; nil if the value rounds to a thousand of them.
    private static func significant(_ value: UInt64, _ scale: UInt64) -> String? {
        if scale == 1 { return value < 1000 ? String(value) : nil }
        for (limit, decimals) in [(10, 2), (100, 1), (1000, 0)] as [(UInt64, Int)] {
            let step = scale / (decimals == 2 ? 100 : decimals == 1 ? 10 : 1)
            let (padded, overflow) = value.addingReportingOverflow(step / 2)
            guard !overflow else { return nil }
            let rounded = padded / step
            guard rounded * step < limit * scale else { continue }
            let digits = String(rounded)
            guard decimals > 0 else { return digits }
            let filled = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
            return filled.dropLast(decimals) + "." + filled.suffix(decimals)
        }
        return nil
    }

    private static func long(_ nanoseconds: UInt64) -> (number: String, unit: String) {
        let seconds = nanoseconds / 1_000_000_000 + (nanoseconds % 1_000_000_000 >= 500_000_000 ? 1 : 0)
        if seconds < 3600 { return (String(seconds / 60), "m \(twoDigits(seconds % 60))s") }
        let minutes = (seconds + 30) / 60
        if minutes < 1440 { return (String(minutes / 60), "h \(twoDigits(minutes % 60))m") }
        let hours = (minutes + 30) / 60
        if hours < 2400 { return (String(hours / 24), "d \(twoDigits(hours % 24))h") }
        return (String((hours + 12) / 24), "d")
    }

    private static func twoDigits(_ value: UInt64) -> String { value < 10 ? "0\(value)" : String(value) }
}
