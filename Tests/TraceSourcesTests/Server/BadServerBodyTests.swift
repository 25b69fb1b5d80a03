import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// Bodies that are damaged, packed as nobody asked, or without an end.
@Suite struct BadServerBodyTests {
    private static let damaged = ClientUnderTest.Ending.failure(.replyNotUnderstood, "damaged gzip")
    private static let text = (0..<3000).map { "span \($0) of many, " }.joined()

    @Test func `a packed reply that is cut, cleanly or not, is told`() throws {
        let whole = LoopbackReply.text(Self.text).gzipped().body.count
        // Cut within the header, within the data, and within the sum at the end: the length that is sent is that of the cut.
        for kept in [1, 5, whole / 2, whole - 8, whole - 1] {
            let ending = try ClientUnderTest.ending(of: .text(Self.text).gzipped(keeping: kept))
            #expect(ending == .failure(.replyCutShort, ""), "\(kept) of \(whole) bytes")
        }
        #expect(try ClientUnderTest.ending(of: .text(Self.text).gzipped().closing(.afterBody(100))) == .failure(.replyCutShort, ""))
    }

    @Test func `a packed reply that is damaged is told`() throws {
        let packed = LoopbackReply.text(Self.text).gzipped()
        for place in [0, packed.body.count / 2, packed.body.count - 6] {
            var damaged = packed
            for offset in 0..<4 { damaged.body[place + offset] ^= 0xff }
            let ending = try ClientUnderTest.ending(of: damaged)
            #expect(ending == Self.damaged, "damage at \(place)")
        }
        let plain = try ClientUnderTest.ending(of: LoopbackReply.text("plain").header("Content-Encoding", "gzip"))
        #expect(plain == Self.damaged, "what is not packed at all")
    }

    @Test func `a reply that is packed as nobody asked is refused`() throws {
        let reply = LoopbackReply.text("x").header("Content-Encoding", "br")
        #expect(try ClientUnderTest.ending(of: reply) == .failure(.replyNotUnderstood, "content-encoding: br"))
    }

    @Test(
        "A reply larger than the limit is refused, whether it says so, never ends, or unpacks to it",
        arguments: [
            LoopbackReply.text(String(repeating: "x", count: 300_000)), .text(text).endless(), .text("").endingWithConnection().endless(),
            .text(String(repeating: "x", count: 3_000_000)).gzipped(),
        ])
    func limit(reply: LoopbackReply) throws {
        let server = try LoopbackServer { _ in reply }
        let ending = try ClientUnderTest(server.url) { $0.replyLimit = 1 << 17 }.ending()
        #expect(ending == .failure(.replyTooLarge, "128 KiB"))
        #expect(try server.waitForExchanges()[0].bytesSent < 32 << 20)
    }

    @Test func `a header without an end is refused`() throws {
        let line = Array("HTTP/1.1 200 OK\r\n".utf8) + Array(("X: " + String(repeating: "y", count: 1000) + "\r\n").utf8).repeated(2000)
        let ending = try ClientUnderTest.ending(of: .garbage(line))
        #expect(ending != .body(""), "\(ending)")
        if case .failure = ending {} else { Issue.record("it was taken") }
    }
}

extension [UInt8] {
    fileprivate func repeated(_ count: Int) -> [UInt8] { Array(repeatElement(self, count: count).joined()) }
}
