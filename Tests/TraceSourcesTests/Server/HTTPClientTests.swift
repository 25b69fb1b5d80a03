import Foundation
import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// What goes to a server and what comes back when all is well.
@Suite struct HTTPClientTests {
    @Test func `status, headers and body of a reply come as they were sent`() throws {
        let server = try LoopbackServer { _ in .text("abc", status: 201).header("X-Odd", " two words").header("x-other", "again") }
        let reply = try ClientUnderTest(server.url).client.get("/x?y=%20", cancellation: Cancellation())
        #expect(reply.head.status == 201 && reply.head.value(of: "x-odd") == "two words" && reply.head.value(of: "x-none") == nil)
        #expect(try reply.body(limit: 100) == Array("abc".utf8))
        #expect(server.requests.map(\.description) == ["GET /x?y=%20"])
    }

    @Test func `the user's headers, token, tenant and login go with a request`() throws {
        let server = try LoopbackServer { _ in .text("") }
        let url = server.url.replacing("http://", with: "http://me:p%40ss@")
        let client = try ClientUnderTest(url + "/base/") {
            $0.headers = [.init(name: "X-One", value: "1"), .init(name: "accept", value: "*/*"), .init(name: "X-Empty", value: "")]
            $0.tenant = "acme"
        }
        _ = try client.body()
        let request = server.requests[0]
        #expect(request.description == "GET /base/x")
        for (name, value) in ["X-One": "1", "accept": "*/*", "X-Empty": "", "x-tenant": "acme", "Accept-Encoding": "gzip"] {
            #expect(request.headers[name] == value, "\(name)")
        }
        #expect(request.headers.all.count { $0.name.lowercased() == "accept" } == 1)
        #expect(request.headers["Authorization"] == "Basic " + Data("me:p@ss".utf8).base64EncodedString())
        _ = try ClientUnderTest(server.url) { $0.bearerToken = "abc.def" }.body()
        #expect(server.requests[1].headers["authorization"] == "Bearer abc.def")
    }

    @Test func `one connection serves requests one after the other, and a new one those after a server that hangs up`() throws {
        let server = try LoopbackServer { _ in .text("x") }
        let client = try ClientUnderTest(server.url)
        for _ in 0..<3 { #expect(try client.body() == "x") }
        #expect(server.requests.map(\.connection) == [0, 0, 0])
        server.scriptEverything(LoopbackReply.text("y").withoutKeepAlive())
        for _ in 0..<2 { #expect(try client.body() == "y") }
        #expect(server.requests.map(\.connection) == [0, 0, 0, 0, 1])
    }

    @Test func `a server that came back at its place is reached again`() throws {
        let server = try LoopbackServer { _ in .text("before") }
        let client = try ClientUnderTest(server.url)
        #expect(try client.body() == "before")
        server.stop()
        #expect(client.ending() == .failure(.connectionRefused, ""))
        let again = try LoopbackServer(port: server.port) { _ in .text("after") }
        #expect(client.ending() == .body("after") && again.requests.count == 1)
    }

    @Test(
        "A body is the same however its end is marked",
        arguments: [
            LoopbackReply.text("0123456789"), .text("0123456789").chunked(1, 3), .text("0123456789").chunked(),
            .text("0123456789").endingWithConnection(), .text("0123456789").dripping(3, every: .milliseconds(1)),
            .text("0123456789").gzipped(), .text("0123456789").gzipped().chunked(5), .text("0123456789").gzipped().endingWithConnection(),
        ])
    func framings(reply: LoopbackReply) throws {
        #expect(try ClientUnderTest.ending(of: reply) == .body("0123456789"))
    }

    @Test("It is found at ::1 too", .enabled(if: (try? LoopbackServer(host: .ipv6)) != nil, "this machine has no ::1"))
    func newAddresses() throws {
        let server = try LoopbackServer(host: .ipv6) { _ in .text("six") }
        #expect(try ClientUnderTest(server.url + "/base").ending() == .body("six"))
        #expect(server.requests[0].headers["Host"] == "[::1]:\(server.port)" && server.requests[0].path == "/base/x")
        server.stop()
        #expect(try ClientUnderTest(server.url).ending() == .failure(.connectionRefused, ""))
    }

    @Test func `options that cannot be sent are refused without being shown`() throws {
        for change in [
            { $0.headers = [.init(name: "X", value: "hush\r\nY: 1")] }, { $0.headers = [.init(name: "X Y", value: "1")] },
            { $0.bearerToken = "hush\n" }, { $0.tenant = "hush\n" }, { $0.caFile = "/no/such/file" },
        ] as [(inout ServerOptions) -> Void] {
            do {
                _ = try ClientUnderTest("http://127.0.0.1:1", change)
                Issue.record("was taken")
            } catch let error as InputError {
                #expect(error.diagnostic.code == .badServerOption && !error.diagnostic.found.contains("hush"))
            }
        }
    }
}
