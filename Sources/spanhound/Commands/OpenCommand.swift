import ArgumentParser
import Explorer
import Glibc
import Terminal
import TraceModel
import TraceSources

/// `spanhound open`, which is what `spanhound SOURCE` means: the explorer.
struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Explore traces on the screen (default).",
        discussion: """
            The footer names the keys that matter, ? lists all of them. When standard
            input is a source, keys come from the terminal all the same.

              spanhound trace.json
              spanhound traces/ more.json.gz
              spanhound --follow /var/log/otel/traces.json
              spanhound generate --scenario retry-storm | spanhound -
              spanhound http://jaeger:16686
              spanhound @prod saved.json
            """)

    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() throws {
        if options.json || options.markdown {
            throw Failure(
                .usage, code: "usage", "the explorer answers on the screen; use spanhound show, search or summary with --json or --markdown"
            )
        }
        if sources.adjustClockSkew != nil {
            throw Failure(
                .usage, code: "usage",
                "--adjust-clock-skew is for commands that print, such as spanhound show; the explorer shows times as they were recorded")
        }
        guard let input = try input() else { throw StartPage.failure(options) }
        let screen = ScreenOptions(colors: options.color.forScreen, isASCII: options.ascii, hasMouse: !options.noMouse)
        let isUTC = options.utc
        let end = UI.run { () async -> Result<ExplorerSession.End, TerminalError> in
            do throws(TerminalError) {
                return .success(try await ExplorerSession(input, options: screen, isUTC: isUTC).run())
            } catch {
                return .failure(error)
            }
        }
        switch end {
        case .failure(let error): throw Failure(error)
        case .success(.failed(let error)): throw Failure(error)
        case .success(.ended(.interrupted)): throw ExitStatus.interrupted
        case .success: break
        }
    }

    /// The sources named, or standard input when something other than a keyboard is there; nil when there is neither.
    private func input() throws(Failure) -> ExplorerInput? {
        let servers = try serverArguments.servers(among: sources.sources, options)
        if !servers.isEmpty { return try input(servers) }
        guard !sources.sources.isEmpty else {
            return isatty(STDIN_FILENO) == 1 || !StandardOutput.isTerminal ? nil : .files(["-"], follows: options.follow)
        }
        let paths = try sources.paths()
        try SourceCheck.check(paths)
        return .files(paths, follows: options.follow)
    }

    /// Servers, beside the files that are named too.
    private func input(_ servers: [ServerSource]) throws(Failure) -> ExplorerInput {
        let paths = try sources.paths()
        if options.follow { throw Failure(.usage, code: "usage", "--follow is for files; servers are asked again with f on the screen") }
        if !paths.isEmpty { try SourceCheck.check(paths) }
        let asked = try servers.map { source throws(Failure) in try source.server() }
        let settings = LiveSettings(
            servers: asked.map(\.name), limit: servers.compactMap(\.defaultLimit).max() ?? NamedSources.usualLimit,
            lookback: servers.compactMap(\.defaultLookback).max() ?? NamedSources.usualLookback)
        return .servers(SourceSet(paths: paths, servers: asked, cache: serverArguments.cache(options)), settings)
    }
}

extension ColorChoice {
    fileprivate var forScreen: ScreenOptions.ColorChoice {
        switch self {
        case .auto: .auto
        case .always: .always
        case .never: .never
        }
    }
}

extension Failure {
    /// There can be no screen.
    init(_ error: TerminalError) {
        let remedy = "to print traces use spanhound show, search or summary"
        let message =
            switch error.code {
            case .outputIsNoTerminal: "standard output is not a terminal; \(remedy)"
            case .noKeyboard: "there is no terminal to read keys from; \(remedy)"
            case .cannotPlaceCursor: "the terminal \"\(error.terminal)\" cannot place a cursor; \(remedy)"
            case .noDescription: "the terminal \"\(error.terminal)\" is not known here and no common one either; install ncurses-base"
            case .alreadyOpen: "the screen is taken already"
            }
        self.init(.usage, code: "no-terminal", message)
    }
}
