import TraceModel
import TraceSources

/// A server among the sources: where it is and how it is asked.
///
/// Nobody is asked yet, and no token is fetched.
struct ServerSource: Sendable, CustomStringConvertible, CustomReflectable {
    /// The source as it may be shown: the address without a password, or the profile's name.
    let name: String
    let address: ServerAddress
    /// The name of the profile, without its at sign; nil when the address itself was given.
    let profile: String?
    /// How far back a search looks unless the user says otherwise, in nanoseconds, and how many traces it asks for.
    let defaultLookback: Int64?
    let defaultLimit: Int?
    private let options: ServerOptions
    private let token: TokenSource?
    private let isQuiet: Bool

    init(
        name: String, _ address: ServerAddress, profile: ServerProfile? = nil, _ options: ServerOptions, token: TokenSource?, isQuiet: Bool
    ) {
        self.name = name
        self.address = address
        self.profile = profile == nil ? nil : String(name.dropFirst())
        defaultLookback = profile?.lookback
        defaultLimit = profile?.limit
        self.options = options
        self.token = token
        self.isQuiet = isQuiet
    }

    /// Whether a source is a server: its address, or `@` and the name of a profile.
    static func isServer(_ source: String) -> Bool { isProfile(source) || ServerAddress.isAddress(source) }

    /// Whether a source is named by a profile; a file that is called so is `./@name`.
    static func isProfile(_ source: String) -> Bool { source.hasPrefix("@") }

    /// The server itself, its token fetched: this may run a program, and take as long as that takes.
    ///
    /// - Throws: why there is no token, or what is wrong with an option.
    func server() throws(Failure) -> JaegerServer {
        var options = options
        let isQuiet = isQuiet
        options.bearerToken = try token.map { source throws(Failure) in
            try source.token { if !isQuiet { StandardError.write("spanhound: \($0)\n") } }
        }
        do throws(InputError) { return try JaegerServer(address, options) } catch { throw Failure(error) }
    }

    var description: String { name }

    /// Shows no secret to a debugger or a dump.
    var customMirror: Mirror { Mirror(self, children: ["name": name, "address": address.description]) }
}
