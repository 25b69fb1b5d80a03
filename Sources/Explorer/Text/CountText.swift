/// Counts, shares and sizes for people.
public enum CountText {
    /// A count with its thousands apart: `1,234,567`.
    public static func text(_ count: Int) -> String {
        var digits = String(count.magnitude)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits.removeLast(3)
        }
        return (count < 0 ? "-" : "") + ([digits[...]] + groups).joined(separator: ",")
    }

    /// A count and what is counted: `1 span`, `1,234 spans`, `2 matches`.
    public static func text(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        "\(text(count)) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    /// A count in at most five columns: `9999`, `10.0k`, `1.23M`.
    public static func compact(_ count: Int) -> String {
        if count.magnitude < 10_000 { return String(count) }
        return scaled(Double(count), units: ["", "k", "M", "G", "T"], step: 1000)
    }

    /// A size in bytes: `512 B`, `1.50 MB`.
    public static func bytes(_ count: Int) -> String {
        if count.magnitude < 1000 { return "\(count) B" }
        return scaled(Double(count), units: [" B", " kB", " MB", " GB", " TB"], step: 1000)
    }

    /// A share of 0...1 in at most five columns: `0%`, `<0.1%`, `4.2%`, `37%`, `100%`; never rounded to none or all.
    public static func percent(_ share: Double) -> String {
        guard share.isFinite, share > 0 else { return "0%" }
        if share >= 1 { return "100%" }
        if share < 0.001 { return "<0.1%" }
        if share < 0.0995 { return decimal(share * 100, decimals: 1) + "%" }
        return "\(min(99, Int((share * 100).rounded())))%"
    }

    /// The share that one number is of another; 0 of nothing.
    public static func percent(_ part: Int, of whole: Int) -> String { percent(whole > 0 ? Double(part) / Double(whole) : 0) }

    /// A rank: `1st`, `2nd`, `13th`.
    public static func ordinal(_ number: Int) -> String {
        let tail = number % 100
        let suffix = (11...13).contains(tail) ? "th" : ["th", "st", "nd", "rd"][tail % 10 < 4 ? tail % 10 : 0]
        return text(number) + suffix
    }

    private static func scaled(_ value: Double, units: [String], step: Double) -> String {
        var value = value
        var unit = 0
        while value.magnitude >= step * 0.9995, unit < units.count - 1 {
            value /= step
            unit += 1
        }
        let decimals = value.magnitude < 9.995 ? 2 : value.magnitude < 99.95 ? 1 : 0
        return decimal(value, decimals: decimals) + units[unit]
    }

    /// A number with so many decimals, halves rounded away from nought.
    static func decimal(_ value: Double, decimals: Int) -> String {
        var power = 1
        for _ in 0..<decimals { power *= 10 }
        guard let whole = Int(exactly: (value.magnitude * Double(power)).rounded()) else { return value.description }
        let fraction = String(whole % power)
        let padding = String(repeating: "0", count: decimals - min(decimals, fraction.count))
        return (value < 0 ? "-" : "") + String(whole / power) + (decimals > 0 ? "." + padding + fraction : "")
    }
}
