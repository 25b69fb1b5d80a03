import ArgumentParser
import TraceModel
import TraceQuery

/// `spanhound dependencies`: who calls whom.
struct DependenciesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dependencies",
        abstract: "List who calls whom: calls, errors, and how long both sides took.",
        discussion: """
            A call is a span whose parent is another service's. It failed when either
            of the two did. CALLER and CALLEE are what it took either on average, P95
            is the callee's, GAP is what it took the caller beyond that. Databases,
            queues and others that record no spans are known from what clients say of
            them, and marked with *. With --service, calls by that service and of it.

              spanhound dependencies traces/
              spanhound dependencies --service orders --errors traces/
              spanhound dependencies --json trace.json | jq '.edges[] | select(.errors>0)'
              spanhound dependencies --lookback 3h --limit 200 http://jaeger:16686

            Of a Jaeger server 20 traces of the last hour are looked at, unless --limit
            and --lookback say otherwise; its own count of calls stands beside that.
            """)

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let input = try TraceInput(sources, serverArguments, options)
        let set = try input.read(.sample(filter.filter, limit: order.limit))
        let answer = try DependenciesAnswer(
            set, filter: filter.filter, sort: order.sort, limit: input.sources.paths.isEmpty ? nil : order.limit,
            server: try ServerCalls(input, filter.filter))
        if let service = filter.service, answer.isEmpty { try input.checkService(service, in: set.snapshot) }
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        StandardOutput.flush()
        input.noteBasis(of: set, filter.filter)
    }
}
