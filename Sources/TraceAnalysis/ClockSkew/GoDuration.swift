/// Durations as Go writes them, which Jaeger's warnings use: `35ms`, `-45ms`, `3.01s`, `1m0.5s`, `1h0m0s`, `150µs`.
enum GoDuration {
    /// A length of time in nanoseconds as text.
    static func text(_ nanoseconds: Int64) -> String {
        let length = nanoseconds.magnitude, sign = nanoseconds < 0 ? "-" : ""
        switch length {
        case 0: return "0s"
        case ..<1_000: return sign + "\(length)ns"
        case ..<1_000_000: return sign + decimal(length, 1_000) + "µs"
        case ..<1_000_000_000: return sign + decimal(length, 1_000_000) + "ms"
        default: break
        }
        let minutes = length / 60_000_000_000
        let seconds = decimal(length % 60_000_000_000, 1_000_000_000) + "s"
        if minutes == 0 { return sign + seconds }
        return sign + (minutes < 60 ? "" : "\(minutes / 60)h") + "\(minutes % 60)m" + seconds
    }

    /// A value in units of `unit`, a power of ten, with as many decimals as it needs.
    private static func decimal(_ value: UInt64, _ unit: UInt64) -> String {
        guard value % unit > 0 else { return "\(value / unit)" }
        // The 1 in front keeps the leading noughts.
        var fraction = String(unit + value % unit).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return "\(value / unit).\(fraction)"
    }
}
