import Foundation
import Synchronization
import TestSupport
import Testing
import TraceModel

@testable import TraceSources

@Suite struct HTTPClientTests {
    private func client(_ url: String, _ change: (inout ServerOptions) -> Void = { _ in }) throws -> HTTPClient {
        var options = ServerOptions()
        change(&options)
        return try HTTPClient(ServerAddress(url), options)
    }

    private func body(_ client: HTTPClient, _ path: String = "/x") throws(InputError) -> String {
        String(decoding: try client.get(path, cancellation: Cancellation()).body(limit: 1 << 20), as: UTF8.self)
    }

    /// What a request fails of.
    private func failure(_ client: HTTPClient, _ path: String = "/x") -> Diagnostic? {
        do throws(InputError) {
            _ = try body(client, path)
            return nil
        } catch {
            return error.diagnostic
        }
    }

    @Test func `status, headers and body of a reply come as they were sent`() throws {
        let server = try ScriptedServer { _ in [.reply("abc", status: "201 Made", headers: ["X-Odd:  two words", "x-odd: again"])] }
        let reply = try client(server.url).get("/x?y=%20", cancellation: Cancellation())
        #expect(reply.head.status == 201 && reply.head.reason == "Made" && reply.head.value(of: "x-odd") == "two words")
        #expect(try reply.body(limit: 100) == Array("abc".utf8))
        #expect(server.requests[0].hasPrefix("GET /x?y=%20 HTTP/1.1\r\n"))
    }

    @Test func `the user's headers, token, tenant and login go with a request`() throws {
        let server = try ScriptedServer { _ in [.reply("")] }
        let url = server.url.replacing("http://", with: "http://me:p%40ss@")
        let client = try client(url + "/base/") {
            $0.headers = [.init(name: "X-One", value: "1"), .init(name: "accept", value: "*/*"), .init(name: "X-Empty", value: "")]
            $0.tenant = "acme"
        }
        _ = try body(client)
        let lines = server.requests[0].split(separator: "\r\n").map(String.init)
        #expect(lines[0] == "GET /base/x HTTP/1.1")
        #expect(Set(lines).isSuperset(of: ["X-One: 1", "accept: */*", "X-Empty:", "x-tenant: acme", "Accept-Encoding: gzip"]))
        #expect(lines.contains("Authorization: Basic " + Data("me:p@ss".utf8).base64EncodedString()))
        _ = try body(self.client(server.url) { $0.bearerToken = "abc.def" })
        #expect(server.requests[1].contains("\r\nAuthorization: Bearer abc.def\r\n"))
    }

