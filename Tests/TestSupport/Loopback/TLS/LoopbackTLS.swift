import CLoopbackTLS

/// How a server secures its connections.
public struct LoopbackTLS: Sendable {
    /// Whom it is, as a certificate says.
    public let identity: CertificateAuthority.Identity
    /// The authority whose certificate a client must show; nothing when any client will do.
    public var clientAuthority: CertificateAuthority?
    /// The protocol that is agreed to (`http/1.1`, `h2`), if the client offers it; nothing leaves it open.
    public var agreedProtocol: String?

    /// A server that shows this to whomever comes.
    public init(_ identity: CertificateAuthority.Identity, clientAuthority: CertificateAuthority? = nil, agreedProtocol: String? = nil) {
        self.identity = identity
        self.clientAuthority = clientAuthority
        self.agreedProtocol = agreedProtocol
    }
}

/// What a server's sessions share.
final class TLSContext: Sendable {
    // A class because its end has an effect: OpenSSL's memory goes with it. It is counted and locked by OpenSSL itself.
    private nonisolated(unsafe) let context: UnsafeMutableRawPointer

    /// - Throws: `LoopbackFailure` without OpenSSL, or when the files cannot be used.
    init(_ settings: LoopbackTLS) throws {
        let context = clt_context_new(
            settings.identity.certificate, settings.identity.key, settings.clientAuthority?.certificate, settings.agreedProtocol)
        guard let context else {
            throw LoopbackFailure(
                description: "libssl.so.3 is missing (apt-get install openssl), or cannot use \(settings.identity.certificate)")
        }
        self.context = context
    }

    deinit { clt_context_free(context) }

    /// A session over a connected socket that outlives it.
    func session(over descriptor: Int32) -> TLSSession? {
        clt_session_new(context, descriptor).map { TLSSession($0, self) }
    }
}

/// The server's side of one secure connection.
final class TLSSession: @unchecked Sendable {
    // Safe to send because one thread at a time uses a connection; a class because its end has an effect.

    /// What a call came to.
    enum Outcome: Equatable {
        case count(Int)
        case ended, wantsRead, wantsWrite, failed
    }

    private let session: UnsafeMutableRawPointer
    private let context: TLSContext

    init(_ session: UnsafeMutableRawPointer, _ context: TLSContext) {
        self.session = session
        self.context = context
    }

    deinit { clt_session_free(session) }

    /// Whether something can be read that the socket knows nothing of any more.
    var hasPending: Bool { clt_has_pending(session) != 0 }

    func read(into buffer: UnsafeMutableRawPointer?, upTo count: Int) -> Outcome { Self.outcome(clt_read(session, buffer, count)) }

    func write(_ bytes: UnsafeRawBufferPointer) -> Outcome { Self.outcome(clt_write(session, bytes.baseAddress, bytes.count)) }

    /// Says that nothing more will be sent.
    func end() { clt_end(session) }

    private static func outcome(_ result: Int32) -> Outcome {
        switch Int(result) {
        case CLT_END: .ended
        case CLT_WANTS_READ: .wantsRead
        case CLT_WANTS_WRITE: .wantsWrite
        case CLT_FAILED: .failed
        default: .count(Int(result))
        }
    }
}
