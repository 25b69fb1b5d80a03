import ArgumentParser
import TraceModel
import TraceQuery

/// `spanhound slow`: the traces that took long.
struct SlowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slow",
        abstract: "List the traces that took long, slowest first, and what took the time.",
        discussion: """
            Whole traces are measured, from their first start to their last end, and
            listed when they take --threshold or more; with --service, when they have a
            span of that service too. Below each stands what decides how long it took,
            most first: shares of its critical path; at the end, what slow traces have
            and the others lack.

              spanhound slow traces/
              spanhound slow --service orders --threshold 2s --limit 10 traces/
              spanhound slow --json traces/ | jq -r '.traces[].traceID'
              spanhound slow --threshold 1s --lookback 3h http://jaeger:16686

            A Jaeger server compares durations with single spans and not with traces,
            so it is asked for 20 traces of the last hour, unless --limit and --lookback
            say otherwise, and those are measured here.
            """)

    @Option(help: ArgumentHelp("A trace that takes so long is slow: 500ms, 2s.", valueName: "duration"))
    var threshold = DurationArgument(nanoseconds: 500_000_000)

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let input = try TraceInput(sources, serverArguments, options)
        let set = try input.read(.sample(filter.filter, limit: order.limit))
        let answer = SlowAnswer(
            set, filter.filter, threshold: threshold.nanoseconds, sort: order.sort, limit: order.limit)
        if let service = filter.service, answer.isOfNothing { try input.checkService(service, in: set.snapshot) }
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        StandardOutput.flush()
        input.noteBasis(of: set, filter.filter)
    }
}
