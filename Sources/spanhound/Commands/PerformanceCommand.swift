import ArgumentParser
import TraceAnalysis
import TraceModel
import TraceQuery

/// `spanhound performance`: how one service performs.
struct PerformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "performance",
        abstract: "Say how a service performs: durations, errors, operations.",
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
            """)

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    mutating func validate() throws {
        if filter.service == nil {
            throw ValidationError("--service is missing: performance is about one service. spanhound services lists them.")
        }
    }

    func run() throws {
        let service = filter.service ?? ""
        let input = try TraceInput(sources, serverArguments, options)
        let set = try input.read(.sample(filter.filter, limit: order.limit))
        let rows = TraceBasis(set, filter.filter, order, input.sources).rows
        let performance = set.snapshot.performance(of: service, in: rows) ?? ServicePerformance(service: service)
        if performance.traces == 0 { try input.checkService(service, in: set.snapshot) }
        let answer = PerformanceAnswer(performance: performance)
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        StandardOutput.flush()
        if performance.traces == 0 { StandardError.write("no trace matches\n") }
        input.noteBasis(of: set, filter.filter)
    }
}
