import TraceModel

/// How one operation did: a span name and a kind within a service.
///
/// Spans that only say again what another one says are not counted.
public struct OperationPerformance: Equatable, Sendable {
    /// The span name.
    public let name: String
    /// The role in a call.
    public let kind: SpanKind
    /// The number of spans.
    public let count: Int
    /// Those of them that are errors.
    public let errors: Int
    /// Durations, in nanoseconds, negative ones as 0; nil when none has a duration.
    public let latency: Percentiles?
    /// Mean self time of the spans that have a duration, in nanoseconds, rounded half up; nil when none has.
    public let meanSelf: Int64?
    /// How much of the traces' critical paths is its spans' own, in nanoseconds.
    public let critical: Int64

    /// The share of its spans that are errors, 0...1.
    public var errorRate: Double? { count == 0 ? nil : Double(errors) / Double(count) }

    /// The most time on critical paths first, then the most time in all, then by name and kind.
    static func isBefore(_ a: Self, _ b: Self) -> Bool {
        if a.critical != b.critical { return a.critical > b.critical }
        let (aTotal, bTotal) = (a.latency?.sum ?? 0, b.latency?.sum ?? 0)
        if aTotal != bTotal { return aTotal > bTotal }
        return (a.name, a.kind.rawValue) < (b.name, b.kind.rawValue)
    }
}
