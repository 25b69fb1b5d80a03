import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// Secure servers, and those that should not be trusted.
@Suite struct TLSTests {
    private static let authority = Result { try CertificateAuthority() }

    private func server(_ kind: CertificateAuthority.Kind = .sound, host: LoopbackServer.Host = .ipv4) throws -> LoopbackServer {
        try LoopbackServer(host: host, tls: LoopbackTLS(Self.authority.get().identity(kind))) { _ in .text("safe") }
    }

    private func ending(_ url: String, trusting: Bool = true, _ change: (inout ServerOptions) -> Void = { _ in }) throws
        -> ClientUnderTest.Ending
    {
        let authority = try Self.authority.get()
        return try ClientUnderTest(url) {
            if trusting { $0.caFile = authority.certificate }
            change(&$0)
        }.ending()
    }

    @Test func `a server whose certificate is vouched for is trusted, by name and by address`() throws {
        let server = try server()
        #expect(try ending(server.url) == .body("safe"))
        #expect(try ending("https://localhost:\(server.port)/base") == .body("safe"))
    }

    @Test("A secure server is found at ::1 too", .enabled(if: (try? LoopbackServer(host: .ipv6)) != nil, "this machine has no ::1"))
    func newAddresses() throws {
        let server = try server(host: .ipv6)
        #expect(try ending(server.url) == .body("safe"))
    }

    @Test(
        "Each reason for distrust is told, and set aside where the user says so",
        arguments: [
            (CertificateAuthority.Kind.expired, "its certificate has expired"), (.early, "its certificate is not valid yet"),
            (.selfSigned, "its certificate is self-signed; pass --ca-file, or --insecure"),
            (.elsewhere, "its certificate is for another name"),
        ])
    func distrust(kind: CertificateAuthority.Kind, found: String) throws {
        let server = try server(kind)
        #expect(try ending(server.url) == .failure(.tlsFailed, found))
        #expect(server.requests.isEmpty, "nothing was sent to it")
        #expect(try ending(server.url, trusting: false) { $0.isInsecure = true } == .body("safe"))
    }

    @Test func `an authority that nobody knows is told, and a self-signed certificate may be named itself`() throws {
        let found = "its certificate comes from nobody we trust; pass --ca-file"
        let server = try server(), proud = try self.server(.selfSigned)
        #expect(try ending(server.url, trusting: false) == .failure(.tlsFailed, found))
        let own = try Self.authority.get().identity(.selfSigned)
        #expect(try ending(proud.url) { $0.caFile = own.certificate } == .body("safe"))
    }

    @Test func `a server that wants a client certificate says so, and takes the right one`() throws {
        let authority = try Self.authority.get()
        let server = try LoopbackServer(tls: LoopbackTLS(authority.identity(), clientAuthority: authority)) { _ in .text("known") }
        let wanted = "the server wants a client certificate; pass --client-cert and --client-key"
        #expect(try ending(server.url) == .failure(.tlsFailed, wanted))
        let client = try authority.identity(.client), stranger = try CertificateAuthority().identity(.client)
        #expect(
            try ending(server.url) { ($0.clientCertificate, $0.clientKey) = (client.certificate, client.key) } == .body("known"))
        let refused = try ending(server.url) { ($0.clientCertificate, $0.clientKey) = (stranger.certificate, stranger.key) }
        #expect(refused == .failure(.tlsFailed, "the server does not trust the client certificate"))
        let mixed = try ending(server.url) { ($0.clientCertificate, $0.clientKey) = (client.certificate, stranger.key) }
        #expect(mixed == .failure(.tlsFailed, "the client certificate or its key cannot be used"))
    }

    @Test func `TLS sent to a port without it is told`() throws {
        let plain = try LoopbackServer { _ in .text("x") }
        let found = "the server does not speak TLS on this port; write http://"
        #expect(try ending("https://127.0.0.1:\(plain.port)") == .failure(.tlsFailed, found))
    }

    @Test func `plain HTTP sent to a port with TLS breaks off`() throws {
        let server = try server()
        let ending = try ending("http://127.0.0.1:\(server.port)")
        #expect(ending == .failure(.connectionLost, "the port may want https://"))
    }

    @Test func `a secure answer that breaks off is told`() throws {
        let server = try server()
        for moment in [LoopbackReply.Moment.afterBody(0), .afterBody(2)] {
            server.scriptEverything(LoopbackReply.text("0123").closing(moment))
            #expect(try ending(server.url) == .failure(.replyCutShort, ""))
            server.scriptEverything(LoopbackReply.text("0123").resetting(moment))
            #expect(try ending(server.url) == .failure(.replyCutShort, ""))
        }
        server.scriptEverything(LoopbackReply.text("0123").closing(.beforeHead))
        #expect(try ending(server.url) == .failure(.connectionLost, "the server may want a client certificate"))
        server.scriptEverything(LoopbackReply.text("0123").stalling(.afterBody(2)))
        #expect(try ending(server.url) { $0.patience.silence = .seconds(1) } == .failure(.timedOut, "more of the answer"))
    }

    @Test func `large secure answers come whole`() throws {
        let text = String(repeating: "0123456789abcdef", count: 100_000)
        let server = try server()
        server.scriptEverything(LoopbackReply.text(text).chunked(50_000))
        #expect(try ending(server.url) == .body(text))
    }

    @Test func `HTTP/2 is offered, and HTTP/1.1 for those without it`() throws {
        let identity = try Self.authority.get().identity()
        let old = try LoopbackServer(tls: LoopbackTLS(identity, agreedProtocol: "http/1.1")) { _ in .text("old") }
        #expect(try ending(old.url) == .body("old"))
    }
}
