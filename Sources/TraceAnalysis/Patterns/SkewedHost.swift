/// The evidence of a ``PatternKind/skewedHost``: how long one host takes for what others do in less time.
///
/// Times are those of a request on its host: without what it waits for other services and hosts.
public struct SkewedHost: Equatable, Sendable {
    /// The host, pod or instance.
    public let name: String
    /// Calls that it served.
    public let count: Int
    /// The middle one of its times, by nearest rank, in nanoseconds.
    public let median: Int64
    /// Hosts that it is compared with.
    public let others: Int
    /// The middle one of their medians, in nanoseconds.
    public let othersMedian: Int64
    /// Calls that they served.
    public let othersCount: Int
    /// Operations of the service that take the host so much longer; what is told is of the one that costs most.
    public internal(set) var operations = 1
}
