import ArgumentParser
import TraceModel

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
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let snapshot = try TraceInput.load(sources, options)
        let choice = TraceChoice(snapshot, filter: filter.filter, sort: order.sort ?? .longest)
        let answer = ShowAnswer(try trace.map(choice.named) ?? choice.unnamed(isQuiet: options.quiet || options.json))
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options), details: details) }
    }
}
