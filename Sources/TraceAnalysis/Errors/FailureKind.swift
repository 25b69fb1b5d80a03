import TraceModel

/// Failures of one trace that began alike, in messages that differ in numbers and ids at most, and went equally far: told as one.
public struct FailureKind: Equatable, Sendable {
    /// The first of them.
    public let failure: ErrorAnatomy.Failure
    /// What the first of them says; nil when it says nothing.
    public let message: String?
    /// How many there are.
    public internal(set) var count = 1
}

extension Trace {
    /// The kinds of failures that began in the trace: those that reached the main root first, then in the order of the trace.
    ///
    /// - Complexity: O(origins · (events + attributes))
    public func failureKinds(_ anatomy: ErrorAnatomy, _ messages: ErrorMessages) -> [FailureKind] {
        var numbers: [FailureKindKey: Int] = [:], kinds: [FailureKind] = []
        for failure in anatomy.failures where failure.role == .origin {
            let span = span(at: failure.position), reason = messages.reason(at: failure.position, in: self)
            let key = FailureKindKey(
                service: span.serviceID ?? .empty, operation: span.nameID, shape: reason.map(TextShape.ofMessage),
                status: reason == nil ? messages.status(at: failure.position, in: self) : nil,
                top: self.span(at: failure.top).nameID, reach: failure.reach)
            if let number = numbers[key] {
                kinds[number].count += 1
            } else {
                numbers[key] = kinds.count
                kinds.append(FailureKind(failure: failure, message: reason ?? key.status))
            }
        }
        let isFatal: (FailureKind) -> Bool = { $0.failure.top == mainRootPosition }
        return kinds.filter(isFatal) + kinds.filter { !isFatal($0) }
    }
}

/// What failures of one kind share.
private struct FailureKindKey: Hashable {
    let service: StringID
    let operation: StringID
    let shape: String?
    let status: String?
    let top: StringID
    let reach: Int
}
