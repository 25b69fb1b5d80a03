import Foundation

/// An authority that exists for one test: what it certifies is trusted by whoever trusts its file, and by nobody else.
///
/// The `openssl` program makes all of it, in a folder that goes with the last reference.
public final class CertificateAuthority: Sendable {
    // A class because its end has an effect: the folder goes with it.

    /// A certificate and its key, both PEM.
    public struct Identity: Sendable {
        /// The certificate's file.
        public let certificate: String
        /// The key's file.
        public let key: String
        /// What keeps the files.
        private let folder: TemporaryFolder

        fileprivate init(_ name: String, in folder: TemporaryFolder) {
            certificate = folder.url.appendingPathComponent(name + ".pem").path
            key = folder.url.appendingPathComponent(name + ".key").path
            self.folder = folder
        }
    }

    /// What a certificate is like.
    public enum Kind: String, Sendable, CaseIterable {
        /// For 127.0.0.1, ::1 and localhost, as things should be.
        case sound
        /// The same, but it ended years ago.
        case expired
        /// The same, but it begins in a few decades.
        case early
        /// For another host.
        case elsewhere
        /// Vouched for by nobody but itself.
        case selfSigned
        /// For a client to show.
        case client
    }

    private let folder: TemporaryFolder
    private let program: URL
    /// One at a time makes certificates: they are entered in one list.
    private let made = LoopbackBox<[Kind: Identity]>([:])
    /// The authority's own certificate, to be trusted.
    public var certificate: String { path("authority.pem") }

    /// Makes the authority's own certificate.
    /// - Throws: `LoopbackFailure` when `openssl` is missing, or what it says.
    public init() throws {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        guard let path = paths.map({ $0 + "/openssl" }).first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw LoopbackFailure(
                description: "openssl is not installed, and tests of TLS need it: apt-get install openssl (make test does that)")
        }
        program = URL(fileURLWithPath: path)
        folder = try TemporaryFolder()
        _ = try folder.file("settings", Self.settings(folder.url.path))
        _ = try folder.file("index", "")
        try run(
            ["req", "-x509", "-extensions", "authority", "-days", "30", "-subj", "/CN=Loopback Authority"] + newKey("authority"),
            to: "authority")
    }

    /// A certificate of a kind, made when it is first asked for.
    /// - Throws: `LoopbackFailure` with what `openssl` says.
    public func identity(_ kind: Kind = .sound) throws -> Identity {
        try made.withLock { made in
            if let identity = made[kind] { return identity }
            try make(kind)
            let identity = Identity(kind.rawValue, in: folder)
            made[kind] = identity
            return identity
        }
    }

    private func make(_ kind: Kind) throws {
        let name = kind.rawValue
        if kind == .selfSigned {
            return try run(["req", "-x509", "-extensions", "here", "-days", "30", "-subj", "/CN=localhost"] + newKey(name), to: name)
        }
        try run(["req", "-subj", "/CN=\(kind == .elsewhere ? "elsewhere.example" : "localhost")"] + newKey(name), to: name + "-request")
        let extensions = [.client, .elsewhere].contains(kind) ? name : "here"
        let times: [String] =
            switch kind {
            case .expired: ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"]
            case .early: ["-startdate", "20480101000000Z", "-enddate", "20490101000000Z"]
            default: ["-days", "30"]
            }
        try run(["ca", "-batch", "-notext", "-extensions", extensions, "-in", path(name + "-request.pem")] + times, to: name)
    }

    private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

    private func newKey(_ name: String) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", path(name + ".key")]
    }

    private func run(_ arguments: [String], to name: String) throws {
        let whole = [arguments[0], "-config", path("settings"), "-out", path(name + ".pem")] + arguments.dropFirst()
        let answer = try Command.run(program, whole, environment: Command.pinnedEnvironment(home: folder.url))
        guard answer.status == 0 else {
            throw LoopbackFailure(description: "openssl \(arguments.joined(separator: " ")): \(answer.errors)")
        }
    }

    private static func settings(_ folder: String) -> String {
        """
        [req]
        distinguished_name = subject
        [subject]
        [ca]
        default_ca = own
        [own]
        certificate = \(folder)/authority.pem
        private_key = \(folder)/authority.key
        database = \(folder)/index
        new_certs_dir = \(folder)
        default_md = sha256
        policy = any
        rand_serial = yes
        unique_subject = no
        [any]
        commonName = supplied
        [authority]
        basicConstraints = critical, CA:TRUE
        [here]
        subjectAltName = IP:127.0.0.1, IP:::1, DNS:localhost
        [elsewhere]
        subjectAltName = DNS:elsewhere.example
        [client]
        extendedKeyUsage = clientAuth

        """
    }
}