    @Test func `one connection serves requests one after the other`() throws {
        let server = try ScriptedServer { _ in [.reply("x")] }
        let client = try client(server.url)
        for _ in 0..<3 { #expect(try body(client) == "x") }
        #expect(server.connections == 1 && server.requests.count == 3)
    }

    @Test func `a packed reply is unpacked, and one cut short is told`() throws {
        let text = String(repeating: "packed ", count: 5000)
        let packed = try packed(Array(text.utf8), .gzip)
        let server = try ScriptedServer { target in
            [.reply(target == "/cut" ? Array(packed.dropLast(20)) : packed, headers: ["Content-Encoding: gzip"])]
        }
        let client = try client(server.url)
        #expect(try body(client) == text)
        #expect(failure(client, "/cut")?.code == .truncated)
    }

    @Test func `a reply that is packed as nobody asked, or larger than the limit, is refused`() throws {
        let server = try ScriptedServer { target in
            target == "/br" ? [.reply("x", headers: ["Content-Encoding: br"])] : [.reply(String(repeating: "x", count: 3000))]
        }
        let client = try client(server.url) { $0.replyLimit = 2048 }
        #expect(failure(client, "/br").map { [$0.code.rawValue, $0.found] } == ["reply-not-understood", "content-encoding: br"])
        #expect(failure(client).map { [$0.code.rawValue, $0.found] } == ["reply-too-large", "2 KiB"])
    }

    @Test(
        "A connection that breaks is told as what it is",
        arguments: [
            ("/short", DiagnosticCode.replyCutShort), ("/reset", .replyCutShort), ("/nothing", .connectionLost), ("/ssh", .notAnAPI),
        ])
    func broken(path: String, code: DiagnosticCode) throws {
        let server = try ScriptedServer { target in
            switch target {
            case "/short": [.reply("abc", claiming: 10), .close]
            case "/reset": [.reply("abc", claiming: 10), .pause(.milliseconds(50)), .reset]
            case "/nothing": [.close]
            default: [.send(Array("SSH-2.0-OpenSSH_9.2p1\r\n".utf8)), .close]
            }
        }
        #expect(failure(try client(server.url), path)?.code == code)
    }

    @Test func `a closed port and an unknown name are told apart`() throws {
        let port = try ScriptedServer { _ in [] }.port
        #expect(failure(try client("http://127.0.0.1:\(port)"))?.code == .connectionRefused)
        let unknown = failure(try client("http://no-such-host.invalid:16686"))
        #expect(unknown.map { [$0.code.rawValue, $0.found] } == ["name-not-resolved", "no-such-host.invalid"])
    }

    @Test func `a port that does not speak TLS is told`() throws {
        let server = try ScriptedServer { _ in [.reply("x")] }
        let found = failure(try client("https://127.0.0.1:\(server.port)") { $0.patience = ServerPatience(.milliseconds(500)) })
        #expect(found?.code == .tlsFailed || found?.code == .timedOut)
    }

    @Test(
        "Nothing is waited for longer than was said",
        arguments: [
            ("/silent", "the first byte of the answer"), ("/stops", "more of the answer"), ("/drips", "the end of the answer"),
        ])
    func patience(path: String, found: String) throws {
        let server = try ScriptedServer { target in
            switch target {
            case "/silent": [.hold]
            case "/stops": [.reply("abc", claiming: 10), .hold]
            default: [.reply("", claiming: 1000)] + (0..<100).flatMap { _ in [.send([0x61]), .pause(.milliseconds(50))] }
            }
        }
        let client = try client(server.url) {
            $0.patience.firstByte = .milliseconds(300)
            $0.patience.silence = .milliseconds(300)
            $0.patience.wholeReply = .milliseconds(900)
        }
        let began = ContinuousClock.now
        #expect(failure(client, path).map { [$0.code.rawValue, $0.found] } == ["timed-out", found])
        #expect(ContinuousClock.now - began < .seconds(4))
    }

    @Test("Waiting ends at once when nobody wants it any more", arguments: ["/silent", "/stops"])
    func cancelled(path: String) throws {
        let server = try ScriptedServer { $0 == "/silent" ? [.hold] : [.reply("abc", claiming: 10), .hold] }
        let cancellation = Cancellation()
        SystemThread.run {
            usleep(200_000)
            cancellation.cancel()
        }
        let began = ContinuousClock.now
        let client = try client(server.url)
        var code: DiagnosticCode?
        do throws(InputError) {
            _ = try client.get(path, cancellation: cancellation).body(limit: 100)
        } catch {
            code = error.diagnostic.code
        }
        #expect(code == .interrupted && ContinuousClock.now - began < .seconds(3))
    }

    @Test func `a server is not read faster than its reply is wanted`() throws {
        let piece = [UInt8](repeating: 0x61, count: 1 << 20), total = 200 << 20
        let server = try ScriptedServer { _ in [.reply("", claiming: total), .flood(piece, times: 200)] }
        let reply = try client(server.url).get("/x", cancellation: Cancellation())
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { buffer.deallocate() }
        var count = try reply.stream.read(into: buffer)
        usleep(400_000)
        #expect(server.flooded < 64 << 20, "\(server.flooded) bytes were taken from it")
        while case let more = try reply.stream.read(into: buffer), more > 0 { count += more }
        #expect(count == total)
    }

    @Test func `redirects are followed within the host, and told when they lead away`() throws {
        let other = try ScriptedServer { _ in [.reply("secret page")] }
        let server = try ScriptedServer { target in
            switch target {
            case "/base/a": [.reply("", status: "302 Found", headers: ["Location: b?c=1"])]
            case "/base/b?c=1": [.reply("", status: "307 Moved", headers: ["Location: /end#x"])]
            case "/end": [.reply("there")]
            case "/base/loop": [.reply("", status: "302 Found", headers: ["Location: loop"])]
            default:
                [.reply("", status: "302 Found", headers: ["Location: http://127.0.0.1:\(other.port)/login?token=hidden"])]
            }
        }
        let client = try client(server.url + "/base") { $0.bearerToken = "hush-hush" }
        #expect(try body(client, "/a") == "there")
        #expect(failure(client, "/away").map { [$0.code.rawValue, $0.found] } == ["redirected-away", other.url + "/login"])
        #expect(failure(client, "/loop")?.code == .redirectedAway)
        #expect(other.requests.isEmpty)
    }

    @Test func `options that cannot be sent are refused without being shown`() throws {
        for change in [
            { $0.headers = [.init(name: "X", value: "hush\r\nY: 1")] }, { $0.headers = [.init(name: "X Y", value: "1")] },
            { $0.bearerToken = "hush\n" }, { $0.caFile = "/no/such/file" },
        ] as [(inout ServerOptions) -> Void] {
            do {
                _ = try client("http://127.0.0.1:1", change)
                Issue.record("was taken")
            } catch let error as InputError {
                #expect(error.diagnostic.code == .badServerOption && !error.diagnostic.found.contains("hush"))
            }
        }
    }
}
