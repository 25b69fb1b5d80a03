import Explorer

/// Differences for people: always with their sign.
enum SignedText {
    /// `+8.09ms`, `-1.20s`, `0`.
    static func duration(_ nanoseconds: Int64) -> String {
        nanoseconds == 0 ? "0" : (nanoseconds > 0 ? "+" : "") + DurationText.text(nanoseconds)
    }

    /// A share of any size in percent, `+74%`, `-4.2%`, `+1,230%`; `0%` for none.
    static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "" }
        let percent = abs(share) * 100
        let digits = percent < 9.95 ? number(percent, decimals: 1) : CountText.text(Int(clamping: Int128(min(percent, 1e15).rounded())))
        if digits == "0" { return "0%" }
        return (share < 0 ? "-" : "+") + digits + "%"
    }

    /// A number of 0 or more with at most so many decimals, and no noughts behind them: `1`, `0.25`, `12.5`.
    static func number(_ value: Double, decimals: Int) -> String {
        var power = 1
        for _ in 0..<decimals { power *= 10 }
        guard let scaled = Int(exactly: (value * Double(power)).rounded()) else { return value.description }
        var fraction = String(scaled % power + power).dropFirst()
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return CountText.text(scaled / power) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
