import TraceModel
import TraceQuery

/// How the user writes times of day: in the local zone, or in UTC.
struct Zone: Equatable, Sendable {
    let time: TimeText
    private let isUTC: Bool

    /// The world's time.
    static let utc = Zone(time: .utc, isUTC: true)

    /// The zone that times are written in.
    init(local time: TimeText) { self.init(time: time, isUTC: false) }

    private init(time: TimeText, isUTC: Bool) { (self.time, self.isUTC) = (time, isUTC) }

    /// There is but one local zone in a program.
    static func == (a: Zone, b: Zone) -> Bool { a.isUTC == b.isUTC }

    /// Reads `2026-11-22 10:00`, `2026-11-22T10:00:30.5` or `2026-11-22` in this zone, or an instant that names its own as RFC 3339 has it.
    ///
    /// - Returns: nanoseconds since the Unix epoch; nil when it is no time.
    func instant(_ text: String) -> Int64? {
        if let instant = Timestamp.nanoseconds(text) { return instant }
        // The same with what is missing, as if it were UTC.
        let isDate = text.utf8.count == 10
        let isMinute = text.utf8.count == 16
        guard let asUTC = Timestamp.nanoseconds(text + (isDate ? "T00:00:00Z" : isMinute ? ":00Z" : "Z")) else { return nil }
        return time.instant(ofLocal: asUTC)
    }

    /// An instant as it would be typed, as short as it is exact: `2026-11-22 10:00`.
    func text(_ instant: Int64) -> String {
        for candidate in [0, 3, 6, 9].map({ time.dateTime(instant, decimals: $0) }) where self.instant(candidate) == instant {
            return candidate.hasSuffix(":00") ? String(candidate.dropLast(3)) : candidate
        }
        // An hour that the zone has twice.
        return Timestamp.text(instant)
    }
}

extension TimeText {
    /// The instant at which clocks of the zone show a time, given as if they showed UTC; the earlier of two.
    ///
    /// A time that clocks skip counts as it would have done before they were put forward.
    func instant(ofLocal nanoseconds: Int64) -> Int64? {
        let day: Int64 = 86_400_000_000_000
        let before = ahead(at: nanoseconds.subtractingSaturated(day)), after = ahead(at: nanoseconds.subtractingSaturated(-day))
        for ahead in [max(before, after), min(before, after)] {
            let (instant, overflow) = nanoseconds.subtractingReportingOverflow(Int64(ahead) * 1_000_000_000)
            if overflow { return nil }
            if self.ahead(at: instant) == ahead { return instant }
        }
        return nanoseconds.subtractingSaturated(Int64(before) * 1_000_000_000)
    }
}
