import TraceModel

/// A trace in which something failed.
public struct ErrorTrace: Equatable, Sendable {
    /// Which it is.
    public let row: TraceRow
    /// What failed in it.
    public let anatomy: ErrorAnatomy

    /// Whether whoever asked got an error: the main root failed.
    public var isFatal: Bool { anatomy.reachesRoot }
}

/// The traces of a set in which something failed.
public struct ErrorTraces: Equatable, Sendable {
    /// Those with an error span, gravest first: the fatal ones before the others, each longest first, then by id.
    public internal(set) var traces: [ErrorTrace] = []
    /// Those with a span that replied an HTTP status of 500 or more and is not marked as an error; longest first, then by id.
    ///
    /// They may have other spans that are errors.
    public internal(set) var unmarkedServerErrors: [TraceRow] = []
    /// How many traces were looked at.
    public internal(set) var looked = 0
    /// What is not marked, in all traces looked at.
    public internal(set) var unmarked = UnmarkedFailures()

    /// Nothing failed, as nothing was looked at.
    public init() {}

    /// Those whose callers noticed nothing, in the same order.
    public var nonFatal: [TraceRow] { traces.lazy.filter { !$0.isFatal }.map(\.row) }
    /// How many are fatal.
    public var fatalCount: Int { traces.count { $0.isFatal } }
}

extension Snapshot {
    /// The traces in which something failed.
    ///
    /// - Parameters:
    ///   - traces: the traces looked at; nil = all.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans + attributes + traces · log)
    public func errorTraces(of traces: [TraceRow]? = nil, isCancelled: () -> Bool = { false }) -> ErrorTraces? {
        let statuses = ReplyStatuses(self)
        var result = ErrorTraces()
        for row in traces ?? self.traces {
            guard let anatomy = self[row].errorAnatomy(statuses, isCancelled) else { return nil }
            result.looked += 1
            result.unmarked.add(anatomy.unmarked)
            if !anatomy.failures.isEmpty { result.traces.append(ErrorTrace(row: row, anatomy: anatomy)) }
            if anatomy.unmarked.serverErrors > 0 { result.unmarkedServerErrors.append(row) }
        }
        result.traces.sort { a, b in
            a.isFatal == b.isFatal ? isGraver(self[a.row], self[b.row]) : a.isFatal
        }
        result.unmarkedServerErrors.sort { isGraver(self[$0], self[$1]) }
        return result
    }

    /// The longer one first, unknown durations last, then the lesser id.
    private func isGraver(_ a: Trace, _ b: Trace) -> Bool {
        if a.duration != b.duration { return (a.duration ?? -1) > (b.duration ?? -1) }
        return (a.id.high, a.id.low) < (b.id.high, b.id.low)
    }
}

extension UnmarkedFailures {
    fileprivate mutating func add(_ other: UnmarkedFailures) {
        serverErrors += other.serverErrors
        clientErrors += other.clientErrors
        grpcErrors += other.grpcErrors
    }
}
