import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// Servers that are not there, break off, or lie about how much they send.
@Suite struct BadServerConnectionTests {
    private static let body = String(repeating: #"{"data":[1,2,3]}"#, count: 500)
    private static let lost = ClientUnderTest.Ending.failure(.connectionLost, "the port may want https://")
    private static let cut = ClientUnderTest.Ending.failure(.replyCutShort, "")

    @Test(
        "A connection that breaks off is told by when it did, however the end of the body was to be marked",
        arguments: [
            (LoopbackReply.text(body).closing(.beforeHead), lost), (.text(body).resetting(.beforeHead), lost),
            (.text(body).closing(.afterBody(0)), cut), (.text(body).closing(.afterBody(100)), cut),
            (.text(body).resetting(.afterBody(100)), cut),
            (.text(body).chunked(1000).closing(.afterBody(0)), cut), (.text(body).chunked(1000).closing(.afterBody(1500)), cut),
            (.text(body).chunked(1000).closing(.afterBody(2000)), cut), (.text(body).chunked().resetting(.afterBody(4000)), cut),
            (.text(body).chunked(1000).closing(.afterBody(8000)), cut),
            (.text(body).endingWithConnection().resetting(.afterBody(100)), cut),
        ])
    func broken(reply: LoopbackReply, ending: ClientUnderTest.Ending) throws {
        #expect(try ClientUnderTest.ending(of: reply) == ending)
    }

    @Test func `a body longer than it claims is cut at the claim, one that is shorter is told`() throws {
        #expect(try ClientUnderTest.ending(of: .text("0123456789").misstatingLength(by: 5)) == Self.cut)
        #expect(try ClientUnderTest.ending(of: .text("0123456789").misstatingLength(by: -3)) == .body("0123456"))
    }

    @Test func `what follows a body that was longer than it claims is not taken for the next answer`() throws {
        let server = try LoopbackServer { _ in .text("second") }
        server.script("/long", LoopbackReply.text("0123456789HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged").misstatingLength(by: -44))
        let client = try ClientUnderTest(server.url)
        #expect(client.ending("/long") == .body("0123456789"))
        #expect(client.ending("/x") == .body("second"))
    }

    @Test func `a server that spoke HTTP before is not taken for one that wants TLS`() throws {
        let server = try LoopbackServer { _ in .text("x") }
        let client = try ClientUnderTest(server.url)
        #expect(client.ending() == .body("x"))
        server.scriptEverything(LoopbackReply.text("x").closing(.beforeHead))
        #expect(client.ending() == .failure(.connectionLost, ""))
    }

    @Test(
        "What is no HTTP is told as that",
        arguments: [
            LoopbackReply.garbage(), .garbage(Array("220 mail.example ESMTP\r\n".utf8)), .garbage([0, 255, 7, 13, 10, 13, 10]),
            .garbage(Array("* OK IMAP4rev1 ready\r\n".utf8)),
        ])
    func garbage(reply: LoopbackReply) throws {
        #expect(try ClientUnderTest.ending(of: reply) == .failure(.notAnAPI, "no HTTP; the port may want https://"))
    }

    @Test func `a closed port, an unknown name and an address that leads nowhere are told apart`() throws {
        let server = try LoopbackServer()
        let port = server.port
        #expect(server.stop())
        #expect(try ClientUnderTest("http://127.0.0.1:\(port)").ending() == .failure(.connectionRefused, ""))
        #expect(try ClientUnderTest("https://127.0.0.1:\(port)").ending() == .failure(.connectionRefused, ""))
        let unknown = try ClientUnderTest("http://no-such-host.invalid:16686").ending()
        #expect(unknown == .failure(.nameNotResolved, "no-such-host.invalid"))
    }

    @Test func `redirects are followed within the host, and told when they lead away`() throws {
        let other = try LoopbackServer { _ in .html("Sign in") }
        let server = try LoopbackServer { _ in .text("there") }
        server.script("/base/a", .redirect(to: "b?c=1"))
        server.script("/base/b", .redirect(to: "/end#x", status: 307))
        server.script("/base/loop", .redirect(to: "loop"))
        server.script("/base/away", .redirect(to: other.url + "/login?token=hidden"))
        server.script("/base/nowhere", .redirect(to: "ftp://files.example/"))
        server.script("/base/empty", .redirect(to: ""))
        let client = try ClientUnderTest(server.url + "/base") { $0.bearerToken = "hush-hush" }
        #expect(client.ending("/a") == .body("there"))
        #expect(server.requests.map(\.spelling) == ["/base/a", "/base/b?c=1", "/end"])
        #expect(client.ending("/away") == .failure(.redirectedAway, other.url + "/login"))
        #expect(client.ending("/loop") == .failure(.redirectedAway, "the same place again and again"))
        #expect(server.requests.count(where: { $0.path == "/base/loop" }) < 10)
        if case .failure(.redirectedAway, _) = client.ending("/nowhere") {} else { Issue.record("followed to another scheme") }
        if case .failure(.redirectedAway, _) = client.ending("/empty") {} else { Issue.record("an empty location leads nowhere") }
        #expect(other.requests.isEmpty)
    }
}
