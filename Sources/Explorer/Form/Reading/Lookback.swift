import TraceQuery

/// How far back to look: as it is offered, and as it is typed.
enum Lookback {
    /// What is offered, in this order.
    static let choices = NameList(inOrder: [
        "5m", "15m", "30m", "1h", "2h", "3h", "6h", "12h", "24h", "2d", "3d", "5d", "7d", "2w", "3w", "4w",
    ])

    /// Reads `90m`, `1h30m`, `2d`, `1w`: durations, and whole days and weeks.
    ///
    /// - Throws: why it is none.
    static func nanoseconds(_ text: String) throws(DurationLiteral.Problem) -> Int64 {
        for (unit, length) in days {
            guard text.hasSuffix(unit), let number = Int64(text.dropLast()) else { continue }
            let (total, overflow) = number.multipliedReportingOverflow(by: length)
            if overflow { throw .outOfRange }
            return total
        }
        return try DurationLiteral.nanoseconds(text)
    }

    /// A length as it is offered, else as the filter line writes it.
    static func text(_ nanoseconds: Int64) -> String {
        choices.names.first { (try? Self.nanoseconds($0)) == nanoseconds } ?? DurationLiteral.text(nanoseconds)
    }

    private static let days: [(unit: String, length: Int64)] = [("d", 86_400_000_000_000), ("w", 604_800_000_000_000)]
}
