/// Dates as HTTP writes them (RFC 9110, section 5.6.7; not its obsolete forms).
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since the Unix epoch of `Wed, 21 Oct 2015 07:28:00 GMT`; nil when it is no such date.
    static func seconds(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), (1...31).contains(day), let year = Int(words[3]),
            (1970...9999).contains(year), let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        let clock = words[4].split(separator: ":").map { Int($0) ?? -1 }
        guard clock.count == 3, clock.allSatisfy({ (0...60).contains($0) }) else { return nil }
        return (days(year, month, day) * 24 + clock[0]) * 3600 + clock[1] * 60 + clock[2]
    }

    /// Days since 1970-01-01.
    ///
    /// - Parameter month: from 0.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month] + (isLeap && month > 1 ? 1 : 0)
        let past = year - 1
        return past * 365 + past / 4 - past / 100 + past / 400 - 719_162 + before + day - 1
    }
}
