import Explorer
import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Patterns and failures in words.
@Suite struct PatternTextTests {
    private static func sentences(_ snapshot: Snapshot) throws -> [PatternKind: String] {
        let trace = snapshot[snapshot.traces[0]], found = try #require(trace.patterns())
        return Dictionary(found.map { ($0.kind, Sentences.sentence(for: $0, in: trace)) }) { first, _ in first }
    }

    @Test("Calls that repeat, follow each other or are tried again are told with what they cost")
    func calls() throws {
        let repeated = try Self.sentences(
            TraceDrawing.snapshot(
                "web page  ==========\n" + (0..<6).map { "  db  get " + String(repeating: " ", count: $0) + "=\n" }.joined()))
        #expect(
            repeated[.repeatedCalls]
                == "web: page calls db: get 6 times in a row, 6.00ms in all; one call for all could save up to 5.00ms")
        let serial = try Self.sentences(
            TraceDrawing.snapshot("web page  ===========\n  web a     ===\n  web b        ===\n  web c           ==\n  web d             =")
        )
        #expect(
            serial[.serialCalls] == "web: page makes 4 calls one after the other (a, b, c and 1 more), 9.00ms in all;"
                + " at the same time they could save up to 6.00ms, if they do not depend on each other")
        let fan = "web page  ===========\n  web a     ===\n  web b        ===\n  web c           ==",
            parallel = fan.replacing("   ===\n  web c", with: "===\n  web c")
        func told(_ drawings: String...) throws -> String? {
            let snapshot = TraceDrawing.snapshot(drawings.joined(separator: "\n\n")), trace = snapshot[snapshot.traces[0]]
            let pattern = try #require(trace.patterns(beside: snapshot.traces)?.first { $0.kind == .serialCalls })
            return Sentences.sentence(for: pattern, in: trace).components(separatedBy: "could save up to ").last
        }
        #expect(try told(fan) == "5.00ms, if they do not depend on each other")
        #expect(try told(fan, fan) == "5.00ms, if they do not depend on each other; they came in this order both times")
        #expect(try told(fan, fan, fan)?.hasSuffix("they came in this order all 3 times") == true)
        #expect(
            try told(fan, parallel) == "5.00ms, if they do not depend on each other; 1 of them did not always wait for the one before")
        let retried = try Self.sentences(TraceDrawing.snapshot("web page  ==========\n  web a     ===   !\n  web a         ==="))
        #expect(retried[.retries] == "web: page calls a again after it failed, once; that takes 4.00ms")
    }

    @Test("Stretches, time-outs, edges and pairs are told with what they are held against")
    func times() throws {
        let stretch = try Self.sentences(TraceDrawing.snapshot("web page  ==========\n  web get   ==="))
        #expect(stretch[.wideGap] == "web: page holds up the trace for 5.00ms at a stretch, 50% of it, with nothing recorded meanwhile")
        let waiting = try Self.sentences(
            Snapshot.of([
                SketchedSpan(1) { $0.duration = 5_000_000_000 },
                SketchedSpan(2, parent: 1) { ($0.service, $0.name, $0.duration, $0.isError) = ("db", "get", 2_003_000_000, true) },
            ]))
        #expect(waiting[.timeout] == "db: get takes as long as a time-out of 2s, once (1 failed)")
        var spans = TraceDrawing.spans("web page  ==========\n  web call  ========\n    db  get   ==")
        spans[1].kind = .client
        #expect(
            try Self.sentences(Snapshot.of(spans))[.slowEdge]
                == "web: call waits 6.00ms longer than db: get works: network, queues or connections")
        let pair = "web page  ==========\n" + String(repeating: "  db  get =\n", count: 12)
        #expect(try Self.sentences(TraceDrawing.snapshot(pair))[.chattyPair] == "web calls db 12 times, 12.0ms in all")
    }

    @Test("A slow host is told with its calls and its equals'")
    func hosts() throws {
        func calls(_ operation: String, _ others: Int) -> [SketchedSpan] {
            (0..<10 + 10 * others).map { index in
                SketchedSpan(UInt64(index + 2 + operation.utf8.count * 100), parent: 1) {
                    ($0.service, $0.name, $0.duration) = ("pay", operation, index < 10 ? 20_000_000 : 5_000_000)
                    $0.resource = [("host.name", index < 10 ? "h1" : "h\(2 + index % others)")]
                }
            }
        }
        let page = SketchedSpan(1) { ($0.service, $0.name, $0.duration) = ("web", "page", 100_000_000) }
        #expect(
            try Self.sentences(Snapshot.of([page] + calls("charge", 1)))[.skewedHost]
                == "pay: charge takes 20.0ms on h1 (the median of 10); 1 other host takes 5.00ms (of 10);"
                + " as fast as that one it could save up to 150ms")
        #expect(
            try Self.sentences(Snapshot.of([page] + calls("charge", 2) + calls("refund!", 2)))[.skewedHost]
                == "pay: charge takes 20.0ms on h1 (the median of 10), and 1 more operation longer than elsewhere;"
                + " 2 other hosts take 5.00ms (of 20); as fast as those it could save up to 300ms")
    }

    @Test("Of several traces the sums are told, and how many traces they are of")
    func summaries() throws {
        let drawing = "web page  ==========\n" + (0..<6).map { "  db  get " + String(repeating: " ", count: $0) + "=\n" }.joined()
        let found = try #require(TraceDrawing.snapshot(drawing + "\n" + drawing).patterns())
        let repeated = try #require(found.first { $0.kind == .repeatedCalls })
        #expect(
            Sentences.sentence(for: repeated)
                == "web: page calls db: get 12 times in a row, in 2 traces, 12.0ms in all; one call for all could save up to 10.0ms")
    }

    @Test("Lines are no wider than they may be, have their title once, and count what is left out")
    func lines() throws {
        let snapshot = TraceDrawing.snapshot(
            "web page  ==========\n" + (0..<6).map { "  db  get\u{1b}[31m " + String(repeating: " ", count: $0) + "=\n" }.joined())
        let trace = snapshot[snapshot.traces[0]], found = try #require(trace.patterns())
        let lines = PatternText.lines(found, in: trace, columns: 60)
        #expect(lines.allSatisfy { $0.text.count <= 60 - PatternText.titleColumns && !$0.text.contains("\u{1b}") })
        #expect(lines.filter { !$0.title.isEmpty }.map(\.title) == found.map { Sentences.title(of: $0.kind) })
        #expect(lines.contains { $0.title.isEmpty })
        #expect(PatternText.lines(found, in: trace, columns: 60, limit: 0).map(\.text) == ["and \(found.count) more"])
    }

    @Test("How far a failure went is told by where it stopped")
    func reach() throws {
        let snapshot = TraceDrawing.snapshot(
            """
            web page  ==========     !
              a   x    ===           !
              a   y       ===
                b   z     ==         !
                  c   w   =          !
              d   v          =
                e   u        =       !
            """)
        let trace = snapshot[snapshot.traces[0]], anatomy = try #require(trace.errorAnatomy())
        let words = anatomy.failures.map { Sentences.reach(of: $0, in: trace) }
        #expect(words == ["is the root itself", "reaches the root", "goes no further", "stops at z", "goes no further"])
        #expect(Sentences.path(of: anatomy.failures[3], in: trace, arrow: ">", ellipsis: "~") == "w > z")
        let deep = Snapshot.of(
            (1...20 as ClosedRange<UInt64>).map { id in SketchedSpan(id, parent: id - 1) { ($0.isError, $0.name) = (true, "s\(id)") } })
        let chain = deep[deep.traces[0]], origin = try #require(chain.errorAnatomy()?.origins.first)
        #expect(Sentences.path(of: origin, in: chain, arrow: ">", ellipsis: "~") == "s20 > s19 > s18 > ~ > s3 > s2 > s1")
    }
}
