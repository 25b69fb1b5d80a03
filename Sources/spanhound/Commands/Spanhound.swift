import ArgumentParser

/// The command `spanhound` and what stands below it.
struct Spanhound: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spanhound",
        abstract: "Hunt slow spans from a terminal.",
        usage: """
            spanhound [OPTIONS] SOURCE...
            spanhound SUBCOMMAND [OPTIONS] [SOURCE...]
            """,
        discussion: """
            Opens trace files in an explorer driven by the keyboard. A SOURCE is a
            file of traces (Jaeger, Zipkin, OpenTelemetry, Tempo, Elasticsearch;
            plain, gzip or zstd), a folder of them, - for standard input, or a Jaeger
            server: its address, or @name with a profile in config.toml. Several are
            merged into one set of traces. The subcommands answer without a screen, as
            text or, with --json, for programs.

              spanhound trace.json                 explore a file
              spanhound show trace.json            print its waterfall
              spanhound report traces/             how each service is doing
              spanhound errors traces/             what failed, and where it began
              spanhound compare a.json b.json      what has changed, and why
              spanhound services @prod             ask a server that has a profile
              spanhound convert --to jaeger a.pb   write them in another format
              spanhound generate | spanhound -     look around with simulated traces

            Exit codes: 0 answered, 1 the answer is no, 2 wrong usage, 3 input not
            understood, 4 source unreachable, 130 interrupted.
            """,
        version: Version.text,
        subcommands: [
            OpenCommand.self, SummaryCommand.self, ServicesCommand.self, OperationsCommand.self, SearchCommand.self, ShowCommand.self,
            PerformanceCommand.self, SlowCommand.self, ErrorsCommand.self, DependenciesCommand.self, CriticalPathCommand.self,
            ReportCommand.self, CompareCommand.self, ConvertCommand.self, GenerateCommand.self, KeysCommand.self, ManCommand.self,
        ],
        defaultSubcommand: OpenCommand.self)
}
