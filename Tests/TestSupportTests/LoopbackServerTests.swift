import Foundation
import TestSupport
import Testing

/// The server itself: what it hears, remembers and answers, and how it ends.
@Suite struct LoopbackServerTests {
    @Test("It remembers what it was asked: method, path, query, header, body, connection")
    func remembers() throws {
        let server = try LoopbackServer { _ in .json("{}") }
        let client = try RawClient(server)
        client.send(
            "POST /a%2Fb?q=x+y&q=%7B%7D HTTP/1.1\r\nHost: h\r\nX-Tenant:  acme \r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        #expect(try client.answer().text == "{}")

        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.path == "/a%2Fb" && request.target.segments == ["a/b"])
        #expect(request.query.map(\.description) == ["q=x y", "q={}"] && request.value(of: "q") == "x y" && request.value(of: "r") == nil)
        #expect(request.headers["x-tenant"] == "acme" && request.body == Array("hello".utf8) && request.connection == 0)
        #expect("\(request)" == "POST /a%2Fb?q=x+y&q=%7B%7D")
        #expect(try server.waitForExchanges()[0].outcome == .sent)
    }

    @Test("A connection serves many requests, even if they come all at once, until one side has enough")
    func keepsAlive() throws {
        let server = try LoopbackServer { .text("<\($0.path)>") }
        server.script("/last", LoopbackReply.text("bye").withoutKeepAlive())
        let client = try RawClient(server)
        client.send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n")
        let two = try client.answer { $0.text.contains("</2>") }
        #expect(two.headers["Connection"] == nil && two.headers["Content-Length"] == "4")
        client.send("GET /last HTTP/1.1\r\n\r\nGET /never HTTP/1.1\r\n\r\n")
        let last = try client.answer()
        #expect(last.head.contains("Connection: close") && last.text == "bye" && !last.wasReset)
        #expect(server.requests.map(\.path) == ["/1", "/2", "/last"])
        #expect(Set(server.requests.map(\.connection)) == [0])

        #expect(try RawClient.get("/4", from: server).headers["Connection"] == "close")
        #expect(server.requests.last?.connection == 1)
    }

    @Test("HTTP/1.0 is answered and hung up on, unless it asks otherwise")
    func oldVersion() throws {
        let server = try LoopbackServer { _ in .text("x") }
        let client = try RawClient(server)
        client.send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
        _ = try client.answer { $0.text == "x" }
        client.send("GET / HTTP/1.0\r\n\r\n")
        #expect(try client.answer().headers["Connection"] == "close")
    }

    @Test("What nothing answers is a 404 that names the request")
    func unknown() throws {
        let server = try LoopbackServer { $0.path == "/known" ? .json("1") : nil }
        #expect(try RawClient.get("/known", from: server).status == 200)
        let answer = try RawClient.get("/api/tr%61ces?service=a+b", from: server)
        #expect(answer.status == 404 && answer.text == "nothing here answers GET /api/traces?service=a b\n")
    }

    @Test("Responders are asked in their order, and scripts before them: each reply once, the last for ever, none for no script")
    func plan() throws {
        let server = try LoopbackServer(
            { $0.path == "/b" ? .text("first") : nil }, { _ in .text("second") })
        server.script("/a", .refusal(503), .html("page"))
        func ask(_ path: String) throws -> String {
            let answer = try RawClient.get(path, from: server)
            return answer.status == 200 ? answer.text : "\(answer.status ?? 0)"
        }
        #expect(try ask("/b") == "first" && ask("/c") == "second")
        #expect(try ask("/a?x=1") == "503")
        #expect(try ask("/%61").contains("<title>page</title>") && ask("/a").contains("page"))
        server.scriptEverything(.refusal(429))
        #expect(try ask("/b") == "429" && ask("/a").contains("page"))
        server.script("/a")
        server.scriptEverything()
        #expect(try ask("/a") == "second" && ask("/b") == "first")
    }

    @Test("HEAD gets the header and no body")
    func head() throws {
        let server = try LoopbackServer { _ in .text("12345") }
        let answer = try RawClient.get("/", method: "HEAD", from: server)
        #expect(answer.headers["Content-Length"] == "5" && answer.body.isEmpty)
    }

