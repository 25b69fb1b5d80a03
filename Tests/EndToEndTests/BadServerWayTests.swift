import Foundation
import TestSupport
import Testing

/// Servers that cannot be reached, cannot be trusted or send one elsewhere: one sentence, and the exit status of an unwilling source.
@Suite struct BadServerWayTests {
    private func refusal(_ url: String, _ options: String...) throws -> String {
        let answer = try Binary.run(["services", url, "--timeout", "60s"] + options)
        #expect(answer.status == 4 && answer.output.isEmpty && answer.errors.split(separator: "\n").count == 1, "\(answer)")
        return answer.errors.trimmingCharacters(in: .newlines)
    }

    @Test("A closed port, an unknown name and a port that wants TLS are told apart")
    func ways() throws {
        let closed = try LoopbackServer()
        #expect(closed.stop())
        #expect(try refusal(closed.url).hasSuffix(": the connection was refused; check the port, and whether the server runs"))
        let unknown = try refusal("http://no-such-host.invalid:16686/jaeger")
        #expect(unknown.hasPrefix("spanhound: http://no-such-host.invalid:16686/jaeger"))
        #expect(unknown.hasSuffix(": no such host: no-such-host.invalid; check the host's name"))
        let secure = try LoopbackServer(tls: LoopbackTLS(CertificateAuthority().identity())) { _ in .nullData }
        let plain = try refusal("http://127.0.0.1:\(secure.port)")
        #expect(plain.hasSuffix(": the connection was lost before the answer (the port may want https://)"), "\(plain)")
        let insecure = try LoopbackServer { _ in .nullData }
        let tls = try refusal("https://127.0.0.1:\(insecure.port)")
        #expect(tls.hasSuffix(": no secure connection: the server does not speak TLS on this port; write http://"), "\(tls)")
    }

    @Test("A certificate that should not be trusted is not, for the reason that it gives")
    func certificates() throws {
        let authority = try CertificateAuthority()
        for (kind, reason) in [
            (CertificateAuthority.Kind.expired, "its certificate has expired"),
            (.selfSigned, "its certificate is self-signed; pass --ca-file, or --insecure"),
            (.elsewhere, "its certificate is for another name"),
        ] {
            let server = try LoopbackServer(tls: LoopbackTLS(authority.identity(kind))) { _ in .json(#"{"services":["shop"]}"#) }
            #expect(try refusal(server.url, "--ca-file", authority.certificate).hasSuffix(": no secure connection: \(reason)"))
            let insecure = try Binary.run("services", server.url, "--insecure")
            #expect(insecure.status == 0 && insecure.output.contains("shop"), "\(insecure)")
        }
        let unknown = try LoopbackServer(tls: LoopbackTLS(authority.identity())) { _ in .nullData }
        #expect(try refusal(unknown.url).hasSuffix(": its certificate comes from nobody we trust; pass --ca-file"))
    }

    @Test("A client certificate that is demanded can be given")
    func clientCertificate() throws {
        let authority = try CertificateAuthority()
        let server = try LoopbackServer(tls: LoopbackTLS(authority.identity(), clientAuthority: authority)) { _ in
            .json(#"{"services":["shop"]}"#)
        }
        let without = try refusal(server.url, "--ca-file", authority.certificate)
        #expect(without.contains("client certificate"), "\(without)")
        let client = try authority.identity(.client)
        let with = try Binary.run(
            "services", server.url, "--ca-file", authority.certificate, "--client-cert", client.certificate, "--client-key", client.key)
        #expect(with.status == 0 && with.output.contains("shop"), "\(with)")
    }

    @Test("A login page is told, whether it is on this host or on another, and no secret goes to the other")
    func loginPages() throws {
        let login = try LoopbackServer { _ in .html("Sign in") }
        let server = try LoopbackServer { $0.path == "/login" ? .html("Sign in") : .redirect(to: "/login?next=%2Fapi") }
        let here = try Binary.run("services", server.url)
        #expect(here.status == 3)
        #expect(
            here.errors.hasSuffix(
                "/login: this is not Jaeger's interface: the answer is a web page; check the port and the path before /api\n"))
        let away = try LoopbackServer { _ in .redirect(to: login.url + "/login?next=hush") }
        let answer = try refusal(away.url, "--header", "Authorization: Bearer hush-hush")
        #expect(
            answer.hasSuffix(
                ": the server sends us elsewhere, to \(login.url)/login; if that is a login page, pass --header or --bearer-token-file; "
                    + "else name that address"))
        #expect(login.requests.isEmpty)
    }

    @Test("A server at ::1 is asked as any other", .enabled(if: (try? LoopbackServer(host: .ipv6)) != nil, "this machine has no ::1"))
    func newAddresses() throws {
        let server = try LoopbackServer(host: .ipv6) { _ in .json(#"{"services":["shop"]}"#) }
        let answer = try Binary.run("services", server.url)
        #expect(answer.status == 0 && answer.output.contains("shop"))
    }

    @Test("Ten thousand services with odd names are listed, and do nothing to the terminal")
    func oddNames() throws {
        let kinds = ["team/a", "a+b", "100%25", "a&b=c", "サービス", "\u{1b}[31mred", "bell\u{7}", "\u{202e}mirror", "tab\there", "日本/語?#"]
        let names = (0..<10_000).map { "\(kinds[$0 % kinds.count]) \($0)" }
        let body = String(decoding: try JSONEncoder().encode(["services": names]), as: UTF8.self)
        let server = try LoopbackServer { _ in .json(body) }
        let answer = try Binary.run("services", server.url, "--json")
        let object = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
        let listed = (object?["services"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(answer.status == 0 && listed.map(Set.init) == Set(names))
        let shown = try Binary.run("services", server.url)
        let harmless = shown.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7f && $0 != "\u{202e}" }
        #expect(shown.status == 0 && harmless && shown.output.contains("サービス 4"))
        #expect(shown.output.split(separator: "\n").count >= 10_000)
    }
}
