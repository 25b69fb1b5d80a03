import Explorer
import TraceModel

extension Failure {
    /// No span names this service; says which there are.
    init(noService service: String, in snapshot: Snapshot) {
        self.init(noService: service, among: ServicesAnswer.names(in: snapshot))
    }

    /// The same, of those that are named.
    init(noService service: String, among names: [String]) {
        let shown = names.prefix(20).map { $0.isEmpty ? "\"\"" : $0 }
        let more = names.count > shown.count ? ["and \(CountText.text(names.count - shown.count)) more"] : []
        self.init(
            .no, code: "no-such-service", "no service is called \"\(service)\"" + (names.isEmpty ? "" : "; there are:"),
            details: shown + more)
    }
}
