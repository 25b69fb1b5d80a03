import Foundation
import TestSupport
import Testing

/// What the server's replies can have wrong with them, byte for byte.
@Suite struct LoopbackFaultTests {
    private let body = "0123456789"

    private func answer(_ reply: LoopbackReply, _ headers: String...) throws -> RawClient.Answer {
        let server = try LoopbackServer { _ in reply }
        return try RawClient.get("/", from: server)
    }

    @Test("Every kind of answer has its status, content type and body")
    func kinds() throws {
        let kinds: [(LoopbackReply, Int, String, String)] = [
            (.json("[]"), 200, "application/json", "[]"),
            (.html(), 200, "text/html; charset=utf-8", "<title>Jaeger UI</title>"),
            (.errors("no \"x\"\n", code: 404), 200, "application/json", #"{"code":404,"msg":"no \"x\"\u000a"}"#),
            (.errors("gone", code: 500, status: 500), 500, "text/plain; charset=utf-8", #""data":null"#),
            (.nullData, 200, "application/json", #"{"data":null,"#),
            (
                .v3Error("No traces found", status: 404), 404, "text/plain; charset=utf-8",
                #"{"error":{"httpCode":404,"message":"No traces found"}}"#
            ),
            (.text("missing tenant header", status: 401), 401, "text/plain; charset=utf-8", "missing tenant header"),
            (.refusal(403), 403, "text/plain; charset=utf-8", "403 Forbidden\n"),
            (.refusal(502), 502, "text/plain; charset=utf-8", "502 Bad Gateway\n"),
        ]
        for (reply, status, type, text) in kinds {
            let answer = try answer(reply)
            #expect(answer.status == status && answer.headers["content-type"] == type && answer.text.contains(text), "\(answer.head)")
            #expect(answer.headers["Content-Length"] == "\(answer.body.count)")
            if answer.headers["Content-Type"] == "application/json" {
                #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(answer.body)) }
            }
        }
    }

    @Test("Refusals say what to do: Retry-After, WWW-Authenticate, Location")
    func advice() throws {
        #expect(try answer(.tooMany(retryAfter: "7")).headers["Retry-After"] == "7")
        #expect(try answer(.tooMany(retryAfter: nil)).headers["Retry-After"] == nil)
        #expect(try answer(.tooMany(retryAfter: "1", status: 503)).status == 503)
        #expect(try answer(.refusal(401)).headers["WWW-Authenticate"] != nil)
        let redirect = try answer(.redirect(to: "https://login.example/"))
        #expect(redirect.status == 302 && redirect.headers["Location"] == "https://login.example/")
    }

    @Test("A late first byte is late, and a drip takes its time")
    func slowness() throws {
        let start = ContinuousClock.now
        #expect(try answer(.text(body).delayed(by: .milliseconds(60))).text == body)
        #expect(ContinuousClock.now - start >= .milliseconds(60))

        let drip = ContinuousClock.now
        #expect(try answer(.text(body).dripping(3, every: .milliseconds(10))).text == body)
        #expect(ContinuousClock.now - drip >= .milliseconds(30), "three gaps between four pieces")
    }

    @Test("A client that reads all of a drip and leaves got a whole reply")
    func dripsToItsEnd() throws {
        let server = try LoopbackServer { _ in LoopbackReply.text("abc").dripping(1, every: .milliseconds(5)) }
        var client: RawClient? = try RawClient(server)
        client?.send("GET / HTTP/1.1\r\n\r\n")
        _ = try client?.answer { $0.text == "abc" }
        client = nil
        #expect(try server.waitForExchanges()[0].outcome == .sent)
    }

    @Test("It stops in mid-body, before the body and before the header")
    func closes() throws {
        let cut = try answer(.text(body).closing(.afterBody(4)))
        #expect(cut.text == "0123" && cut.headers["Content-Length"] == "10" && !cut.wasReset)
        let empty = try answer(.text(body).closing(.afterBody(0)))
        #expect(empty.status == 200 && empty.body.isEmpty)
        let silent = try answer(.text(body).closing(.beforeHead))
        #expect(silent.head.isEmpty && silent.body.isEmpty && !silent.wasReset)
    }

    @Test("It resets in mid-body and before the header")
    func resets() throws {
        let cut = try answer(.text(body).resetting(.afterBody(4)))
        #expect(cut.wasReset && cut.text == "0123")
        #expect(try answer(.text(body).resetting(.beforeHead)).wasReset)
    }

    @Test("It falls silent without hanging up, until its patience ends")
    func stalls() throws {
        let server = try LoopbackServer(patience: .seconds(4)) { _ in LoopbackReply.text("0123456789").stalling(.afterBody(4)) }
        let client = try RawClient(server)
        client.send("GET / HTTP/1.1\r\n\r\n")
        #expect(try client.answer { $0.body.count == 4 }.text == "0123")
        #expect(server.exchanges.isEmpty, "the reply is still under way")
        _ = try client.answer()
        #expect(try server.waitForExchanges()[0].outcome == .ranOutOfPatience)
    }

    @Test("It claims a longer body than it sends, and a shorter one")
    func wrongLengths() throws {
        let longer = try answer(.text(body).misstatingLength(by: 5))
        #expect(longer.headers["Content-Length"] == "15" && longer.text == body)
        let shorter = try answer(.text(body).misstatingLength(by: -3))
        #expect(shorter.headers["Content-Length"] == "7" && shorter.text == body)
        #expect(try answer(.text(body).misstatingLength(by: -30)).headers["Content-Length"] == "0")
    }

    @Test("It compresses, and cuts what it compressed")
    func gzip() throws {
        let long = String(repeating: body, count: 20_000)
        let whole = try answer(.text(long).gzipped())
        #expect(whole.headers["Content-Encoding"] == "gzip" && GzipBytes.inflated(whole.body) == Array(long.utf8))
        #expect(whole.body.count < 2_000)
        let cut = try answer(.text(long).gzipped(keeping: 100))
        #expect(cut.headers["Content-Length"] == "100" && cut.body == Array(whole.body.prefix(100)))
        #expect(GzipBytes.inflated(cut.body) == nil)
        #expect(GzipBytes.inflated(GzipBytes.compressed([])) == [])
        #expect(GzipBytes.inflated(Array("no gzip".utf8)) == nil)
    }

    @Test("Chunks have the sizes asked for, over and over; the last is what is left")
    func chunks() throws {
        let odd = try answer(.text(body).chunked(1, 3))
        #expect(odd.headers["Transfer-Encoding"] == "chunked" && odd.headers["Content-Length"] == nil)
        #expect(odd.text == "1\r\n0\r\n3\r\n123\r\n1\r\n4\r\n3\r\n567\r\n1\r\n8\r\n1\r\n9\r\n0\r\n\r\n")
        #expect(try answer(.text(body).chunked()).text == "a\r\n0123456789\r\n0\r\n\r\n")
        #expect(try answer(.text("").chunked(4)).text == "0\r\n\r\n")
        #expect(try answer(.text(body).chunked(0)).text.hasPrefix("1\r\n0\r\n"), "a chunk of none would end the body")
    }

    @Test("A cut within a chunk leaves its promise unkept; one between two lacks the last chunk")
    func cutChunks() throws {
        #expect(try answer(.text(body).chunked(4).closing(.afterBody(6))).text == "4\r\n0123\r\n4\r\n45")
        #expect(try answer(.text(body).chunked(4).closing(.afterBody(4))).text == "4\r\n0123\r\n")
        #expect(try answer(.text(body).chunked(4).closing(.afterBody(99))).text == "4\r\n0123\r\n4\r\n4567\r\n2\r\n89\r\n")
    }

    @Test("A reply without an end goes on for as long as one reads")
    func endless() throws {
        let server = try LoopbackServer { _ in LoopbackReply.json("[1,2]").endless() }
        let client = try RawClient(server)
        client.send("GET / HTTP/1.1\r\n\r\n")
        let answer = try client.answer { $0.body.count > 1_000_000 }
        #expect(answer.headers["Transfer-Encoding"] == "chunked")
        #expect(answer.text.hasPrefix("5\r\n[1,2]\r\n5\r\n[1,2]\r\n") && !answer.text.contains("\r\n0\r\n"))

        let drips = try RawClient(server)
        server.scriptEverything(LoopbackReply.text("").endingWithConnection().endless().dripping(1, every: .milliseconds(1)))
        drips.send("GET / HTTP/1.1\r\n\r\n")
        #expect(try drips.answer { $0.body.count >= 5 }.text.allSatisfy { $0 == " " })
    }

    @Test("A body may end with the connection alone")
    func untilClose() throws {
        let answer = try answer(.text(body).endingWithConnection())
        #expect(
            answer.headers["Content-Length"] == nil && answer.headers["Transfer-Encoding"] == nil && answer.headers["Connection"] == "close"
        )
        #expect(answer.text == body)
    }

    @Test("Garbage is no HTTP at all")
    func garbage() throws {
        #expect(try answer(.garbage()).text == "SSH-2.0-OpenSSH_9.2p1\r\n")
        #expect(try answer(.garbage([0, 255, 7])).body == [0, 255, 7])
    }
}
