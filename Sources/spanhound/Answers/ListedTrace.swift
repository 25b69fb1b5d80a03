import TraceAnalysis
import TraceModel

/// What is said of a trace where traces are listed, whether its spans are here or a server has told of it only.
struct ListedTrace {
    /// One service's part in it.
    struct Service {
        let name: String
        let spans: Int
        let errorSpans: Int
    }

    let id: String
    let rootService: String
    let rootOperation: String
    let start: Int64?
    let duration: Int64?
    /// Nil also when only a server knows it.
    let responseTime: Int64?
    let spans: Int
    let errorSpans: Int
    let orphanSpans: Int
    let services: [Service]
    let isIncomplete: Bool

    /// A trace whose spans are here.
    init(_ trace: Trace) {
        let root = trace.mainRoot
        id = trace.idText
        (rootService, rootOperation) = (root.service, root.name)
        (start, duration, responseTime) = (trace.start, trace.duration, trace.responseTime)
        (spans, errorSpans, orphanSpans) = (trace.spanCount, trace.errorSpans, trace.orphanSpans)
        services = trace.services.map { Service(name: $0.name, spans: $0.spans, errorSpans: $0.errorSpans) }
        isIncomplete = trace.isIncomplete
    }

    /// What it is called, as `frontend: GET /cart`.
    var name: String { rootService.isEmpty ? rootOperation : rootService + ": " + rootOperation }
}
