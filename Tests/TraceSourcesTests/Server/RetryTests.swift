import Synchronization
import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// Asking again: when, after how long, and when not.
@Suite struct RetryTests {
    /// A clock that moves only when somebody sleeps.
    private final class FakeClock: Sendable {
        private let start = ContinuousClock.now
        private let slept = Mutex<[Duration]>([])
        var pauses: [Duration] { slept.withLock { $0 } }

        func policy(chance: Double = 0.5) -> RetryPolicy {
            RetryPolicy(
                chance: { chance }, now: { [self] in start + pauses.reduce(.zero, +) },
                sleep: { [self] time, _ in slept.withLock { $0.append(time) } })
        }
    }

    private func jaeger(_ server: LoopbackServer, _ clock: FakeClock, chance: Double = 0.5, whole: Duration = .seconds(600))
        throws(InputError) -> JaegerServer
    {
        var options = ServerOptions()
        options.patience.wholeReply = whole
        var jaeger = try JaegerServer(ServerAddress(server.url), options)
        jaeger.retries = clock.policy(chance: chance)
        return jaeger
    }

    private let good = LoopbackReply.json(#"{"services":["a"]}"#)

    @Test("What may pass is asked for again, at most twice, with growing pauses", arguments: [429, 502, 503, 504])
    func passes(status: Int) throws {
        let server = try LoopbackServer(), clock = FakeClock()
        server.script("/api/v3/services", .refusal(status), .refusal(status), good)
        #expect(try jaeger(server, clock).services() == ["a"])
        #expect(clock.pauses == [.milliseconds(200), .milliseconds(600)])
        let tired = FakeClock()
        server.script("/api/v3/services", .refusal(status), .refusal(status), .refusal(status), good)
        let found = failure { () throws(InputError) in try jaeger(server, tired).services() }
        #expect(found?.code == (status == 429 ? .tooManyRequests : .serverFailed) && tired.pauses.count == 2)
    }

    @Test("What will not pass is not asked for again", arguments: [400, 401, 403, 500, 501])
    func stays(status: Int) throws {
        let server = try LoopbackServer(), clock = FakeClock()
        server.script("/api/v3/services", .refusal(status), good)
        #expect(failure { () throws(InputError) in try jaeger(server, clock).services() } != nil)
        #expect(clock.pauses.isEmpty && server.requests.count == 1)
    }

    @Test func `a connection that is lost or refused before the answer is made again`() throws {
        let server = try LoopbackServer(), clock = FakeClock()
        server.script("/api/v3/services", good.closing(.beforeHead), good)
        #expect(try jaeger(server, clock).services() == ["a"])
        #expect(clock.pauses == [.milliseconds(200)])
        server.stop()
        let gone = FakeClock()
        #expect(failure { () throws(InputError) in try jaeger(server, gone).services() }?.code == .connectionRefused)
        #expect(gone.pauses.count == 2)
    }

    @Test func `an answer that has begun is never asked for again`() throws {
        let server = try LoopbackServer(), clock = FakeClock()
        server.script("/api/v3/services", good.closing(.afterBody(3)), good)
        #expect(failure { () throws(InputError) in try jaeger(server, clock).services() }?.code == .replyCutShort)
        #expect(clock.pauses.isEmpty && server.requests.count == 1)
    }

    @Test(
        "The wait that a server asks for is kept, unless it is too long to bear",
        arguments: [
            ("3", nil, [Duration.seconds(3)]), ("0", nil, [.milliseconds(200)]), ("11", nil, []), ("soon", nil, []),
            ("Wed, 21 Oct 2015 07:28:04 GMT", "Wed, 21 Oct 2015 07:28:00 GMT", [.seconds(4)]),
            ("Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:29:00 GMT", [.milliseconds(200)]),
            ("Wed, 21 Oct 2015 07:28:00 GMT", nil, []), ("-5", nil, [.milliseconds(200)]), ("99999999999999999999", nil, []),
        ] as [(String, String?, [Duration])])
    func retryAfter(wish: String, date: String?, pauses: [Duration]) throws {
        let server = try LoopbackServer(), clock = FakeClock()
        let busy = LoopbackReply.text("slow down", status: 429).header("Retry-After", wish)
        server.script("/api/v3/services", date.map { busy.header("Date", $0) } ?? busy, good)
        let jaeger = try jaeger(server, clock)
        if pauses.isEmpty {
            #expect(failure { () throws(InputError) in try jaeger.services() }?.found.hasPrefix("429: slow down; it asks to wait") == true)
        } else {
            #expect(try jaeger.services() == ["a"])
        }
        #expect(clock.pauses == pauses)
    }

    @Test func `chance spreads the pauses, and all of them stay within the patience for a whole answer`() throws {
        let server = try LoopbackServer()
        server.script("/api/v3/services", .refusal(503))
        for (chance, pauses) in [(0.0, [100, 300]), (0.999, [299.8, 899.4])] {
            let clock = FakeClock()
            #expect(failure { () throws(InputError) in try jaeger(server, clock, chance: chance).services() } != nil)
            #expect(clock.pauses.map { ($0 / .milliseconds(0.1)).rounded() / 10 } == pauses)
        }
        let hurried = FakeClock()
        #expect(failure { () throws(InputError) in try jaeger(server, hurried, whole: .milliseconds(700)).services() } != nil)
        #expect(hurried.pauses == [.milliseconds(200)])
    }

    @Test func `many questions in a row do not each find out slowly that a server is away`() throws {
        let server = try LoopbackServer(), clock = FakeClock()
        server.script("/api/v3/services", .refusal(503))
        let jaeger = try jaeger(server, clock)
        for _ in 0..<5 { #expect(failure { () throws(InputError) in try jaeger.services() }?.code == .serverFailed) }
        #expect(clock.pauses.count == 2 && server.requests.count == 7)
        // An answer ends it.
        server.script("/api/v3/services", good, .refusal(503), good)
        #expect(try jaeger.services() == ["a"] && jaeger.services() == ["a"])
        #expect(clock.pauses.count == 3)
    }

    @Test func `a wait ends at once when nobody wants the answer any more`() throws {
        let server = try LoopbackServer()
        server.script("/api/v3/services", .text("busy", status: 503).header("Retry-After", "9"))
        let jaeger = try JaegerServer(ServerAddress(server.url)), cancellation = Cancellation()
        SystemThread.run {
            _ = try? server.waitForExchanges(1)
            cancellation.cancel()
        }
        let began = ContinuousClock.now
        #expect(failure { () throws(InputError) in try jaeger.services(cancellation: cancellation) }?.code == .interrupted)
        #expect(ContinuousClock.now - began < .seconds(9) && server.requests.count == 1)
    }

    @Test func `a source tells that its server had to be asked again`() throws {
        let server = try LoopbackServer(), clock = FakeClock()
        server.script("/api/v3/traces/000000000000000000000000000000a1", .refusal(503), .refusal(502), .json(JaegerReplies.v3Trace))
        let snapshot = try ServerLoader(jaeger(server, clock), .trace(id: "a1")).load()
        let notes = snapshot.sources[0].diagnostics.entries
        #expect(snapshot.sources.count == 1 && snapshot.spanCount == 1)
        #expect(notes.map(\.code) == [.askedAgain] && notes[0].count == 2 && notes[0].found == "503 Service Unavailable")
        #expect(notes[0].severity == .note)
    }

    @Test func `dates are read as HTTP writes them`() {
        #expect(HTTPDate.seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
        #expect(HTTPDate.seconds("Wed, 21 Oct 2015 07:28:00 GMT") == 1_445_412_480)
        #expect(HTTPDate.seconds("Tue, 29 Feb 2000 23:59:59 GMT") == 951_868_799)
        #expect(HTTPDate.seconds("Wed, 01 Mar 2000 00:00:00 GMT") == 951_868_800)
        for text in ["", "soon", "Wed, 21 Oct 2015 07:28 GMT", "Wed, 21 Okt 2015 07:28:00 GMT", "Wed, 99 Oct 2015 07:28:00 GMT"] {
            #expect(HTTPDate.seconds(text) == nil)
        }
    }
}
