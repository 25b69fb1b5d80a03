import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// How services did: traces, latencies, three error rates, operations.
@Suite struct ServicePerformanceTests {
    static let snapshot = TraceDrawing.snapshot(
        """
        shop GET /       ==========
          cart get        ======       !
            cart inner     ==          !
              db read      =
          cart get              ==

        shop GET /       ====
          db   read       ==

        cart sweep       ===           !
        """)
    static let column = TraceDrawing.column

    @Test("A service's traces are those with a span of it, however long the others take")
    func traces() throws {
        let cart = try #require(Self.snapshot.performance(of: "cart"))
        #expect(cart.traces == 2 && cart.traceDuration?.min == 3 * Self.column && cart.traceDuration?.max == 10 * Self.column)
        let shop = try #require(Self.snapshot.performance(of: "shop"))
        #expect(shop.traces == 2 && shop.traceDuration?.mean == 7 * Self.column && shop.responseTime?.max == 10 * Self.column)
    }

    @Test("Three error rates are kept apart: of entry spans, of traces with any error, of traces whose root failed")
    func errorRates() throws {
        let cart = try #require(Self.snapshot.performance(of: "cart"))
        #expect(cart.entrySpans == 3 && cart.entryErrors == 2 && cart.serviceErrorRate == 2.0 / 3.0)
        #expect(cart.errorTraces == 2 && cart.traceErrorRate == 1)
        #expect(cart.fatalTraces == 1 && cart.fatalErrorRate == 0.5)
        let db = try #require(Self.snapshot.performance(of: "db"))
        #expect(db.serviceErrorRate == 0 && db.traceErrorRate == 0.5 && db.fatalErrorRate == 0)
    }

    @Test("An operation's time is measured, as a whole, of its own, and on critical paths")
    func operations() throws {
        let cart = try #require(Self.snapshot.performance(of: "cart"))
        #expect(cart.operations.map(\.name) == ["get", "sweep", "inner"])
        let get = cart.operations[0]
        #expect(get.count == 2 && get.errors == 1 && get.errorRate == 0.5 && get.kind == .unspecified)
        #expect(get.latency?.min == 2 * Self.column && get.latency?.max == 6 * Self.column && get.latency?.mean == 4 * Self.column)
        // The first is 6 long and 2 of it are its child's, the second 2 long.
        #expect(get.meanSelf == 3 * Self.column && get.critical == 6 * Self.column)
        #expect(cart.operations[2].critical == Self.column && cart.operations[2].meanSelf == Self.column)
    }

    @Test("What is on critical paths sums up to the durations of all roots")
    func criticalSum() throws {
        let all = try #require(Self.snapshot.servicePerformance())
        #expect(all.map(\.service) == ["cart", "db", "shop"])
        #expect(all.flatMap(\.operations).reduce(0) { $0 + $1.critical } == 17 * Self.column)
    }

    @Test("Entry latency is measured, spread, and compared with a limit")
    func entryLatency() throws {
        let cart = try #require(Self.snapshot.performance(of: "cart"))
        #expect(cart.entryDurations == [2, 3, 6].map { $0 * Self.column } && cart.entryLatency?.p50 == 3 * Self.column)
        #expect(cart.entryHistogram?.count == 3)
        #expect(cart.shareOfEntries(above: 2 * Self.column) == 2.0 / 3.0 && cart.shareOfEntries(above: 6 * Self.column) == 0)
        #expect(cart.shareOfEntries(above: -1) == 1 && cart.entryLatency?.fewSamples == [.p90, .p95, .p99])
    }

    @Test("Of a service that no span names, and of no traces at all, nothing is known")
    func nobody() throws {
        for nobody in [
            try #require(Self.snapshot.performance(of: "nobody")), try #require(Self.snapshot.performance(of: "cart", in: [])),
        ] {
            #expect(nobody.traces == 0 && nobody.operations.isEmpty && nobody.traceDuration == nil && nobody.responseTime == nil)
            #expect(nobody.serviceErrorRate == nil && nobody.traceErrorRate == nil && nobody.fatalErrorRate == nil)
            #expect(nobody.entryLatency == nil && nobody.entryHistogram == nil && nobody.shareOfEntries(above: 0) == nil)
        }
        #expect(Snapshot.empty.servicePerformance() == [])
    }

    @Test("Durations and starts that are missing are no durations, negative ones are none at all")
    func oddTimes() throws {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.service, $0.duration) = (nil, nil) },
            SketchedSpan(1) { ($0.trace, $0.service, $0.duration) = (2, nil, -7) },
            SketchedSpan(1) { ($0.trace, $0.service, $0.start, $0.duration) = (3, nil, nil, 9) },
        ])
        let found = try #require(snapshot.performance(of: ""))
        #expect(found.traces == 3 && found.entrySpans == 3 && found.entryDurations == [0, 9])
        #expect(found.traceDuration?.count == 2 && found.responseTime?.count == 1 && found.serviceErrorRate == 0)
        let operation = try #require(found.operations.first)
        #expect(operation.count == 3 && operation.latency?.count == 2 && operation.meanSelf == 5 && operation.critical == 0)
        let unknown = try #require(snapshot.performance(of: "", in: [snapshot.traces[0]]))
        #expect(unknown.entryLatency == nil && unknown.operations.first?.latency == nil && unknown.operations.first?.meanSelf == nil)
    }

    @Test("A span that was read twice is counted once")
    func copies() throws {
        let twice = [SketchedSpan(1) { $0.duration = 5 }, SketchedSpan(1) { $0.duration = 5 }]
        let found = try #require(Snapshot.of(twice).performance(of: "a"))
        #expect(found.entrySpans == 1 && found.operations.map(\.count) == [1] && found.entryDurations == [5])
    }

    @Test("Names are operations apart by kind")
    func kinds() throws {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.kind, $0.duration) = (.server, 10) },
            SketchedSpan(2, parent: 1) { ($0.kind, $0.duration) = (.client, 4) },
        ])
        let found = try #require(snapshot.performance(of: "a"))
        #expect(found.operations.map(\.kind) == [.server, .client] && found.operations.map(\.critical) == [6, 4])
    }

    @Test("A cancelled walk has no answer")
    func isCancelled() {
        #expect(Self.snapshot.servicePerformance(isCancelled: { true }) == nil)
        #expect(Self.snapshot.performance(of: "cart", isCancelled: { true }) == nil)
    }
}
