import ArgumentParser
import TraceModel

/// `spanhound operations`: what one service does.
struct OperationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operations",
        abstract: "List the operations of a service.",
        discussion: """
            An operation is a span name together with its kind.

              spanhound operations --service frontend trace.json
              spanhound operations --service frontend http://jaeger:16686
            """)

    @Option(help: ArgumentHelp("The service.", valueName: "name"))
    var service: String
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let answer = try TraceInput(sources, serverArguments, options).operations(of: service)
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
    }
}
