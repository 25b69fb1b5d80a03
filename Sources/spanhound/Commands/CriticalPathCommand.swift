import ArgumentParser
import TraceAnalysis
import TraceModel
import TraceQuery

/// `spanhound critical-path`: what decides how long traces take.
struct CriticalPathCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "critical-path",
        abstract: "Say what decides how long one trace takes, or all that match.",
        discussion: """
            From the end of a trace backwards, the child that ended last decides, before
            it the one that ended last until then, and what no child covers is the
            span's own time. The parts sum up to the duration exactly. What a span waits
            outside its only child, when that is another service's, is the way into that
            service: the network's time, and the queues'.

              spanhound critical-path --trace 1a2b traces/
              spanhound critical-path --operation "GET /cart" --min-duration 1s traces/
              spanhound critical-path --folded traces/ > path.folded
              spanhound critical-path --service frontend http://jaeger:16686

            --folded writes call stacks with nanoseconds, for flame graph tools.

            Other than in Jaeger, siblings that touch follow each other, and so do those
            that overlap by less than --overlap percent of their parent; orphans have
            paths too. With --overlap 0 only siblings that do not overlap do.
            """)

    @Option(help: ArgumentHelp("The trace's id, or its beginning.", valueName: "id"))
    var trace: String?

    @OptionGroup var path: OverlapOption

    @Flag(help: "Write call stacks, one a line, with their nanoseconds on critical paths.")
    var folded = false

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    mutating func validate() throws {
        if folded && (options.json || options.markdown) { throw ValidationError("--folded is a format of its own; leave the other out.") }
    }

    func run() throws {
        let input = try TraceInput(sources, serverArguments, options)
        if let trace {
            try input.checkIDs([trace])
            let set = try input.read(.traces([trace]))
            let chosen = try TraceChoice(set, filter: filter.filter, sort: order.sort ?? .longest).named(trace)
            return write(set.snapshot, [chosen.row])
        }
        let set = try input.read(.sample(filter.filter, limit: order.limit))
        let matching = TraceList(set, filter: filter.filter, sort: order.sort ?? .longest).traces
        if matching.isEmpty, let service = filter.service { try input.checkService(service, in: set.snapshot) }
        let rows = matching.prefix(input.sources.paths.isEmpty ? .max : order.limit ?? .max).map(\.row)
        write(set.snapshot, rows)
        input.noteBasis(of: set, filter.filter)
    }

    private func write(_ snapshot: Snapshot, _ rows: [TraceRow]) {
        if folded {
            FoldedStacks(snapshot, rows, overlap: path.overlap).write()
        } else {
            let answer = CriticalPathAnswer(snapshot, rows, overlap: path.overlap)
            if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        }
        StandardOutput.flush()
    }
}
