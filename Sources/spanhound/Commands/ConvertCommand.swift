import ArgumentParser
import Explorer
import TraceAnalysis
import TraceFormats
import TraceModel
import TraceQuery

/// `spanhound convert`: the same traces in another format.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write the traces in another format.",
        discussion: """
            What the format cannot carry is said on standard error; with --strict it
            is an error, and no file is written. A file whose name ends in .gz or .zst
            is packed so, and it appears only when it is whole. Values of keys that
            look secret (password, token, cookie) are masked.

              spanhound convert --to otlp-json -o traces.jsonl.zst jaeger/
              spanhound convert --to jaeger --errors all.pb > failed.json
              spanhound convert --to otlp-protobuf trace.json | spanhound summary -
              spanhound convert --to jaeger --service orders -o a.json http://jaeger:16686

            Of a Jaeger server it writes what search finds there, or the traces whose
            whole ids --trace gives.
            """)

    @Option(name: .customLong("to"), help: ArgumentHelp("The format to write.", valueName: "format"))
    var format: OutputFormat

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?

    @Flag(help: "Write the values of keys that look secret, too.")
    var revealSecrets = false

    @Option(help: ArgumentHelp("Only the trace with this id, or beginning of an id; repeatable.", valueName: "id"))
    var trace: [String] = []

    @OptionGroup(title: "Filters") var filter: FilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        if options.json || options.markdown {
            throw Failure(.usage, code: "usage", "convert writes traces, as --to says; leave out --json and --markdown")
        }
        try checkOutput(against: sources.sources)
        let input = try TraceInput(sources, serverArguments, options)
        try input.checkIDs(trace)
        let set = try input.read(trace.isEmpty ? .search(filter.filter, limit: order.limit) : .traces(trace))
        let snapshot = set.snapshot
        // The files of folders are known only now.
        try checkOutput(against: snapshot.sources.map(\.name))
        let traces = try selected(from: set)
        if traces.isEmpty {
            throw Failure(.no, code: "no-such-trace", snapshot.traces.isEmpty ? "there is no trace" : "no trace matches")
        }
        var file = try TraceOutput(format, to: output, mask: revealSecrets ? nil : Secrets.exportMask)
        try file.write(snapshot, traces: traces)
        try report(try file.finish())
        try file.keep()
    }

    private func selected(from set: TraceSet) throws(Failure) -> [TraceRow] {
        let choice = TraceChoice(set, filter: filter.filter, sort: order.sort ?? .recent)
        guard trace.isEmpty else {
            var rows: [TraceRow] = []
            for id in trace {
                let row = try choice.named(id).row
                if !rows.contains(row) { rows.append(row) }
            }
            return Array(rows.prefix(order.limit ?? .max))
        }
        let matching = set.select(filter.filter)
        let ordered = order.sort.map { $0.sorted(matching, in: set.snapshot) } ?? matching
        return Array(ordered.prefix(order.limit ?? .max))
    }

    /// - Throws: that the output would take the place of something that is read.
    private func checkOutput(against inputs: [String]) throws(Failure) {
        guard let output, output != "-", let target = FileIdentity(output) else { return }
        guard let input = inputs.first(where: { FileIdentity($0) == target }) else { return }
        let name = input == "-" ? "standard input" : input
        throw Failure(.usage, code: "usage", "\(output): is read here, as \(name); write to another file", place: output)
    }

    /// Says what the format could not carry.
    ///
    /// - Throws: being strict, the first of it; what was masked was meant to be.
    private func report(_ losses: [ConversionLoss]) throws(Failure) {
        if !options.quiet {
            for loss in losses { StandardError.write("spanhound: note: \(Sentences.sentence(for: loss))\n") }
        }
        if options.strict, let loss = losses.first(where: { $0.code != .maskedValue }) {
            throw Failure(.input, code: loss.code.rawValue, "\(format.rawValue) cannot carry everything: \(Sentences.sentence(for: loss))")
        }
    }
}

extension Secrets {
    /// Hides in what is written what is hidden on the screen.
    static let exportMask = ValueMask(mask, hides: isSecret)
}

extension OutputFormat: ExpressibleByArgument {}
