import TraceModel
import TraceSources

/// The sources of a command, told apart: files are read whole, servers are asked.
struct NamedSources {
    /// Files, folders, and standard input.
    let paths: [String]
    /// In the user's order, each once.
    let servers: [JaegerServer]

    /// How many traces servers are asked for unless the user says otherwise, as in Jaeger's own interface.
    let limit = 20
    /// How far back servers are to look unless the user says otherwise, in nanoseconds: an hour.
    let lookback: Int64 = 3_600_000_000_000

    /// How many traces are listed unless the user says otherwise: all, or as many as servers are asked for when there are no files.
    var listed: Int? { paths.isEmpty ? limit : nil }

    /// - Throws: that there is none, or what is wrong with an address or an option.
    init(_ sources: SourceArguments, _ arguments: ServerArguments) throws(Failure) {
        paths = sources.sources.filter { !ServerAddress.isAddress($0) }
        guard !sources.sources.isEmpty else {
            throw Failure(
                .usage, code: "no-source",
                "no SOURCE given; name a trace file, a folder, - for standard input, or the http:// address of a server")
        }
        guard paths.count(where: { $0 == "-" }) <= 1 else {
            throw Failure(.usage, code: "usage", "standard input (-) can be read only once")
        }
        var servers: [JaegerServer] = [], addresses: [ServerAddress] = []
        for source in sources.sources where ServerAddress.isAddress(source) {
            let address: ServerAddress
            do throws(InputError) { address = try ServerAddress(source) } catch { throw Failure(error) }
            if addresses.contains(address) { continue }
            addresses.append(address)
            servers.append(try arguments.server(address))
        }
        self.servers = servers
    }
}
