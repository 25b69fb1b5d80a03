import ArgumentParser
import TraceAnalysis

/// In which order traces are listed, and how many.
struct OrderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Which traces come first.", valueName: "order"))
    var sort: TraceSort?

    @Option(help: ArgumentHelp("At most so many traces (default: all; 20 of a server).", valueName: "n"))
    var limit: Int?

    mutating func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }
}

// Whatever it is, the greatest comes first, except where the word says otherwise.
extension TraceSort: ExpressibleByArgument {}
