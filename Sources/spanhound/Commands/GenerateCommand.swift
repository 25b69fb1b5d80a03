import ArgumentParser
import TraceFormats
import TraceSimulator

/// `spanhound generate`: simulated traces.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write simulated traces of an e-commerce system.",
        discussion: """
            The same arguments give the same bytes, and ten traces are the first ten of
            twenty. A file whose name ends in .gz or .zst is packed so.

            \(scenarios)

              spanhound generate --scenario slow-database -o slow.json
              spanhound generate --spans 500000 --format otlp-json -o large.jsonl.zst
              spanhound generate | spanhound
            """)

    private static let scenarios = Scenario.allCases
        .map { "  " + $0.rawValue + String(repeating: " ", count: max(2, 17 - $0.rawValue.count)) + $0.summary }.joined(separator: "\n")

    @Option(help: ArgumentHelp("So many traces (default: 100).", valueName: "n"))
    var traces: Int?

    @Option(help: ArgumentHelp("Exactly so many spans, instead of a number of traces.", valueName: "n"))
    var spans: Int?

    @Option(help: ArgumentHelp("What goes on in the system.", valueName: "name"))
    var scenario = Scenario.checkout

    @Option(help: ArgumentHelp("Another number gives other traces.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("How spans are spread over traces; all but natural make large ones.", valueName: "name"))
    var shape = Shape.natural

    @Option(help: ArgumentHelp("Spans of each large trace (default: all in one).", valueName: "n"))
    var spansPerTrace: Int?

    @Option(help: ArgumentHelp("The format to write.", valueName: "format"))
    var format = OutputFormat.jaeger

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    mutating func validate() throws {
        if traces != nil && spans != nil { throw ValidationError("--traces and --spans exclude each other.") }
        for (name, number) in [("--traces", traces), ("--spans", spans), ("--spans-per-trace", spansPerTrace)] {
            if let number, number < 1 { throw ValidationError("\(name) must be at least 1.") }
        }
    }

    func run() throws {
        let amount = spans.map { Simulator.Amount.spans($0) } ?? .traces(traces ?? 100)
        var file = try TraceOutput(format, to: output)
        for snapshot in Simulator(scenario: scenario, amount: amount, seed: seed, shape: shape, spansPerTrace: spansPerTrace) {
            try file.write(snapshot)
        }
        _ = try file.finish()
        try file.keep()
    }
}

extension Scenario: ExpressibleByArgument {}
extension Shape: ExpressibleByArgument {}
