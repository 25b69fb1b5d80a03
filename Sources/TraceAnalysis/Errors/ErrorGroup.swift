import TraceModel

/// Failures that began alike: in the same operation of the same service, with the same message but for numbers and ids.
public struct ErrorGroup: Equatable, Sendable {
    /// The service in which they began; empty for spans that name none.
    public let service: String
    /// The operation in which they began.
    public let operation: String
    /// What was said, `#` for what varies; nil when nothing was.
    public let message: String?
    /// The first of the traces: the gravest.
    public let example: TraceRow
    /// Traces in which one began.
    public internal(set) var traces = 0
    /// Those of them in which one reached the main root.
    public internal(set) var fatal = 0
    /// Spans in which one began.
    public internal(set) var failures = 0

    init(service: String, operation: String, message: String?, example: TraceRow) {
        (self.service, self.operation, self.message, self.example) = (service, operation, message, example)
    }
}

extension ErrorTraces {
    /// What failed alike, in the most traces first, then in the most fatal ones.
    ///
    /// - Complexity: O(origins · (events + attributes) + groups · log)
    public func groups(in snapshot: Snapshot) -> [ErrorGroup] {
        let messages = ErrorMessages(snapshot)
        var numbers: [ErrorGroupKey: Int] = [:], groups: [ErrorGroup] = []
        // The trace in which each group was met last, and was fatal last, plus 1.
        var lastTrace: [Int] = [], lastFatal: [Int] = []
        for (index, errorTrace) in traces.enumerated() {
            let trace = snapshot[errorTrace.row]
            for failure in errorTrace.anatomy.failures where failure.role == .origin {
                let span = trace.span(at: failure.position)
                // A code is told apart from other codes, unlike numbers within a text.
                let message =
                    messages.reason(at: failure.position, in: trace).map { TextShape.ofMessage($0) }
                    ?? messages.status(at: failure.position, in: trace)
                let key = ErrorGroupKey(service: span.serviceID ?? .empty, operation: span.nameID, message: message)
                let number = numbers[key] ?? groups.count
                if number == groups.count {
                    numbers[key] = number
                    groups.append(ErrorGroup(service: span.service, operation: span.name, message: message, example: errorTrace.row))
                    lastTrace.append(0)
                    lastFatal.append(0)
                }
                groups[number].failures += 1
                if lastTrace[number] != index + 1 {
                    lastTrace[number] = index + 1
                    groups[number].traces += 1
                }
                if lastFatal[number] != index + 1, failure.top == trace.mainRootPosition {
                    lastFatal[number] = index + 1
                    groups[number].fatal += 1
                }
            }
        }
        return groups.sorted { a, b in
            if a.traces != b.traces { return a.traces > b.traces }
            if a.fatal != b.fatal { return a.fatal > b.fatal }
            return (a.service, a.operation, a.message ?? "") < (b.service, b.operation, b.message ?? "")
        }
    }
}

/// What failures of one group share.
private struct ErrorGroupKey: Hashable {
    let service: StringID
    let operation: StringID
    let message: String?
}
