import ArgumentParser
import TraceModel

/// `spanhound services`: the services there are.
struct ServicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "services",
        abstract: "List the services, with their spans, errors and entry latency.",
        discussion: """
              spanhound services traces/
              spanhound services --json trace.json | jq -r '.services[].name'
            """)

    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        if let input = try ServerInput(sources, serverArguments, options) {
            let answer = ServerServicesAnswer(names: try input.services())
            return options.json ? answer.writeJSON() : answer.print(on: Page(options))
        }
        let answer = ServicesAnswer(try TraceInput.load(sources, options))
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
    }
}
