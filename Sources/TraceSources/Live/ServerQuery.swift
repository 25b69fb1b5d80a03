import TraceQuery

/// What the servers of a session are asked for.
public struct ServerQuery: Equatable, Sendable {
    /// Which traces; what a server cannot tell, such as how long a whole trace took, is left to whoever shows them.
    public var filter: TraceFilter
    /// At most so many traces of each server, and of each service where services have to be asked one by one.
    public var limit: Int
    /// Nanoseconds since the Unix epoch; what a lookback is reckoned from.
    public var now: Int64
    /// How far back to look when the filter says nothing of it, in nanoseconds.
    public var lookback: Int64
    /// Whether an answer that reached the limit is completed by asking for shorter times.
    public var asksForAll = false
    /// Whether summaries will do where a server has them.
    public var wantsSummaries = false
    /// Services that are asked one by one at most, where the server cannot be asked for all of them at once.
    public var serviceLimit = 200
    /// Whether none is asked when there are more.
    public var asksFewOrNone = false

    /// Asks for what a filter selects.
    public init(_ filter: TraceFilter, limit: Int, now: Int64, lookback: Int64) {
        self.filter = filter
        self.limit = limit
        self.now = now
        self.lookback = lookback
    }

    /// The question for one service, or for all of them.
    func search(service: String?) -> JaegerSearch {
        JaegerSearch(filter, service: service, limit: limit, now: now, lookback: lookback)
    }
}
