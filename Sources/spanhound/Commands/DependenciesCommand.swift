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
              spanhound dependencies --json trace.json | jq '.edges[] | select(.errors > 0)'
            """)

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let input = try TraceInput(sources, serverArguments, options)
        let set = try input.read(.sample(filter.filter, limit: order.limit))
        let answer = try DependenciesAnswer(set, filter: filter.filter, sort: order.sort, limit: input.sources.paths.isEmpty ? nil : order.limit)
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        StandardOutput.flush()
        input.noteBasis(of: set, filter.filter)
    }
}
