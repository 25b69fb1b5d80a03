/// What failed in one trace: where failures began, which spans passed them on, and which kept them to themselves.
///
/// An error span whose direct children are all well is an origin, any other passes on what a child of its failed of. A span that
/// is well although a direct child failed has suppressed the failure: it tried again, had another way, or hides it.
/// Spans read twice count once, at the position they are shown at; what any piece of a span says of an error, the span says.
public struct ErrorAnatomy: Equatable, Sendable {
    /// What an error span has to do with the errors below it.
    public enum Role: String, Sendable, CaseIterable {
        /// No direct child of it failed: what went wrong went wrong here.
        case origin
        /// A direct child failed too.
        case propagated
    }

    /// One error span.
    public struct Failure: Equatable, Sendable {
        /// Its position.
        public let position: Int
        /// Whether the failure began in it.
        public let role: Role
        /// The position of the last error span on the way up: where the failure stopped; its own when its parent is well.
        public let top: Int
        /// Error spans from it to ``top``, both counted: 1 when its parent is well.
        public let reach: Int

        init(position: Int, role: Role, top: Int, reach: Int) {
            (self.position, self.role, self.top, self.reach) = (position, role, top, reach)
        }
    }

    /// Error spans, by position.
    public internal(set) var failures: [Failure] = []
    /// Positions of spans that are well although a direct child failed, in order.
    public internal(set) var suppressed: [Int] = []
    /// Error spans that are shown with another one, and are not among ``failures`` themselves.
    ///
    /// Together with the failures they are at least the error spans of the trace.
    public internal(set) var copies = 0
    /// Whether the main root is an error, so that a failure has reached whoever asked.
    public internal(set) var reachesRoot = false
    /// Replies that tell of failure although their spans are not marked as errors.
    public internal(set) var unmarked = UnmarkedFailures()

    /// Where failures began, by position.
    public var origins: [Failure] { failures.filter { $0.role == .origin } }

    /// How far the failure of an origin went.
    public enum Reach: Equatable, Sendable {
        /// To whoever asked: the main root failed.
        case mainRoot
        /// To the top of another tree, a span whose parent is missing or a further root.
        case top(Int)
        /// To the span at this position, whose parent is well.
        case stopped(at: Int)
    }
}

/// Spans that are not marked as errors though what they replied says that they failed.
///
/// Softer than errors, as a 404 may be what was wanted, and so counted beside them. A span is counted in one class at most.
public struct UnmarkedFailures: Equatable, Sendable {
    /// Spans with an HTTP status of 500 or more.
    public internal(set) var serverErrors = 0
    /// Spans with an HTTP status of 400 to 499.
    public internal(set) var clientErrors = 0
    /// Spans with a gRPC status other than OK.
    public internal(set) var grpcErrors = 0

    /// Whether there is none.
    public var isEmpty: Bool { serverErrors == 0 && clientErrors == 0 && grpcErrors == 0 }

    mutating func add(_ status: ReplyStatus) {
        switch status {
        case .http(500...): serverErrors += 1
        case .http: clientErrors += 1
        case .grpc: grpcErrors += 1
        }
    }
}
