import Explorer
import TraceModel
import TraceSources

/// Reads sources for a command that answers without a screen, and says on standard error what was odd about them.
enum TraceInput {
    /// Reads everything.
    ///
    /// - Throws: when nothing can be read, or, being strict, when anything was skipped or lost.
    static func load(_ arguments: SourceArguments, _ options: GlobalOptions) throws(Failure) -> Snapshot {
        let sources = try arguments.checked()
        if options.follow {
            throw Failure(.usage, code: "usage", "--follow shows what comes on the screen; leave it out, or use spanhound --follow SOURCE")
        }
        let progress = ProgressLine(isShown: StandardError.isTerminal && !options.quiet)
        let snapshot: Snapshot
        do throws(InputError) {
            snapshot = try FileLoader(paths: sources).load(onUpdate: { progress.show($0.progress) })
        } catch {
            progress.clear()
            throw Failure(error)
        }
        progress.clear()
        try report(snapshot, options)
        return snapshot
    }

    /// Says what was skipped or lost, and with `--verbose` what is merely odd.
    static func report(_ snapshot: Snapshot, _ options: GlobalOptions) throws(Failure) {
        let findings = snapshot.sources.flatMap(\.diagnostics.entries)
        if !options.quiet {
            for finding in findings where options.verbose || finding.severity > .note {
                StandardError.write("spanhound: " + Sentences.heading(finding.severity) + ": " + Sentences.sentence(for: finding) + "\n")
            }
        }
        if options.strict, let worst = findings.filter({ $0.severity > .note }).max(by: { $0.severity < $1.severity }) {
            throw Failure(InputError(worst))
        }
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
