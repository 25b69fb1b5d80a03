import TraceModel

/// Which spans of a trace run at times that cannot be, because their hosts' clocks disagree.
///
/// By the rule of Jaeger's server (its clock-skew adjuster), which knows nothing of clocks and goes by spans that do not lie within their
/// parents on another host. Work that goes on by itself looks the same where no host is named, so this is a suspicion.
public struct ClockSkew: Equatable, Sendable {
    /// A span whose clock is off.
    public struct Shift: Equatable, Sendable {
        /// Where it stands in its trace.
        public let position: Int
        /// What would have to be added to its times, in nanoseconds.
        public let delta: Int64
        /// Whether that is more than was allowed, so that it stays where it is.
        public let isRefused: Bool
        /// Whether it is the copy or a further piece of a span, which is shown with it; not counted.
        public let isFolded: Bool
    }

    /// The spans, in display order.
    public internal(set) var shifts: [Shift] = []
    /// Spans that would move.
    public internal(set) var movedSpans = 0
    /// Spans that would have to move further than is allowed.
    public internal(set) var refusedSpans = 0
    /// The move that goes furthest, with its sign; nil when none moves.
    public internal(set) var greatestShift: Int64?

    /// What is said of nothing: all clocks agree.
    public init() {}

    mutating func add(_ shift: Shift) {
        shifts.append(shift)
        if shift.isFolded { return }
        if shift.isRefused {
            refusedSpans += 1
        } else {
            movedSpans += 1
            if shift.delta.magnitude > greatestShift?.magnitude ?? 0 { greatestShift = shift.delta }
        }
    }
}

extension Trace {
    /// Which of its spans run at times that cannot be.
    ///
    /// - Parameters:
    ///   - maximum: what a span may be moved by, in nanoseconds. What is refused matters for what is below it on other hosts.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans) + O(resources of the snapshot); of many traces ask ``TraceModel/Snapshot/clockSkew(of:isCancelled:)``
    public func clockSkew(upTo maximum: Int64 = .max, isCancelled: () -> Bool = { false }) -> ClockSkew? {
        var finder = ClockSkewFinder(snapshot, maximum: maximum)
        return finder.skew(of: self, isCancelled: isCancelled)
    }
}

extension ClockSkewFinder {
    /// Which spans of a trace run at times that cannot be; nil when cancelled.
    mutating func skew(of trace: Trace, isCancelled: () -> Bool) -> ClockSkew? {
        var skew = ClockSkew()
        let isComplete = find(in: trace, isCancelled: isCancelled) { finding in
            guard finding.delta != 0 else { return }
            skew.add(
                ClockSkew.Shift(
                    position: finding.position, delta: finding.delta, isRefused: finding.isRefused, isFolded: finding.isFolded))
        }
        return isComplete ? skew : nil
    }
}
