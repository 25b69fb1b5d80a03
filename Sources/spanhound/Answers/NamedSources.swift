import TraceModel
import TraceSources

/// The sources of a command, told apart: files are read whole, servers are asked.
struct NamedSources {
    /// Files, folders, and standard input.
    let paths: [String]
    /// In the user's order, each once.
    let servers: [JaegerServer]
    /// Where fetched traces are kept; nil for nowhere.
    let cache: TraceCache?
    /// How many traces servers are asked for unless the user says otherwise: what a profile says, or 20 as in Jaeger's own interface.
    let limit: Int
    /// How far back servers are to look unless the user says otherwise, in nanoseconds: what a profile says, or an hour.
    let lookback: Int64

    /// As in Jaeger's own interface.
    static let usualLimit = 20
    /// An hour.
    static let usualLookback: Int64 = 3_600_000_000_000

    /// How many traces are listed unless the user says otherwise: all, or as many as servers are asked for when there are no files.
    var listed: Int? { paths.isEmpty ? limit : nil }

    /// - Throws: that there is none, or what is wrong with an address, a profile or an option.
    init(_ sources: SourceArguments, _ arguments: ServerArguments, _ options: GlobalOptions) throws(Failure) {
        paths = try sources.paths()
        var named: [ServerSource] = []
        for source in try arguments.servers(among: sources.sources, options) {
            if !named.contains(where: { $0.address == source.address }) { named.append(source) }
        }
        limit = named.map { $0.defaultLimit ?? Self.usualLimit }.max() ?? Self.usualLimit
        lookback = named.map { $0.defaultLookback ?? Self.usualLookback }.max() ?? Self.usualLookback
        var servers: [JaegerServer] = []
        for source in named { servers.append(try source.server()) }
        self.servers = servers
        cache = servers.isEmpty ? nil : arguments.cache(options)
    }
}
