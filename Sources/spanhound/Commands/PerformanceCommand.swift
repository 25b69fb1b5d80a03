import ArgumentParser
import TraceAnalysis
import TraceModel
import TraceQuery

/// `spanhound performance`: how one service performs, or where the time of spans is by what they say of themselves.
struct PerformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "performance",
        abstract: "Say how a service performs, or where the time of groups of spans is.",
        discussion: """
            A service's traces are those with a span of it; a call of it is a span that
            another service called, or that has no parent. Percentiles are durations
            that were measured, by nearest rank; those that few values say little about
            are marked with ~. SELF is what an operation takes without its children, on
            average, PATH its share of what decides how long the traces take.

              spanhound performance --service orders traces/
              spanhound performance --service orders --operation "POST /orders" a.json
              spanhound performance --service orders --json a.json | jq .entryLatency
              spanhound performance --service orders --limit 500 http://jaeger:16686

            Three error rates are told apart: of the calls of the service, of its traces
            with any error, and of its traces whose main root failed.

            With --by, spans are grouped by a key, the most self time first: by service,
            operation, or any attribute of theirs or of their resource; those without it
            are one group. With --service only spans of that service; without, of any.
            SHARE is of the self time of all of them, so that the groups add up.

              spanhound performance --by service --then operation traces/
              spanhound performance --service orders --by db.statement traces/
              spanhound performance --by http.route --json a.json | jq '.groups[0]'
            """)

    @Option(help: ArgumentHelp("Group spans: service, operation, or an attribute.", valueName: "key"))
    var by: StatisticsKey?

    @Option(help: ArgumentHelp("Group the spans of each group again.", valueName: "key"))
    var then: StatisticsKey?

    @Option(help: ArgumentHelp("At most so many rows of groups (default: 20).", valueName: "n"))
    var rows: Int?

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    mutating func validate() throws {
        if let rows, rows < 1 { throw ValidationError("--rows must be at least 1.") }
        if by != nil { return }
        if then != nil { throw ValidationError("--by is missing: --then groups again what --by has grouped.") }
        if rows != nil { throw ValidationError("--by is missing: --rows is about its groups.") }
        if filter.service == nil {
            throw ValidationError(
                "--service is missing: performance is about one service, or with --by about groups of spans."
                    + " spanhound services lists the services.")
        }
    }

    func run() throws {
        let input = try TraceInput(sources, serverArguments, options)
        let set = try input.read(.sample(filter.filter, limit: order.limit))
        let traces = TraceBasis(set, filter.filter, order, input.sources).rows
        let isOfNothing = try by.map { try group(traces, of: set, by: $0, input) } ?? describe(traces, of: set, input)
        StandardOutput.flush()
        if isOfNothing { StandardError.write("no trace matches\n") }
        input.noteBasis(of: set, filter.filter)
    }

    /// How the service performs.
    ///
    /// - Returns: whether there was nothing to look at.
    private func describe(_ traces: [TraceRow], of set: TraceSet, _ input: TraceInput) throws(Failure) -> Bool {
        let service = filter.service ?? ""
        let performance = set.snapshot.performance(of: service, in: traces) ?? ServicePerformance(service: service)
        if performance.traces == 0 { try input.checkService(service, in: set.snapshot) }
        let answer = PerformanceAnswer(performance: performance)
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        return performance.traces == 0
    }

    /// Where the time of spans is.
    ///
    /// - Returns: whether there was nothing to look at.
    private func group(_ traces: [TraceRow], of set: TraceSet, by key: StatisticsKey, _ input: TraceInput) throws(Failure) -> Bool {
        let answer = StatisticsAnswer(set.snapshot, traces: traces, service: filter.service, by: key, then: then)
        if let service = filter.service, answer.groups.isEmpty { try input.checkService(service, in: set.snapshot) }
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options), rows: rows ?? 20) }
        if answer.isOfUnknownKey, !options.quiet { StandardError.write("no span has \(key.name)\n") }
        return answer.groups.isEmpty
    }
}
