import ArgumentParser
import TraceAnalysis
import TraceModel
import TraceQuery

/// `spanhound compare`: where two sets of traces, or two traces, spend their time differently.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two sets of traces, or two traces: where the time went, and why.",
        usage: """
            spanhound compare [OPTIONS] A B
            spanhound compare [OPTIONS] --source SOURCE ID ID
            """,
        discussion: """
            Traces are merged by who called whom. A and B are times on critical paths by
            trace, so that the changes add up to what traces take longer. Below that
            stands what makes the slower set slow, inside which service or on the way
            into which, and what its traces say that the others do not; differences
            that may be chance are left out. Filters apply to both sides.

              spanhound compare before.json after.json
              spanhound compare --service frontend @staging @prod --limit 200
              spanhound compare --source traces/ 1a2b 3c4d
              spanhound compare --fail-over 10% main.json branch.json

            With --fail-over the exit code is 1 when traces of B take longer than those
            of A by more than that, on average. A side without traces fails nothing.

            Jaeger compares how often two traces call what, and takes a span with
            children and one without for different things; here they are the same.
            """)

    @Option(
        help: ArgumentHelp("Where the two traces are whose ids are A and B; repeatable.", valueName: "source"), completion: .file())
    var source: [String] = []

    @Option(help: ArgumentHelp("Exit with 1 when B takes longer than A by more than this: 10%, 5ms.", valueName: "share"))
    var failOver: FailOver?

    @Option(help: ArgumentHelp("At most so many rows of a table.", valueName: "n"))
    var rows = 20

    @OptionGroup var path: OverlapOption
    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    mutating func validate() throws {
        if rows < 1 { throw ValidationError("--rows must be at least 1.") }
        if sources.sources.count != 2 {
            throw ValidationError("compare wants two sources, or two trace ids with --source; \(sources.sources.count) given.")
        }
    }

    func run() throws {
        let sides = try source.isEmpty ? ofSources() : ofIDs()
        let answer = CompareAnswer(sides[0].side, sides[1].side, overlap: path.overlap, rows: rows)
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        StandardOutput.flush()
        for side in sides where !options.quiet { answer.explain(side.side) }
        for side in sides { side.input.noteBasis(of: side.set, filter.filter) }
        if let failOver { try answer.check(failOver, isQuiet: options.quiet) }
    }

    // MARK: Sides

    /// One side, and where it was read.
    private struct Read {
        let side: CompareAnswer.Side
        let input: TraceInput
        let set: TraceSet
    }

    /// The sets of two sources.
    private func ofSources() throws(Failure) -> [Read] {
        if sources.sources.allSatisfy({ $0 == "-" }) {
            throw Failure(.usage, code: "usage", "standard input (-) can be read only once")
        }
        var sides: [Read] = []
        for (label, source) in zip(["A", "B"], sources.sources) {
            let input = try input([source]), set: TraceSet
            do throws(Failure) {
                set = try input.read(.sample(filter.filter, limit: order.limit))
            } catch {
                let isMaybeID = error.code == DiagnosticCode.noSuchFile.rawValue && Wish.isWholeID(source)
                throw isMaybeID ? error.advised("to compare traces by their ids, say with --source where they are") : error
            }
            let matching = set.select(filter.filter), limit = input.sources.paths.isEmpty ? nil : order.limit
            let rows = (order.sort?.sorted(matching, in: set.snapshot) ?? matching).prefix(limit ?? .max)
            let selection = TraceSelection(set.snapshot, Array(rows), matched: .of(filter.filter, in: set.snapshot))
            let side = CompareAnswer.Side(label, source: source, selection)
            sides.append(Read(side: side, input: input, set: set))
        }
        if let service = filter.service, sides.allSatisfy({ $0.side.traces == 0 }) { try check(service, sides) }
        return sides
    }

    /// - Throws: that neither side knows a service.
    private func check(_ service: String, _ sides: [Read]) throws(Failure) {
        var failure: Failure?
        for side in sides {
            do throws(Failure) {
                return try side.input.checkService(service, in: side.set.snapshot)
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Two traces, by the beginnings of their ids.
    private func ofIDs() throws(Failure) -> [Read] {
        let input = try input(source), ids = sources.sources
        try input.checkIDs(ids)
        let set = try input.read(.traces(ids))
        let choice = TraceChoice(set, filter: filter.filter, sort: order.sort ?? .longest)
        var sides: [Read] = []
        for (label, id) in zip(["A", "B"], ids) {
            sides.append(Read(side: CompareAnswer.Side(label, try choice.named(id)), input: input, set: set))
        }
        return sides
    }

    private func input(_ names: [String]) throws(Failure) -> TraceInput {
        var named = sources
        named.sources = names
        return try TraceInput(named, serverArguments, options)
    }
}
