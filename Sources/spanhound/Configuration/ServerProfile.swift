import TraceSources

/// A server that has a name, and how it is asked unless the command line says otherwise.
///
/// What may be secret stays out of descriptions and dumps.
struct ServerProfile: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    let address: ServerAddress
    var headers: [ServerOptions.Header] = []
    var token: TokenSource?
    var tenant: String?
    var tenantHeader: String?
    var caFile: String?
    var clientCertificate: String?
    var clientKey: String?
    var isInsecure = false
    /// In nanoseconds, as everything below that is a length of time.
    var timeout: Int64?
    var lookback: Int64?
    /// How many traces a search asks for.
    var limit: Int?
    /// Whether a password stands in the address.
    var hasLogin = false

    init(_ address: ServerAddress) { self.address = address }

    /// Whether the profile itself holds something that only its owner should read.
    var holdsSecrets: Bool { hasLogin || headers.contains { SecretHeader.isSecret($0.name) } }

    var description: String { "ServerProfile(\(address))" }

    var customMirror: Mirror { Mirror(self, children: ["address": address.description]) }
}
