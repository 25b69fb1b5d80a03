import ArgumentParser
import TraceModel

/// `spanhound summary`: what was read, per file and in all.
struct SummaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "Say what was read, per file and in all.",
        discussion: """
            Counts spans, traces, services, operations, errors and everything odd, and
            gives the percentiles of the traces' durations.

              spanhound summary trace.json
              spanhound summary --json traces/ | jq .traceDuration.p95Nano
            """)

    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let answer = SummaryAnswer(try TraceInput.load(sources, options))
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
    }
}
