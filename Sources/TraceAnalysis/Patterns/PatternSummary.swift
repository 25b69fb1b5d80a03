import TraceModel

/// A pattern that several traces of a set show.
public struct PatternSummary: Equatable, Sendable {
    /// What it is.
    public let kind: PatternKind
    /// The service of the span it is about; empty for spans that name none.
    public let service: String
    /// The name of the span it is about; empty where it is about services.
    public let operation: String
    /// The service of the span that calls; nil where there is none.
    public let callerService: String?
    /// The name of the span that calls; nil where there is none, or where it is about services.
    public let callerOperation: String?
    /// Of a ``PatternKind/timeout`` the round duration, in nanoseconds.
    public let limit: Int64?
    /// Of a ``PatternKind/skewedHost`` which it is, and its equals.
    public internal(set) var host: SkewedHost?
    /// The trace in which it weighs most.
    public internal(set) var example: TraceRow
    /// What that trace shows of it.
    public internal(set) var shown: TracePattern
    /// Traces that show it.
    public internal(set) var traces = 0
    /// Spans concerned, in all of them.
    public internal(set) var count = 0
    /// Those of them that failed.
    public internal(set) var errors = 0
    /// The time it takes in all of them, in nanoseconds.
    public internal(set) var total: Int64 = 0
    /// What is won at best in all of them, in nanoseconds; nil when nobody can know.
    public internal(set) var saving: Int64?

    init(_ pattern: TracePattern, in trace: Trace) {
        (kind, limit, example, shown) = (pattern.kind, pattern.limit, trace.row, pattern)
        let subject = trace.span(at: pattern.subject), caller = pattern.caller.map { trace.span(at: $0) }
        let isOfServices = pattern.kind == .chattyPair
        (service, operation) = (subject.service, isOfServices ? "" : subject.name)
        (callerService, callerOperation) = (caller?.service, isOfServices ? nil : caller?.name)
    }

    /// A host that is slow, in several traces.
    init(_ finding: HostDetector.Finding, in snapshot: Snapshot) {
        self.init(TracePattern(finding), in: snapshot[finding.group.slowest.trace])
        host = finding.skew
        traces = finding.group.traces
        (count, errors, total, saving) = (finding.count, finding.errors, finding.total, finding.saving)
    }

    mutating func add(_ pattern: TracePattern, in trace: Trace) {
        if pattern.weight > shown.weight { (example, shown) = (trace.row, pattern) }
        count += pattern.count
        errors += pattern.errors
        total = total.addingSaturated(pattern.total)
        if let more = pattern.saving { saving = (saving ?? 0).addingSaturated(more) }
    }
}

/// What patterns of several traces have in common.
private struct PatternSummaryKey: Hashable {
    let kind: PatternKind
    let service: StringID, operation: StringID
    let callerService: StringID?, callerOperation: StringID?
    let limit: Int64?

    init(_ pattern: TracePattern, in trace: Trace) {
        let subject = trace.span(at: pattern.subject), caller = pattern.caller.map { trace.span(at: $0) }
        let isOfServices = pattern.kind == .chattyPair
        (kind, limit) = (pattern.kind, pattern.limit)
        (service, operation) = (subject.serviceID ?? .empty, isOfServices ? .empty : subject.nameID)
        (callerService, callerOperation) = (caller.map { $0.serviceID ?? .empty }, isOfServices ? nil : caller?.nameID)
    }
}

extension Snapshot {
    /// What the traces show that costs time, by what weighs most in all of them.
    ///
    /// - Parameters:
    ///   - traces: the traces looked at; nil = all.
    ///   - isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(n log n) in the spans
    public func patterns(of traces: [TraceRow]? = nil, isCancelled: () -> Bool = { false }) -> [PatternSummary]? {
        var finder = PatternFinder(self), numbers: [PatternSummaryKey: Int] = [:], summaries: [PatternSummary] = []
        // The trace that showed each last, plus 1: one trace may show it with several statements.
        var lastTrace: [Int] = []
        for (index, row) in (traces ?? self.traces).enumerated() {
            let trace = self[row]
            guard let found = finder.find(trace, isCancelled) else { return nil }
            for pattern in found {
                let key = PatternSummaryKey(pattern, in: trace)
                let number = numbers[key] ?? summaries.count
                if number == summaries.count {
                    numbers[key] = number
                    summaries.append(PatternSummary(pattern, in: trace))
                    lastTrace.append(0)
                }
                summaries[number].add(pattern, in: trace)
                if lastTrace[number] != index + 1 { summaries[number].traces += 1 }
                lastTrace[number] = index + 1
            }
        }
        guard addOrder(to: &summaries, traces ?? self.traces, isCancelled) else { return nil }
        summaries += HostDetector(finder.hosts).findings.map { PatternSummary($0, in: self) }
        return summaries.sorted { a, b in
            let x = a.saving ?? a.total, y = b.saving ?? b.total
            if x != y { return x > y }
            return (a.kind.rawValue, a.service, a.operation) < (b.kind.rawValue, b.service, b.operation)
        }
    }

    /// Finds out in what order else the calls that are shown came; false when cancelled.
    private func addOrder(to summaries: inout [PatternSummary], _ traces: [TraceRow], _ isCancelled: () -> Bool) -> Bool {
        let serial = summaries.indices.filter { summaries[$0].kind == .serialCalls }
        if serial.isEmpty { return true }
        let shown = Set(serial.map { summaries[$0].example }), others = traces.prefix(max(0, CallOrder.mostTraces - shown.count))
        guard let order = siblingOrder(of: Array(shown.union(others)), isCancelled: isCancelled) else { return false }
        for index in serial {
            summaries[index].shown.order = order.callOrder(of: summaries[index].shown, in: self[summaries[index].example])
        }
        return true
    }
}
