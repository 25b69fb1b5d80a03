import ArgumentParser
import TraceQuery

/// Which traces a command is about, but for the service.
///
/// All that is said of a span must hold on one span; the answer covers whole traces.
struct OtherFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A span with this name.", valueName: "name"))
    var operation: String?

    @Option(help: ArgumentHelp("A span with this tag, resource attribute, or log field; repeatable.", valueName: "key=value"))
    var tag: [String] = []

    @Flag(help: "A span that failed.")
    var errors = false

    @Option(help: ArgumentHelp("A span that began at this time or later (RFC 3339).", valueName: "time"))
    var start: InstantArgument?

    @Option(help: ArgumentHelp("A span that began at this time or earlier (RFC 3339).", valueName: "time"))
    var end: InstantArgument?

    @Option(help: ArgumentHelp("A span that began so long ago at most, in files before the newest one: 2d.", valueName: "duration"))
    var lookback: DurationArgument?

    @Option(help: ArgumentHelp("Traces that took at least so long, applied to what a server found: 500ms, 1.5s.", valueName: "duration"))
    var minDuration: DurationArgument?

    @Option(help: ArgumentHelp("Traces that took at most so long: 10s.", valueName: "duration"))
    var maxDuration: DurationArgument?

    @Option(help: ArgumentHelp("A span that took at least so long: 20ms.", valueName: "duration"))
    var minSpanDuration: DurationArgument?

    @Option(help: ArgumentHelp("A span that took at most so long: 2s.", valueName: "duration"))
    var maxSpanDuration: DurationArgument?

    mutating func validate() throws {
        for pair in tag where !pair.dropFirst().contains("=") {
            throw ValidationError("--tag \(pair): write key=value.")
        }
        try Self.check(minDuration, maxDuration, "--min-duration is above --max-duration.")
        try Self.check(minSpanDuration, maxSpanDuration, "--min-span-duration is above --max-span-duration.")
        if let start, let end, start.nanoseconds > end.nanoseconds { throw ValidationError("--start is after --end.") }
    }

    private static func check(_ least: DurationArgument?, _ most: DurationArgument?, _ message: String) throws {
        if let least, let most, least.nanoseconds > most.nanoseconds { throw ValidationError(message) }
    }

    /// The same as a filter.
    var filter: TraceFilter {
        var filter = TraceFilter()
        filter.operation = operation
        filter.tags = tag.compactMap { pair in
            // A key may begin with anything, so that the first equals sign behind its first character ends it.
            guard let end = pair.dropFirst().firstIndex(of: "=") else { return nil }
            return TraceFilter.Tag(key: String(pair[..<end]), value: String(pair[pair.index(after: end)...]))
        }
        filter.errorsOnly = errors
        filter.start = start?.nanoseconds
        filter.end = end?.nanoseconds
        filter.lookback = lookback?.nanoseconds
        filter.minDuration = minDuration?.nanoseconds
        filter.maxDuration = maxDuration?.nanoseconds
        filter.minSpanDuration = minSpanDuration?.nanoseconds
        filter.maxSpanDuration = maxSpanDuration?.nanoseconds
        return filter
    }
}
