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
            """)

    @Option(help: ArgumentHelp("The service.", valueName: "name"))
    var service: String
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        if let input = try ServerInput(sources, serverArguments, options) {
            let answer = ServerOperationsAnswer(service: service, operations: try input.operations(of: service))
            return options.json ? answer.writeJSON() : answer.print(on: Page(options))
        }
        let snapshot = try TraceInput.load(sources, options)
        guard let answer = OperationsAnswer(snapshot, service: service) else { throw Failure(noService: service, in: snapshot) }
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
    }
}
