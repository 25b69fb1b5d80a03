import ArgumentParser
import TraceModel
import TraceQuery

/// `spanhound show`: one trace.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print one trace as a waterfall.",
        discussion: """
            Without --trace it is the only trace that matches, or the slowest. A trace
            id may be cut to any unambiguous beginning. The drawing is as wide as the
            terminal, or as COLUMNS says.

              spanhound show trace.json
              spanhound show --trace 1a2b --details trace.json
              spanhound show --errors --service payments --json traces/
            """)

    @Option(help: ArgumentHelp("The trace's id, or its beginning.", valueName: "id"))
    var trace: String?

    @Flag(help: "List the tags, logs and references of every span.")
    var details = false

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let answer = ShowAnswer(try chosen())
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options), details: details) }
    }

    /// The trace asked for.
    private func chosen() throws(Failure) -> Trace {
        let isQuiet = options.quiet || options.json
        guard let input = try ServerInput(sources, serverArguments, options) else {
            let choice = TraceChoice(try TraceInput.load(sources, options), filter: filter.filter, sort: order.sort ?? .longest)
            if let trace { return try choice.named(trace) }
            return try choice.unnamed(isQuiet: isQuiet)
        }
        // What the server has found is not asked again, but it knows nothing of how long a whole trace took.
        let snapshot: Snapshot
        if let trace { snapshot = try input.trace(trace) } else { snapshot = try input.search(filter.filter, limit: order.limit) }
        let found = TraceChoice(snapshot, filter: trace == nil ? filter.filter.ofTracesAlone : TraceFilter(), sort: order.sort ?? .longest)
        return try found.unnamed(isQuiet: isQuiet)
    }
}
