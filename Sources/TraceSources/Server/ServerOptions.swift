/// How a server is asked: what goes with each request, whom to trust, how long to wait.
///
/// Everything that may be secret stays out of descriptions, dumps and errors.
public struct ServerOptions: Sendable, CustomStringConvertible, CustomReflectable {
    /// A line that goes with each request.
    public struct Header: Equatable, Sendable {
        /// What stands before the colon.
        public var name: String
        /// What stands behind it.
        public var value: String

        /// States a header.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Headers of the user's own, in order.
    public var headers: [Header] = []
    /// Goes with each request as `Authorization: Bearer …`.
    public var bearerToken: String?
    /// Goes with each request under ``tenantHeader``.
    public var tenant: String?
    /// The name of the header that names the tenant; servers can be set up for another.
    public var tenantHeader = "x-tenant"
    /// A file of certificates (PEM) to trust instead of the system's.
    public var caFile: String?
    /// A file with our own certificate (PEM).
    public var clientCertificate: String?
    /// A file with its key (PEM), unless the certificate's file holds it.
    public var clientKey: String?
    /// Whether to trust any certificate.
    public var isInsecure = false
    /// How long to wait for what.
    public var patience = ServerPatience()
    /// The greatest reply, unpacked, in bytes.
    public var replyLimit = 1 << 30

    /// Nothing but defaults.
    public init() {}

    /// Says nothing of what may be secret.
    public var description: String { "ServerOptions(\(headers.count) headers)" }

    /// Shows no secret to a debugger or a dump either.
    public var customMirror: Mirror { Mirror(self, children: ["patience": patience]) }
}

/// How long to wait for a server.
public struct ServerPatience: Equatable, Sendable {
    /// For the name to be resolved and the connection to be made, secured included.
    public var connecting = Duration.seconds(10)
    /// For the first byte of an answer.
    public var firstByte = Duration.seconds(30)
    /// For the next byte of an answer that has begun.
    public var silence = Duration.seconds(15)
    /// For the whole answer, however steadily it drips.
    public var wholeReply = Duration.seconds(600)

    /// The defaults.
    public init() {}

    /// The same patience for each step; a whole answer may take twenty times as long.
    public init(_ step: Duration) {
        connecting = step
        firstByte = step
        silence = step
        wholeReply = step * 20
    }
}
