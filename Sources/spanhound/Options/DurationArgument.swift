import ArgumentParser
import Explorer
import TraceQuery

/// A length of time as it is typed: `500ms`, `1.5s`, `1h30m`.
struct DurationArgument: ExpressibleByArgument, Equatable, Sendable {
    let nanoseconds: Int64

    init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    init?(argument: String) {
        guard let length = try? DurationLiteral.nanoseconds(argument), length >= 0 else { return nil }
        nanoseconds = length
    }

    /// How help shows a default.
    var defaultValueDescription: String { DurationText.short(nanoseconds) }
}

/// A moment as RFC 3339 writes it: `2026-03-01T12:00:00Z`.
struct InstantArgument: ExpressibleByArgument, Equatable, Sendable {
    /// Since the Unix epoch.
    let nanoseconds: Int64

    init?(argument: String) {
        guard let instant = Timestamp.nanoseconds(argument) else { return nil }
        nanoseconds = instant
    }
}
