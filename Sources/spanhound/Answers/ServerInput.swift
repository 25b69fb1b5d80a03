import Explorer
import Glibc
import TraceModel
import TraceQuery
import TraceSources

/// Asks a server on behalf of a command that answers without a screen.
struct ServerInput {
    private let source: ServerSource
    private let server: JaegerServer
    private let options: GlobalOptions
    /// How many traces are asked for unless the user says otherwise, as in Jaeger's own interface.
    static let defaultLimit = 20
    /// How far back is looked unless the user says otherwise: an hour.
    static let defaultLookback: Int64 = 3_600_000_000_000

    /// Nil when the sources are files.
    ///
    /// - Throws: that servers and files are named together, or what is wrong with an address or an option.
    init?(_ sources: SourceArguments, _ arguments: ServerArguments, _ options: GlobalOptions) throws(Failure) {
        guard sources.sources.contains(where: ServerSource.isServer) else { return nil }
        guard sources.sources.count == 1 else {
            throw Failure(.usage, code: "usage", "a server cannot be read together with other sources yet; name it alone")
        }
        if options.follow { throw Failure(.usage, code: "usage", "--follow is for files; a server cannot be followed yet") }
        guard let source = try arguments.servers(among: sources.sources, options).first else { return nil }
        self.source = source
        server = try source.server()
        self.options = options
    }

    /// The names of all services.
    func services() throws(Failure) -> [String] {
        do throws(InputError) { return try server.services() } catch { throw Failure(error) }
    }

    /// What a service does.
    ///
    /// - Throws: also that there is no such service, with those there are.
    func operations(of service: String) throws(Failure) -> [ServerOperation] {
        do throws(InputError) {
            let found = try server.operations(of: service)
            if !found.isEmpty { return found }
        } catch { throw Failure(error) }
        let names = try services()
        if names.contains(service) { return [] }
        throw Failure(noService: service, among: names)
    }

    /// One trace.
    func trace(_ id: String) throws(Failure) -> Snapshot {
        guard (1...32).contains(id.utf8.count), id.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw Failure(.usage, code: "usage", "a server wants the whole id of a trace, up to 32 hexadecimal digits, not \"\(id)\"")
        }
        return try load(.trace(id: id))
    }

    /// Whole traces that match a filter, whose durations of traces are left to the caller: servers know those of spans only.
    ///
    /// Says on standard error when there may be more.
    func search(_ filter: TraceFilter, limit: Int?) throws(Failure) -> Snapshot {
        guard let service = filter.service else {
            throw Failure(
                .usage, code: "no-service",
                "\(server.name): a server is searched service by service; name one with --service, spanhound services lists them")
        }
        let limit = limit ?? source.defaultLimit ?? Self.defaultLimit
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let search = JaegerSearch(
            filter, service: service, limit: limit, now: Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec),
            lookback: source.defaultLookback ?? Self.defaultLookback)
        let snapshot = try load(.search(search))
        if snapshot.traces.count >= limit, !options.quiet {
            StandardError.write(
                "spanhound: the server was asked for \(CountText.text(limit, "trace")) and may have more; --limit asks for them\n")
        }
        return snapshot
    }

    private func load(_ request: ServerLoader.Request) throws(Failure) -> Snapshot {
        let progress = ProgressLine(isShown: StandardError.isTerminal && !options.quiet)
        let snapshot: Snapshot
        do throws(InputError) {
            snapshot = try ServerLoader(server, request).load(onUpdate: { progress.show($0.progress) })
        } catch {
            progress.clear()
            throw Failure(error)
        }
        progress.clear()
        try TraceInput.report(snapshot, options)
        return snapshot
    }
}

extension TraceFilter {
    /// What it says of whole traces: all that is left to check of traces that a server has found.
    var ofTracesAlone: TraceFilter {
        var filter = TraceFilter()
        filter.minDuration = minDuration
        filter.maxDuration = maxDuration
        filter.words = words
        return filter
    }
}
