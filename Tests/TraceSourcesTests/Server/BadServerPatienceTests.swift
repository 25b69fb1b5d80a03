import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// Servers that are slow or say nothing more.
///
/// That something ended is what is tested, not how soon.
@Suite struct BadServerPatienceTests {
    @Test(
        "Nothing is waited for longer than was said",
        arguments: [
            (LoopbackReply.text("abc").stalling(.beforeHead), \.firstByte, "the first byte of the answer"),
            (.text("abc").stalling(.afterBody(0)), \.silence, "more of the answer"),
            (.text("abc").stalling(.afterBody(2)), \.silence, "more of the answer"),
            (.text("abc").chunked(2).stalling(.afterBody(2)), \.silence, "more of the answer"),
            (.text("abc").endless().dripping(1, every: .milliseconds(20)), \.wholeReply, "the end of the answer"),
        ] as [(LoopbackReply, WritableKeyPath<ServerPatience, Duration> & Sendable, String)])
    func patience(reply: LoopbackReply, limit: WritableKeyPath<ServerPatience, Duration> & Sendable, found: String) throws {
        let server = try LoopbackServer(patience: .seconds(300)) { _ in reply }
        // One limit is short, and the others so long that none of them is reached before.
        let client = try ClientUnderTest(server.url) {
            $0.patience = ServerPatience(.seconds(120))
            $0.patience[keyPath: limit] = .seconds(1)
        }
        let began = ContinuousClock.now
        #expect(client.ending() == .failure(.timedOut, found))
        #expect(ContinuousClock.now - began < .seconds(100))
        #expect(try server.waitForExchanges()[0].outcome == .clientLeft, "the connection was let go")
    }

    @Test func `slowness within the limits is borne`() throws {
        let reply = LoopbackReply.text("abc").delayed(by: .milliseconds(200)).dripping(1, every: .milliseconds(100))
        let ending = try ClientUnderTest.ending(of: reply) { $0.patience = ServerPatience(.seconds(60)) }
        #expect(ending == .body("abc"))
    }

    @Test func `a port that never shakes hands is given up`() throws {
        let server = try LoopbackServer { _ in LoopbackReply.text("") }
        let client = try ClientUnderTest("https://127.0.0.1:\(server.port)") { $0.patience.connecting = .seconds(5) }
        if case .failure(.tlsFailed, _) = client.ending() {} else { Issue.record("\(client.ending())") }
    }

    @Test(
        "Waiting ends at once when nobody wants it any more",
        arguments: [
            LoopbackReply.text("abc").stalling(.beforeHead), .text("abc").stalling(.afterBody(1)),
            .text("abc").endless().dripping(1, every: .milliseconds(50)),
        ])
    func cancelled(reply: LoopbackReply) throws {
        let server = try LoopbackServer { _ in reply }
        let cancellation = Cancellation()
        SystemThread.run {
            _ = try? server.waitForRequests()
            cancellation.cancel()
        }
        let client = try ClientUnderTest(server.url) { $0.patience = ServerPatience(.seconds(600)) }
        #expect(client.ending(cancellation: cancellation) == .failure(.interrupted, ""))
        #expect(try server.waitForExchanges()[0].outcome == .clientLeft)
    }

    @Test func `what was cancelled before it began asks nobody`() throws {
        let server = try LoopbackServer { _ in .text("x") }
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(try ClientUnderTest(server.url).ending(cancellation: cancellation) == .failure(.interrupted, ""))
        #expect(server.requests.isEmpty)
    }

    @Test func `a server is not read faster than its reply is wanted`() throws {
        let size = 64 << 20
        let server = try LoopbackServer { _ in LoopbackReply(body: [UInt8](repeating: 0x61, count: size)) }
        let client = try ClientUnderTest(server.url).client
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { buffer.deallocate() }
        do {
            let idle = try client.get("/idle", cancellation: Cancellation())
            #expect(try idle.stream.read(into: buffer) > 0)
            // The time that a whole reply takes is time enough for the idle one to come as well, if it were taken.
            let busy = try client.get("/busy", cancellation: Cancellation())
            var count = 0
            while case let more = try busy.stream.read(into: buffer), more > 0 { count += more }
            #expect(count == size)
        }
        let exchanges = try server.waitForExchanges(2)
        let idle = try #require(exchanges.first { $0.request.path == "/idle" })
        #expect(idle.outcome == .clientLeft && idle.bytesSent < size / 2, "\(idle.bytesSent) bytes were taken")
    }
}