    @Test(
        "What is no request, or too long, is refused in HTTP and hung up on",
        arguments: [
            ("\u{16}\u{3}\u{1}\u{2}\0\u{1}", 400), ("HELLO\r\n\r\n", 400), ("GET / HTTP/2.0\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 413), ("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
            ("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 70_000), 431),
            // More than is read before it is refused: the answer must not be lost to a reset.
            ("\u{16}" + String(repeating: "x", count: 300_000), 400),
        ])
    func refusals(bytes: String, status: Int) throws {
        let server = try LoopbackServer { _ in .text("x") }
        let client = try RawClient(server)
        client.send(bytes)
        let answer = try client.answer()
        #expect(answer.status == status && !answer.wasReset)
        #expect(server.requests.isEmpty)
    }

    @Test("A body that waits to be asked for is asked for")
    func continuing() throws {
        let server = try LoopbackServer { .text(String(decoding: $0.body, as: UTF8.self)) }
        let client = try RawClient(server)
        client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n")
        #expect(try client.answer { !$0.head.isEmpty }.status == 100)
        client.send("ok")
        #expect(try client.answer().text == "ok")
    }

    @Test("It is found at ::1 too", .enabled(if: hasIPv6, "this machine has no ::1"))
    func newAddresses() throws {
        let server = try LoopbackServer(host: .ipv6) { _ in .text("six") }
        #expect(server.url == "http://[::1]:\(server.port)")
        #expect(try RawClient.get("/", from: server).text == "six")
    }

    @Test("It can be stopped whatever it is doing, and come back at its port")
    func stops() throws {
        let server = try LoopbackServer { _ in .text("x") }
        server.script("/silent", LoopbackReply.text("x").stalling(.afterBody(0)))
        server.script("/slow", LoopbackReply.text("x").delayed(by: .seconds(25)))
        server.script("/endless", LoopbackReply.text("x").endless())
        let clients = try ["/silent", "/slow", "/endless", ""].map { path in
            let client = try RawClient(server)
            client.send(path.isEmpty ? "GET / HT" : "GET \(path) HTTP/1.1\r\n\r\n")
            return client
        }
        try server.waitForRequests(3)
        #expect(server.stop(), "all threads end")
        #expect(server.exchanges.map(\.outcome) == [.serverStopped, .serverStopped, .serverStopped])
        for client in clients { _ = try client.answer() }
        #expect(throws: LoopbackFailure.self) { try RawClient(server) }

        let next = try LoopbackServer(port: server.port) { _ in .text("back") }
        #expect(try RawClient.get("/", from: next).text == "back")
    }

    @Test("Its last reference closes the port")
    func endsWithItsReference() throws {
        var server: LoopbackServer? = try LoopbackServer { _ in .text("x") }
        let client = try RawClient(#require(server))
        server = nil
        #expect(try client.answer().body.isEmpty, "the end of the connection")
    }

    @Test("It loses patience with a client that says nothing, and with a reply that never ends")
    func losesPatience() throws {
        let server = try LoopbackServer(patience: .seconds(3)) { _ in LoopbackReply.text("x").endless() }
        #expect(try RawClient(server).answer().body.isEmpty)
        _ = try RawClient.get("/", from: server)
        #expect(try server.waitForExchanges()[0].outcome == .ranOutOfPatience)
    }

    @Test(
        "It notices a client that leaves while the reply is awaited or under way",
        arguments: [LoopbackReply.text("x").delayed(by: .seconds(25)), .text("x").endless()])
    func noticesDeparture(reply: LoopbackReply) throws {
        let server = try LoopbackServer { _ in reply }
        var client: RawClient? = try RawClient(server)
        client?.send("GET / HTTP/1.1\r\n\r\n")
        try server.waitForRequests()
        client = nil
        #expect(try server.waitForExchanges()[0].outcome == .clientLeft)
    }

    @Test("Waiting for what does not come ends with what came")
    func waitingEnds() throws {
        let server = try LoopbackServer { _ in .text("x") }
        _ = try RawClient.get("/only", from: server)
        let failure = #expect(throws: LoopbackFailure.self) { try server.waitForRequests(2, within: .milliseconds(20)) }
        #expect(failure?.description.contains("GET /only") == true)
    }

    @Test("Waiting without holding on to a thread does the same")
    func waitsAsynchronously() async throws {
        let server = try LoopbackServer { _ in .text("x") }
        let asking = Task { try RawClient.get("/later", from: server).text }
        #expect(try await server.waitForRequests().map(\.path) == ["/later"])
        #expect(try await server.waitForExchanges()[0].status == 200)
        #expect(try await asking.value == "x")
        let failure = await #expect(throws: LoopbackFailure.self) { try await server.waitForExchanges(2, within: .milliseconds(20)) }
        #expect(failure?.description.contains("1 came, of which 1 are answered: [GET /later]") == true)
    }

    @Test("Many clients at a time are served")
    func crowd() throws {
        let server = try LoopbackServer { .text("\($0.path)") }
        let clients = try (0..<100).map { number in
            let client = try RawClient(server)
            client.send("GET /\(number) HTTP/1.1\r\nConnection: close\r\n\r\n")
            return client
        }
        for (number, client) in clients.enumerated() { #expect(try client.answer().text == "/\(number)") }
        #expect(server.requests.count == 100 && Set(server.requests.map(\.connection)).count == 100)
    }

    private static let hasIPv6 = (try? LoopbackServer(host: .ipv6)) != nil
}
