import ArgumentParser
import TraceQuery

/// Which traces a server is asked for, by a command that counts everything in files.
struct QuestionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Of a server, traces with a span of this service (default: of each service).", valueName: "name"))
    var service: String?

    @Option(help: ArgumentHelp("Of a server, traces of so long until now (default: 1h).", valueName: "duration"))
    var lookback: DurationArgument?

    @Option(help: ArgumentHelp("Of a server, at most so many traces of a service (default: 20).", valueName: "n"))
    var limit: Int?

    mutating func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    /// The same as a filter.
    var filter: TraceFilter {
        var filter = TraceFilter()
        filter.service = service
        filter.lookback = lookback?.nanoseconds
        return filter
    }

    /// - Throws: that something is said of servers where there is none.
    func check(_ sources: NamedSources) throws(Failure) {
        let given = [(service != nil, "--service"), (lookback != nil, "--lookback"), (limit != nil, "--limit")]
        guard sources.servers.isEmpty, let name = given.first(where: \.0)?.1 else { return }
        throw Failure(.usage, code: "usage", "\(name) says what a server is asked for; files are counted whole")
    }
}
