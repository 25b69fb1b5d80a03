import Explorer
import Glibc

/// Times of the user's time zone.
enum LocalTime {
    static let text = TimeText { seconds in
        var seconds = time_t(seconds)
        var fields = tm()
        return localtime_r(&seconds, &fields) == nil ? 0 : Int(fields.tm_gmtoff)
    }
}
