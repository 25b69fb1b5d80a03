import TestSupport
import TraceModel

@testable import Explorer

/// Explorers on a server that a test plays.
extension Driver {
    /// A session that has begun; with services, one whose server has named them and has no recent traces.
    static func live(services: [String]? = nil) -> Driver {
        var driver = Driver(120, 40, live: LiveSettings(servers: ["http://a:1"], limit: 20, lookback: 3_600_000_000_000))
        driver.load(.empty)
        guard let services else { return driver }
        driver.send(.servicesListed(services))
        driver.endAll()
        return driver
    }

    /// Everything that was asked of the server, in order.
    var questions: [Question] {
        asked.compactMap { if case .ask(let question, _) = $0 { question } else { nil } }
    }

    /// The server answers with traces.
    mutating func answer(_ snapshot: Snapshot) {
        var progress = LoadProgress()
        progress.isFinished = true
        send(.answered(snapshot, progress))
    }

    /// The question asked last ends.
    mutating func end(failure: DiagnosticCode? = nil, isCut: Bool = false) {
        let failures = failure.map { [InputError(Diagnostic($0, at: Place(source: "http://a:1")))] } ?? []
        send(.questionEnded(QuestionEnding(ticket: state.live?.asked.last?.ticket ?? 0, failures: failures, isCut: isCut)))
    }

    /// All questions end.
    mutating func endAll() { while state.isAsking { end() } }
}
