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
              spanhound summary --service orders --lookback 3h http://jaeger:16686

            A Jaeger server cannot be counted whole: it is asked for 20 traces of the
            last hour, of each of its services unless --service names one.
            """)

    @OptionGroup(title: "Questions") var question: QuestionOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let input = try TraceInput(sources, serverArguments, options)
        try question.check(input.sources)
        let set = try input.read(.sample(question.filter, limit: question.limit))
        let answer = SummaryAnswer(set.snapshot)
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        StandardOutput.flush()
        input.noteBasis(of: set, question.filter)
    }
}
