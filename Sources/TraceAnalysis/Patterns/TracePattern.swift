/// Something about the shape of a trace that is known to cost time, with its evidence.
///
/// Facts only, no advice: whether calls could be one, or could run at the same time, is for who knows the program.
public struct TracePattern: Equatable, Sendable {
    /// What it is.
    public let kind: PatternKind
    /// The position of the span it is about: the first of the calls; for ``PatternKind/serialCalls`` the span that makes them, for
    /// ``PatternKind/wideGap`` the one that shows nothing of its time, for ``PatternKind/slowEdge`` the one that is called, for
    /// ``PatternKind/skewedHost`` the one that took the host longest.
    public let subject: Int
    /// The position of the span that calls; nil where there is none, or the subject calls itself.
    public let caller: Int?
    /// The evidence: positions of the spans concerned, in order, at most ``mostEvidence`` of them.
    public internal(set) var positions: [Int]
    /// How many spans are concerned, or how often it happened.
    public internal(set) var count: Int
    /// How many of them failed.
    public internal(set) var errors = 0
    /// In how many places of the trace it occurs: callers of calls, and otherwise 1.
    public internal(set) var places = 1
    /// The time it takes, in nanoseconds: of calls the sum, of retries what the failed attempts took, of edges what they took
    /// beyond the callee.
    public internal(set) var total: Int64
    /// What is won at best, in nanoseconds: by one call instead of many, or all at the same time; nil when nobody can know.
    public internal(set) var saving: Int64?
    /// Of a ``PatternKind/timeout`` the round duration, in nanoseconds.
    public let limit: Int64?
    /// Of a ``PatternKind/wideGap`` when it is, in nanoseconds since the Unix epoch.
    public let interval: Range<Int64>?
    /// Of a ``PatternKind/skewedHost`` which it is, and its equals.
    public internal(set) var host: SkewedHost?
    /// Of ``PatternKind/serialCalls`` what traces show of the order of the calls; nil where none were looked at.
    public internal(set) var order: CallOrder?

    /// The most evidence that is kept.
    public static let mostEvidence = 100

    init(
        _ kind: PatternKind, subject: Int, caller: Int? = nil, positions: [Int], count: Int, errors: Int = 0, total: Int64,
        saving: Int64? = nil,
        limit: Int64? = nil, interval: Range<Int64>? = nil
    ) {
        (self.kind, self.subject, self.caller, self.positions) = (kind, subject, caller, Array(positions.prefix(Self.mostEvidence)))
        (self.count, self.errors, self.total, self.saving) = (count, errors, total, saving)
        (self.limit, self.interval) = (limit, interval)
    }

    /// Adds what was found in another place.
    mutating func add(_ other: TracePattern) {
        positions.append(contentsOf: other.positions.prefix(Self.mostEvidence - positions.count))
        count += other.count
        errors += other.errors
        if kind.hasPlaces { places += other.places }
        total = total.addingSaturated(other.total)
        if let more = other.saving { saving = (saving ?? 0).addingSaturated(more) }
    }

    /// What it weighs beside others: what could be won, else what it takes.
    var weight: Int64 { saving ?? total }
}

/// What a ``TracePattern`` is.
public enum PatternKind: String, Sendable, CaseIterable {
    /// The same call at least five times by one span, one after the other: one call for all of them might do (N+1 queries).
    case repeatedCalls = "repeated-calls"
    /// Calls one after the other that might run at the same time, if they do not depend on each other.
    case serialCalls = "serial-calls"
    /// The same call again after it failed.
    case retries
    /// A span holds up the trace for a long time of which nothing is recorded.
    case wideGap = "wide-gap"
    /// Spans that take a round number of seconds, as what waits in vain does.
    case timeout
    /// A call that takes at least twice as long to its caller as to its callee: network, queues, connections.
    case slowEdge = "slow-edge"
    /// One service calls another again and again.
    case chattyPair = "chatty-pair"
    /// A host that takes at least twice as long as others for what all of them are asked.
    case skewedHost = "skewed-host"
}

extension PatternKind {
    /// Whether it is counted in how many places it occurs: where something makes calls.
    fileprivate var hasPlaces: Bool { self == .repeatedCalls || self == .serialCalls || self == .retries }
}

/// From when on something is a pattern.
enum PatternThreshold {
    /// Calls of ``PatternKind/repeatedCalls``.
    static let repeats = 5
    /// The share that calls take of their caller, that saving saves, that chatting takes of the trace.
    static let share = 0.1
    /// Repeated calls that take so long count whatever their share, in nanoseconds.
    static let longRepeats: Int64 = 50_000_000
    /// Calls of ``PatternKind/serialCalls``: two in a row are in every program.
    static let serial = 3
    /// The share of the main root's duration that a ``PatternKind/wideGap`` takes.
    static let gapShare = 0.3
    /// The share of a call's duration, of the trace's, and the time, in nanoseconds, that a ``PatternKind/slowEdge`` takes.
    static let edgeShare = 0.5, edgeShareOfTrace = 0.05, edgeTime: Int64 = 1_000_000
    /// Calls of a ``PatternKind/chattyPair``.
    static let chats = 10
    /// Pairs of which so many calls are repeated ones already are not told of again.
    static let repeatedChats = 0.8
    /// Calls of one operation that a host has to serve for a ``PatternKind/skewedHost``.
    static let hostCalls = 5
    /// The multiple of its equals' median, and the time above it, in nanoseconds, from which on it is one.
    static let hostFactor = 2.0, hostTime: Int64 = 1_000_000
    /// Hosts of one operation that are told of.
    static let mostHosts = 8
    /// Round durations, in nanoseconds.
    static let timeouts = ([1, 2, 5, 10, 20, 30, 60] as [Int64]).map { $0 * 1_000_000_000 }
    /// How much a time-out may come too early, and too late on an error, or on anything else, as shares of the limit.
    static let early = 0.001, lateError = 0.01, late = 0.003
    /// Patterns that are told of one trace.
    static let most = 50
}
