import TraceModel

/// A trace as the list shows it: its spans are here, or only a server's summary of it is.
struct ListedTrace: Sendable {
    let id: TraceID
    let idText: String
    /// The main root's service and name; empty when there are none.
    let service: String
    let operation: String
    let start: Int64?
    let duration: Int64?
    let spanCount: Int
    let serviceCount: Int
    let errorSpans: Int
    let isIncomplete: Bool
    /// Where it comes from: the source of its main root.
    let source: SourceID
    /// The trace itself; nil when it has to be fetched.
    let whole: Trace?

    init(_ trace: Trace) {
        let root = trace.mainRoot
        id = trace.id
        idText = trace.idText
        service = root.service
        operation = root.name
        start = trace.start
        duration = trace.duration
        spanCount = trace.spanCount
        serviceCount = trace.serviceCount
        errorSpans = trace.errorSpans
        isIncomplete = trace.isIncomplete
        source = root.source
        whole = trace
    }

    init(_ summary: TraceSummary) {
        id = summary.id
        idText = summary.id.hex
        service = summary.rootService
        operation = summary.rootOperation
        start = summary.start
        duration = summary.duration
        spanCount = summary.spanCount
        serviceCount = summary.services.count
        errorSpans = summary.errorSpans
        isIncomplete = summary.orphanSpans > 0 || summary.rootOperation.isEmpty && summary.rootService.isEmpty
        source = summary.source
        whole = nil
    }

    /// What it is called: `frontend: GET /cart`.
    var name: String { service.isEmpty ? operation : service + ": " + operation }
}

extension TraceOrder {
    /// Whether one trace stands before another; what is not known stands last either way.
    func puts(_ a: ListedTrace, before b: ListedTrace) -> Bool {
        func rank<Value: Comparable>(_ a: Value?, _ b: Value?) -> Bool {
            guard let a, let b else { return a != nil }
            return isAscending ? a < b : a > b
        }
        return switch column {
        case .duration: rank(a.duration, b.duration)
        case .name: rank(a.name, b.name)
        case .spans: rank(a.spanCount, b.spanCount)
        case .services: rank(a.serviceCount, b.serviceCount)
        case .errors: rank(a.errorSpans, b.errorSpans)
        case .start: rank(a.start, b.start)
        }
    }
}
