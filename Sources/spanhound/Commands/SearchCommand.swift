import ArgumentParser
import TraceAnalysis
import TraceModel

/// `spanhound search`: the traces that match.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "List the traces that match, one a line.",
        discussion: """
            What is said of a span (service, operation, tags, span durations, errors,
            start, end) must hold on one span; the answer is whole traces.

              spanhound search --service frontend --min-duration 500ms traces/
              spanhound search --tag http.status_code=500 --sort longest trace.json
              spanhound search --errors --json traces/ | jq -r '.traces[].traceID'
              spanhound search --operation checkout --differences traces/
              spanhound search --service frontend --lookback 3h http://jaeger:16686

            A Jaeger server is asked for 20 traces of the last hour, unless --limit,
            --lookback or --start say otherwise; without --service each of its services
            is asked for so many. It chooses them before --sort and before
            --min-duration and --max-duration, which are applied here to what it found.
            """)

    @Flag(help: "Say also what sets the traces that match apart from the others that were read.")
    var differences = false

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let input = try TraceInput(sources, serverArguments, options)
        let found = try found(input)
        let answer = SearchAnswer(
            found, filter: filter.filter, sort: order.sort ?? .recent, limit: order.limit ?? input.sources.listed,
            hasDifferences: differences)
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
    }

    /// What matches; with its spans when they are to be compared, for what servers tell of traces is not enough then.
    private func found(_ input: TraceInput) throws(Failure) -> FoundTraces {
        guard differences else { return try input.search(filter.filter, limit: order.limit) }
        return FoundTraces(set: try input.read(.search(filter.filter, limit: order.limit)))
    }
}
