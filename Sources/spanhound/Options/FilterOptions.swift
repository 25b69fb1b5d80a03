import ArgumentParser
import TraceQuery

/// Which traces a command is about.
///
/// All that is said of a span must hold on one span; the answer covers whole traces.
struct FilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A span of this service.", valueName: "name"))
    var service: String?

    @OptionGroup var others: OtherFilterOptions

    /// The same as a filter.
    var filter: TraceFilter {
        var filter = others.filter
        filter.service = service
        return filter
    }
}
