import Explorer
import TraceModel
import TraceQuery
import TraceSources

/// Reads files and asks servers for a command that answers without a screen; says on standard error what was odd about them.
struct TraceInput {
    let sources: NamedSources
    private let options: GlobalOptions
    /// How far spans may be moved for clocks to agree, in nanoseconds; nil for not at all.
    let maximumClockShift: Int64?

    /// - Throws: what is wrong with the sources, or that they are to be followed.
    init(_ sources: SourceArguments, _ arguments: ServerArguments, _ options: GlobalOptions) throws(Failure) {
        if options.follow {
            throw Failure(.usage, code: "usage", "--follow shows what comes on the screen; leave it out, or use spanhound --follow SOURCE")
        }
        self.sources = try NamedSources(sources, arguments, options)
        self.options = options
        maximumClockShift = sources.adjustClockSkew?.nanoseconds
    }

    /// Whether anything that goes wrong is to end the command.
    var isStrict: Bool { options.strict }
    /// Whether only failures are said.
    var isQuiet: Bool { options.quiet }

    /// Reads the files whole and asks the servers for what is wanted of them.
    ///
    /// - Throws: when nothing can be read, or, being strict, when anything was skipped or lost.
    func read(_ wish: Wish) throws(Failure) -> TraceSet { try read(wish, of: sources.servers, isAlone: true) }

    /// Reads the files and asks some servers.
    ///
    /// - Parameter isAlone: whether there is no answer when none of them can be read.
    func read(_ wish: Wish, of servers: [JaegerServer], isAlone: Bool) throws(Failure) -> TraceSet {
        if servers.isEmpty { return try readFiles(isAlone: isAlone) }
        let set = SourceSet(paths: sources.paths, servers: servers, cache: sources.cache)
        var failures: [InputError] = []
        let progress = ProgressLine(isShown: StandardError.isTerminal && !options.quiet)
        do throws(InputError) {
            try set.readFiles(onUpdate: { progress.show($0.progress) })
        } catch {
            failures.append(error)
        }
        // What servers fail of in a search is told with the set.
        var untold = failures
        switch wish {
        case .search(let filter, let limit), .sample(let filter, let limit):
            failures += set.search(query(filter, limit: limit), onUpdate: { progress.show($0.progress) }).failures
        case .samples(let filters, let limit):
            for filter in filters {
                failures += set.search(query(filter, limit: limit), onUpdate: { progress.show($0.progress) }).failures
            }
        case .traces(let ids):
            for id in ids where Wish.isWholeID(id) {
                do throws(InputError) {
                    _ = try set.fetch(id, onUpdate: { progress.show($0.progress) })
                } catch {
                    failures.append(error)
                    if error.diagnostic.code != .traceNotFound { untold.append(error) }
                }
            }
        }
        set.keepFetched()
        progress.clear()
        // Files may hold what no server knows, and the other way round.
        let snapshot = set.snapshot
        if isAlone, snapshot.traces.isEmpty, let failure = untold.first ?? failures.first { throw Failure(failure) }
        try report(untold.map(\.diagnostic))
        try report(snapshot.sources.flatMap(\.diagnostics.entries).filter { $0.code != .limitReached || !wish.isSample })
        return adjustingClocks(of: TraceSet(snapshot, servers: servers.count))
    }

    /// The question for a search, reckoned from this moment.
    func query(_ filter: TraceFilter, limit: Int?) -> ServerQuery {
        ServerQuery(filter, limit: limit ?? sources.limit, now: Wish.now, lookback: sources.lookback)
    }

    /// Reads the files only.
    ///
    /// - Parameter isAlone: whether there is no answer when they cannot be read.
    func readFiles(isAlone: Bool) throws(Failure) -> TraceSet {
        let progress = ProgressLine(isShown: StandardError.isTerminal && !options.quiet)
        let snapshot: Snapshot
        do throws(InputError) {
            snapshot = try FileLoader(paths: sources.paths).load(onUpdate: { progress.show($0.progress) })
        } catch {
            progress.clear()
            guard !isAlone else { throw Failure(error) }
            try report([error.diagnostic])
            return TraceSet(files: .empty)
        }
        progress.clear()
        try report(snapshot.sources.flatMap(\.diagnostics.entries))
        return adjustingClocks(of: TraceSet(files: snapshot))
    }

    /// - Throws: that a server cannot be asked for one of these, when there are servers only.
    func checkIDs(_ ids: [String]) throws(Failure) {
        guard sources.paths.isEmpty, let id = ids.first(where: { !Wish.isWholeID($0) }) else { return }
        throw Failure(.usage, code: "usage", "a server wants the whole id of a trace, up to 32 hexadecimal digits, not \"\(id)\"")
    }

    // MARK: What is said about it

    /// Says what was skipped or lost, where a server may have more, and with `--verbose` what is merely odd.
    func report(_ findings: [Diagnostic]) throws(Failure) {
        for finding in findings where options.verbose || finding.severity > .note || Self.always.contains(finding.code) { note(finding) }
        if options.strict, let worst = findings.filter({ $0.severity > .note }).max(by: { $0.severity < $1.severity }) {
            throw Failure(InputError(worst))
        }
    }

    /// Says one thing.
    func note(_ finding: Diagnostic) {
        if options.quiet { return }
        StandardError.write("spanhound: " + Sentences.heading(finding.severity) + ": " + Self.sentence(for: finding) + "\n")
    }

    /// What makes an answer less than whole, though nothing went wrong.
    private static let always: Set<DiagnosticCode> = [.limitReached, .servicesNotAsked, .tagsNotHeeded, .tracesLetGo, .fromCache]

    private static func sentence(for finding: Diagnostic) -> String {
        guard finding.code == .limitReached else { return Sentences.sentence(for: finding) }
        let text = Sentences.sentence(for: Diagnostic(finding.code, at: finding.place, found: finding.found))
        let times = finding.count > 1 ? " (of \(CountText.text(finding.count)) services)" : ""
        return text + times + "; a higher --limit, or a shorter time by --start and --end, gets them"
    }
}

extension Failure {
    /// Input that cannot be used.
    init(_ error: InputError) {
        let code = error.diagnostic.code
        let status: ExitStatus =
            switch code {
            case .traceNotFound: .no
            case .badServerAddress, .badServerOption, .requestRefused: .usage
            default: code.isOfUnwillingServer ? .source : .input
            }
        self.init(
            status, code: code.rawValue, Sentences.sentence(for: error), place: Sentences.place(error.diagnostic.place))
    }
}
