import ArgumentParser
import TraceModel
import TraceQuery

/// `spanhound errors`: the traces in which something failed.
struct ErrorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errors",
        abstract: "List the traces that failed, gravest first: where it began, how far it went.",
        discussion: """
            A trace is listed when any of its spans is marked as an error; with
            --service, when it has a span of that service too. It is fatal when its
            main root failed; fatal ones come first, then the longest. A failure
            begins in a span whose children are all well, and goes up as far as the
            spans above are errors. Traces that fail alike are counted together:
            same span, same message but for numbers and ids. Below the list stands what
            sets them apart from those that are well: versions, hosts, customers.

              spanhound errors traces/
              spanhound errors --service checkout --limit 10 traces/
              spanhound errors --json traces/ | jq '.traces[] | select(.reachesRoot)'
              spanhound errors --lookback 3h --limit 200 http://jaeger:16686

            A log line with a message is no error, and neither is an HTTP status of
            400 or more that nobody marked as one: replies of 500 or more are named
            below the list. To Jaeger's screen the text "false" in the tag error is
            an error, here it is none.

            Of a Jaeger server 20 traces of the last hour are looked at, unless --limit
            and --lookback say otherwise; --errors asks it for failed ones only.
            """)

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        let input = try TraceInput(sources, serverArguments, options)
        let set = try input.read(.sample(filter.filter, limit: order.limit))
        let answer = ErrorsAnswer(
            set, filter: filter.filter, sort: order.sort, limit: order.limit,
            isShort: !set.hasServers && !options.markdown && !options.json)
        if let service = filter.service, answer.isOfNothing { try input.checkService(service, in: set.snapshot) }
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        StandardOutput.flush()
        input.noteBasis(of: set, filter.filter)
    }
}
