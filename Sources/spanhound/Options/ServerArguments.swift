import ArgumentParser
import Glibc
import TraceModel
import TraceSources

/// How a server is asked, when the source is one.
struct ServerArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Send this with each request; repeatable.", valueName: "name: value"))
    var header: [String] = []

    @Option(help: ArgumentHelp("Send the token in this file as Authorization: Bearer.", valueName: "file"), completion: .file())
    var bearerTokenFile: String?

    @Option(help: ArgumentHelp("Ask for the traces of this tenant.", valueName: "name"))
    var tenant: String?

    @Option(help: ArgumentHelp("The header that names the tenant (default: x-tenant).", valueName: "name"))
    var tenantHeader: String?

    @Option(
        help: ArgumentHelp("Trust the certificates in this file (PEM) instead of the system's.", valueName: "file"), completion: .file())
    var caFile: String?

    @Option(help: ArgumentHelp("Show the server this certificate (PEM).", valueName: "file"), completion: .file())
    var clientCert: String?

    @Option(help: ArgumentHelp("The certificate's key (PEM).", valueName: "file"), completion: .file())
    var clientKey: String?

    @Flag(help: "Trust any certificate.")
    var insecure = false

    @Option(help: ArgumentHelp("Wait at most so long for a connection, for an answer to begin, and to go on: 10s.", valueName: "duration"))
    var timeout: DurationArgument?

    @Flag(name: .customLong("no-cache"), help: "Do not keep fetched traces for offline use.")
    var noCache = false

    mutating func validate() throws {
        if clientKey != nil, clientCert == nil { throw ValidationError("--client-key needs --client-cert.") }
        if let timeout, timeout.nanoseconds == 0 { throw ValidationError("--timeout must be longer than nothing.") }
        // The text itself is not repeated: it may be a secret.
        if header.contains(where: { ServerOptions.Header(line: $0) == nil }) { throw ValidationError("--header: write 'Name: value'.") }
    }

    /// The servers among the sources, in order; the configuration is read if one is named by its profile, or it is named itself.
    ///
    /// What is wrong in the configuration elsewhere is said on standard error, where with `--json` only JSON may stand.
    ///
    /// - Throws: what is wrong with an address, a profile or an option.
    func servers(among sources: [String], _ options: GlobalOptions) throws(Failure) -> [ServerSource] {
        let named = sources.filter(ServerSource.isServer)
        let profiles = named.filter(ServerSource.isProfile).map { String($0.dropFirst()) }
        let configuration = try profiles.isEmpty && options.config == nil ? Configuration() : ConfigurationFile.read(options.config)
        let isQuiet = options.quiet || options.json
        if !isQuiet {
            for warning in configuration.warnings(using: Set(profiles)) { StandardError.write("spanhound: \(warning)\n") }
        }
        var servers: [ServerSource] = []
        for source in named { servers.append(try server(source, in: configuration, isQuiet: isQuiet)) }
        return servers
    }

    /// The server that a source names, by its address or as `@profile`; what stands on the command line overrules the profile.
    ///
    /// - Throws: what is wrong with the address, or the profile.
    func server(_ source: String, in configuration: Configuration, isQuiet: Bool = false) throws(Failure) -> ServerSource {
        guard ServerSource.isProfile(source) else {
            let address: ServerAddress
            do throws(InputError) { address = try ServerAddress(source) } catch { throw Failure(error) }
            return ServerSource(name: address.description, address, options(over: nil), token: token(over: nil), isQuiet: isQuiet)
        }
        let profile: ServerProfile
        do throws(Failure) {
            profile = try configuration.profile(String(source.dropFirst()))
        } catch {
            throw access(source, F_OK) == 0 ? error.advised("the file of that name is ./\(source)") : error
        }
        return ServerSource(
            name: source, profile.address, profile: profile, options(over: profile), token: token(over: profile), isQuiet: isQuiet)
    }
}
