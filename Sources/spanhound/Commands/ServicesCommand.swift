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
              spanhound services http://jaeger:16686

            SPANS are counted as often as they were read; in shares and percentiles
            those that were read twice count once. A server tells the names only.
            """)

    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let answer = try TraceInput(sources, serverArguments, options).services()
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
    }
}
