import Glibc
import TraceQuery

/// What a command wants of servers, which cannot be read whole as files are.
enum Wish {
    /// The traces that match, at most so many of each server.
    case search(TraceFilter, limit: Int?)
    /// The same, where the answer says by itself on how many traces it rests.
    case sample(TraceFilter, limit: Int?)
    /// The same for several questions, each of which is asked.
    case samples([TraceFilter], limit: Int?)
    /// The traces with these ids.
    case traces([String])

    var isSample: Bool {
        switch self {
        case .sample, .samples: true
        case .search, .traces: false
        }
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
