import Foundation
import TestSupport
import Testing

/// What is secret goes to the server and comes back nowhere: no screen, no error, no JSON, whatever the server does with it.
@Suite struct ServerSecretTests {
    private static let token = "tok-7f3a/9d+1c=="
    private static let header = "key-55aa66bb77cc"
    private static let tenant = "tenant-of-secrets"
    private static let password = "pass:word&9876"

    /// Every form in which a secret could be seen.
    private static let forms =
        [token, header, tenant, password, Data("me:\(password)".utf8).base64EncodedString()].flatMap { secret in
            let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
            return [secret, encoded, encoded.lowercased()]
        }

    /// Answers that repeat all that they were sent.
    static let echoes: [(String, @Sendable (String) -> LoopbackReply)] = [
        ("401", { .text("bad token: \($0)\n", status: 401) }), ("403 with errors", { .errors($0, code: 403, status: 403) }),
        ("500", { .errors("failed with \($0)", code: 500, status: 500) }), ("errors", { .errors("no: \($0)", code: 500) }),
        ("400", { .v3Error("what is \($0)", status: 400) }), ("text", { .text("you sent \($0)") }),
        ("JSON", { .json(#"{"you":"\#($0)"}"#) }),
        ("cut at the end of an excerpt", { .text(String(repeating: "x", count: 150) + " " + $0) }),
        ("redirect", { .redirect(to: "http://localhost:9/\(encoded($0))/login?t=\(encoded($0))") }),
        ("redirect to another scheme", { .redirect(to: "jaeger:\(encoded($0))") }),
        ("retry-after", { .tooMany(retryAfter: $0) }), ("encoding", { LoopbackReply.text("x").header("Content-Encoding", $0) }),
    ]

    private static func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }

    /// What goes with a request, in one line, and the password in plain text.
    private static func heard(_ request: LoopbackRequest) -> String {
        let sent = ["authorization", "x-api-key", "x-tenant"].compactMap { request.headers[$0] }
        let login = sent.first.flatMap { Data(base64Encoded: String($0.dropFirst("Basic ".count))) }
        return (sent + [login.map { String(decoding: $0, as: UTF8.self) } ?? ""]).joined(separator: " ")
    }

    private func run(_ url: String, _ folder: TemporaryFolder, _ more: String...) throws -> Command {
        let file = try folder.file("token", Self.token + "\n")
        return try Binary.run(
            [
                "search", url, "--service", "shop", "--bearer-token-file", file.path, "--header", "X-Api-Key: \(Self.header)", "--tenant",
                Self.tenant,
            ]
                + more + ["--timeout", "5s"])
    }

    private func expectNoSecret(in answer: Command, _ name: String) {
        #expect(answer.status != 0 && !answer.errors.isEmpty, "\(name)")
        let said = answer.output + answer.errors
        let seen = Self.forms.filter(said.contains)
        #expect(seen.isEmpty, "\(name): \(said)")
    }

    @Test("A server that repeats what it was sent does not make us do so", arguments: echoes.indices)
    func echo(index: Int) throws {
        let (name, reply) = Self.echoes[index]
        let folder = try TemporaryFolder()
        let server = try LoopbackServer { reply(Self.heard($0)) }
        expectNoSecret(in: try run(server.url, folder, "--verbose"), name)
        expectNoSecret(in: try run(server.url, folder, "--json"), name)
        let request = try #require(server.requests.first)
        #expect(request.headers["Authorization"] == "Bearer \(Self.token)" && request.headers["x-tenant"] == Self.tenant, "it was sent")
        #expect(request.headers["X-Api-Key"] == Self.header, "it was sent")
        let login = server.url.replacing("http://", with: "http://me:\(Self.encoded(Self.password))@")
        let basic = try Binary.run("search", login, "--service", "shop", "--timeout", "5s", "--verbose")
        expectNoSecret(in: basic, name)
    }

    @Test("Neither does a connection that fails, nor an option that cannot be used")
    func failures() throws {
        let folder = try TemporaryFolder()
        let authority = try CertificateAuthority()
        let secure = try LoopbackServer(tls: LoopbackTLS(authority.identity(.expired))) { _ in .nullData }
        let closed = try LoopbackServer()
        closed.stop()
        let login = "me:\(Self.encoded(Self.password))@"
        for url in [
            secure.url, closed.url, "http://no-such-host.invalid", "http://127.0.0.1:99999", "http://127.0.0.1:1/?q=1", "http://[::1",
        ] {
            let withLogin = url.replacing("://", with: "://" + login)
            expectNoSecret(in: try run(withLogin, folder, "--verbose"), url)
            expectNoSecret(in: try run(withLogin, folder, "--json"), url)
        }
        #expect(secure.requests.isEmpty)
        for options in [
            ["--header", "X-Key \(Self.header)"], ["--header", "X Key: \(Self.header)"], ["--header", "X-Key: a\nb \(Self.header)"],
            ["--tenant", "\(Self.tenant)\n"],
        ] {
            expectNoSecret(in: try Binary.run(["services", closed.url, "--verbose"] + options), "\(options[0])")
        }
    }

    @Test("A trace that is searched for with secrets names its source without them")
    func success() throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer { $0.path == "/api/v3/services" ? .json(#"{"services":["shop"]}"#) : .nullData }
        let url = server.url.replacing("http://", with: "http://me:\(Self.encoded(Self.password))@")
        for more in ["--verbose", "--json"] {
            let answer = try run(url, folder, more)
            let seen = Self.forms.filter((answer.output + answer.errors).contains)
            #expect(seen.isEmpty, "\(answer)")
        }
    }
}
