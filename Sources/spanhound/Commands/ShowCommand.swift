import ArgumentParser
import TraceAnalysis
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
              spanhound show --trace 4205731396d9518f http://jaeger:16686

            A Jaeger server wants the whole id; without --trace it is searched as
            search does it.
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
        let input = try TraceInput(sources, serverArguments, options)
        if let trace { try input.checkIDs([trace]) }
        let set = try input.read(trace.map { .traces([$0]) } ?? .search(filter.filter, limit: order.limit))
        let choice = TraceChoice(set, filter: filter.filter, sort: order.sort ?? .longest)
        if let trace { return try choice.named(trace) }
        return try choice.unnamed(isQuiet: options.quiet || options.json)
    }
}
