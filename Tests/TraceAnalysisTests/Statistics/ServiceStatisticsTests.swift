import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// How services are doing, what they do, and who takes part in a trace.
@Suite struct ServiceStatisticsTests {
    static let snapshot = TraceDrawing.snapshot(
        """
        frontend GET /   ==========
          cart   get      ====   !
            cart inner     ==    !
              db read      =
          cart   put          ==
        db       orphaned        =====

        frontend GET /     ==
        """)

    static func service(_ name: String, in snapshot: Snapshot = snapshot) throws -> ServiceStatistics {
        try #require(snapshot.serviceStatistics()?.first { $0.name == name })
    }

    @Test("Services come by name with their spans, traces and errors")
    func counts() throws {
        let services = try #require(Self.snapshot.serviceStatistics())
        #expect(services.map(\.name) == ["cart", "db", "frontend"])
        #expect(services.map(\.spans) == [3, 2, 2] && services.map(\.traces) == [1, 1, 2] && services.map(\.errorSpans) == [2, 0, 0])
        #expect(services[0].errorShare == 2.0 / 3.0)
    }

    @Test("An entry span is at the top of a tree, or its parent is another service's")
    func entrySpans() throws {
        let cart = try Self.service("cart"), db = try Self.service("db"), frontend = try Self.service("frontend")
        #expect([cart, db, frontend].map(\.entrySpans) == [2, 2, 2])
        #expect(cart.entryErrors == 1 && cart.entryErrorRate == 0.5)
        let latency = try #require(cart.entryLatency)
        #expect(latency.p50 == 2 * TraceDrawing.column && latency.p95 == 4 * TraceDrawing.column && latency.count == 2)
    }

    @Test("Only the traces given are looked at")
    func someTraces() throws {
        let services = try #require(Self.snapshot.serviceStatistics(of: [Self.snapshot.traces[1]]))
        #expect(services.map(\.name) == ["frontend"] && services[0].spans == 1)
    }

    @Test("A service needs attention above one error in a hundred, or a p95 above one second")
    func attention() throws {
        func attention(errors: Int, of spans: Int, duration: Int64) throws -> ServiceStatistics.Attention {
            let snapshot = Snapshot.of(
                (1...spans).map { id in
                    SketchedSpan(UInt64(id)) { ($0.isError, $0.duration) = (id <= errors, duration) }
                })
            return try Self.service("a", in: snapshot).attention
        }
        #expect(try attention(errors: 1, of: 100, duration: 1_000_000_000) == [])
        #expect(try attention(errors: 2, of: 100, duration: 0) == .errors)
        #expect(try attention(errors: 0, of: 1, duration: 1_000_000_001) == .latency)
        #expect(try attention(errors: 1, of: 1, duration: .max) == [.errors, .latency])
    }

    @Test("A missing duration is no latency, a negative one is none at all")
    func oddDurations() throws {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { $0.duration = nil }, SketchedSpan(2) { $0.duration = -7 }, SketchedSpan(3) { $0.duration = 9 },
        ])
        let service = try Self.service("a", in: snapshot)
        #expect(service.entrySpans == 3 && service.entryLatency?.count == 2 && service.entryLatency?.min == 0)
    }

    @Test("A span that was read twice is two spans read, one of which is a call; what any piece says of an error, the span says")
    func copies() throws {
        let slow = SketchedSpan(2) { ($0.duration, $0.isError) = (90, true) }
        let twice = try Self.service("a", in: Snapshot.of([SketchedSpan(1) { $0.duration = 10 }, slow, slow, slow]))
        #expect(twice.spans == 4 && twice.errorSpans == 3 && twice.distinctSpans == 2 && twice.distinctErrors == 1)
        #expect(twice.entrySpans == 2 && twice.entryErrors == 1 && twice.errorShare == 0.5)
        #expect(twice.entryLatency?.count == 2 && twice.entryLatency?.p50 == 10)
        let pieces = try Self.service(
            "a",
            in: Snapshot.of([
                SketchedSpan(1) { ($0.mayBePiece, $0.duration) = (true, nil) },
                SketchedSpan(1) { ($0.mayBePiece, $0.duration, $0.isError) = (true, 7, true) },
            ]))
        #expect(pieces.entrySpans == 1 && pieces.entryErrors == 1 && pieces.errorShare == 1 && pieces.entryLatency?.max == 7)
    }

    @Test("On random traces with copies the calls, their errors and latencies are those that performance tells")
    func agreesWithPerformance() throws {
        var random = SeededGenerator(seed: 12)
        var copies = 0
        for _ in 0..<100 {
            let snapshot = Snapshot.of(ServicePerformancePropertyTests.spans(&random))
            let services = try #require(snapshot.serviceStatistics()), performances = try #require(snapshot.servicePerformance())
            #expect(services.map(\.name) == performances.map(\.service) && services.reduce(0) { $0 + $1.spans } == snapshot.spanCount)
            for (service, performance) in zip(services, performances) {
                #expect(service.entrySpans == performance.entrySpans && service.entryErrors == performance.entryErrors)
                #expect(service.traces == performance.traces && service.entryLatency == performance.entryLatency)
                #expect(service.distinctSpans == performance.operations.reduce(0) { $0 + $1.count })
                #expect(service.distinctErrors == performance.operations.reduce(0) { $0 + $1.errors })
                copies += service.spans - service.distinctSpans
            }
        }
        #expect(copies > 50)
    }

    @Test("Operations are names with kinds, counted, by name and kind; an unknown service has none")
    func operations() {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.name, $0.kind) = ("b", .server) }, SketchedSpan(2) { ($0.name, $0.kind) = ("b", .client) },
            SketchedSpan(3) { ($0.name, $0.kind) = ("b", .client) }, SketchedSpan(4) { $0.name = "a" },
            SketchedSpan(5) { ($0.name, $0.service) = ("x", "other") }, SketchedSpan(6) { ($0.name, $0.service) = ("y", nil) },
        ])
        #expect(
            snapshot.operations(of: "a") == [
                OperationCount(name: "a", kind: .unspecified, spans: 1), OperationCount(name: "b", kind: .server, spans: 1),
                OperationCount(name: "b", kind: .client, spans: 2),
            ])
        #expect(snapshot.operations(of: "") == [OperationCount(name: "y", kind: .unspecified, spans: 1)])
        #expect(snapshot.operations(of: "b").isEmpty && snapshot.operations(of: "nobody").isEmpty)
    }

    @Test("The services of a trace come by name with their spans and errors")
    func servicesOfATrace() {
        let services = Self.snapshot[Self.snapshot.traces[0]].services
        #expect(services.map(\.name) == ["cart", "db", "frontend"])
        #expect(services.map(\.spans) == [3, 2, 1] && services.map(\.errorSpans) == [2, 0, 0])
    }

    @Test("The response time is the main root's duration, and unknown when that is")
    func responseTime() {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { $0.duration = 5 }, SketchedSpan(2, parent: 1) { $0.duration = 50 },
            SketchedSpan(1) { ($0.trace, $0.duration) = (2, nil) }, SketchedSpan(1) { ($0.trace, $0.duration) = (3, -1) },
        ])
        #expect(snapshot.traces.map { snapshot[$0].responseTime } == [5, nil, nil])
        #expect(snapshot[snapshot.traces[0]].duration == 50)
    }
}
