import TraceModel

/// Who calls whom: all calls of one service by another, with how they went on both sides.
///
/// A call is a span whose parent in the tree is another service's, or a leaf that names a peer which records no spans
/// of its own: a database, a queue, somebody else's interface. Spans that only say again what another one says are none.
public struct Dependency: Equatable, Sendable {
    /// The service that calls; empty for spans that name none.
    public let caller: String
    /// The service, or the peer, that is called.
    public let callee: String
    /// Whether the callee is known from what its callers say only, so that nothing is known of its side.
    public let isVirtual: Bool
    /// How often.
    public internal(set) var calls = 0
    /// Calls of which the callee's span or the caller's is an error.
    public internal(set) var errors = 0
    /// Durations of the callee's spans, in nanoseconds, negative ones as 0; nil when none has a duration.
    public internal(set) var calleeLatency: Percentiles?
    /// Mean duration of the spans that called, in nanoseconds, rounded half up; nil when none has a duration.
    public internal(set) var meanCaller: Int64?
    /// Mean of what a call took its caller beyond what it took the callee, in nanoseconds, rounded half up: network, queues.
    ///
    /// Negative when callees go on after their callers have ended; nil when no call has both durations.
    public internal(set) var meanGap: Int64?

    init(caller: String, callee: String, isVirtual: Bool) {
        self.caller = caller
        self.callee = callee
        self.isVirtual = isVirtual
    }

    /// Mean duration of the callee's spans, in nanoseconds, rounded half up.
    public var meanCallee: Int64? { calleeLatency?.mean }
    /// The share of the calls that are errors, 0...1.
    public var errorShare: Double { calls == 0 ? 0 : Double(errors) / Double(calls) }
}

extension Snapshot {
    /// Who calls whom, by caller, then the most calls first.
    ///
    /// - Parameters:
    ///   - traces: the traces looked at; nil = all.
    ///   - service: only calls by this service or of it; nil = all.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans + calls · log)
    public func dependencies(
        of traces: [TraceRow]? = nil, service: String? = nil, isCancelled: () -> Bool = { false }
    ) -> [Dependency]? {
        var tally = DependencyTally(self)
        for row in traces ?? self.traces {
            if !tally.add(self[row], isCancelled) { return nil }
        }
        return tally.result { service == nil || $0 == service || $1 == service }
    }
}
