import Explorer
import Glibc
import TraceQuery
import TraceSources

/// What a command wants of servers, which cannot be read whole as files are.
enum Wish {
    /// The traces that match, at most so many of each server.
    case search(TraceFilter, limit: Int?)
    /// The traces with these ids.
    case traces([String])

    /// How many traces are asked for unless the user says otherwise, as in Jaeger's own interface.
    static let defaultLimit = 20
    /// How far back is looked unless the user says otherwise, in nanoseconds: an hour.
    static let defaultLookback: Int64 = 3_600_000_000_000

    /// The question for a search, reckoned from this moment.
    static func query(_ filter: TraceFilter, limit: Int?) -> ServerQuery {
        ServerQuery(filter, limit: limit ?? defaultLimit, now: now, lookback: defaultLookback)
    }

    /// This moment, in nanoseconds since the Unix epoch.
    static var now: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }

    /// Whether a server can be asked for this id: it wants all of it.
    static func isWholeID(_ id: String) -> Bool {
        (1...32).contains(id.utf8.count) && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
    }
}
