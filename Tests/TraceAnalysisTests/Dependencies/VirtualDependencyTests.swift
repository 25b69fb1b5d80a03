import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Calls of whom no span tells: databases, queues, other people's services.
@Suite struct VirtualDependencyTests {
    static func arrows(_ kind: SpanKind, service: String = "a", _ attributes: [(key: String, value: AttributeValue)]) throws -> [String] {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.service, $0.kind, $0.attributes, $0.duration) = (service, kind, attributes, 5) }
        ])
        return DependencyTests.arrows(try #require(snapshot.dependencies()))
    }

    @Test("A client that calls nobody with spans calls whom it names, by its best name")
    func names() throws {
        #expect(try Self.arrows(.client, [("peer.service", .string("stripe"))]) == ["a ~> stripe 1"])
        #expect(
            try Self.arrows(.client, [("net.peer.name", .string("db-1")), ("db.system", .string("postgresql"))]) == ["a ~> postgresql 1"])
        #expect(try Self.arrows(.producer, [("messaging.system", .string("kafka"))]) == ["a ~> kafka 1"])
        #expect(try Self.arrows(.client, [("server.address", .string("api.example.com"))]) == ["a ~> api.example.com 1"])
        #expect(
            try Self.arrows(.client, [("peer.service", .string("")), ("external.service", .string("stripe"))]) == ["a ~> stripe 1"])
    }

    @Test("Only who calls has a callee: not servers, consumers or steps within, and nobody calls itself")
    func kinds() throws {
        for kind in [SpanKind.server, .consumer, .internal] {
            #expect(try Self.arrows(kind, [("peer.service", .string("b")), ("db.system", .string("redis"))]) == [])
        }
        #expect(try Self.arrows(.unspecified, [("peer.service", .string("b"))]) == [])
        #expect(try Self.arrows(.unspecified, [("peer.service", .string("b")), ("db.type", .string("sql"))]) == ["a ~> b 1"])
        #expect(try Self.arrows(.client, service: "mysql", [("peer.service", .string("mysql"))]) == [])
        #expect(try Self.arrows(.client, [("peer.service", .int64(7)), ("other", .string("b"))]) == [])
    }

    @Test("Of the callee's side nothing is known, and a callee with spans is told apart")
    func sides() throws {
        let client: (inout SketchedSpan) -> Void = {
            $0.kind = .client
            $0.duration = 7
            $0.isError = true
            $0.attributes = [("peer.service", .string("b"))]
        }
        let snapshot = Snapshot.of([
            SketchedSpan(1) { $0.duration = 20 }, SketchedSpan(2, parent: 1, client), SketchedSpan(3, parent: 1, client),
            SketchedSpan(4, parent: 3) { ($0.service, $0.duration) = ("b", 5) },
        ])
        let found = try #require(snapshot.dependencies())
        #expect(DependencyTests.arrows(found) == ["a -> b 1", "a ~> b 1"])
        #expect(found[1].meanCaller == 7 && found[1].errors == 1)
        #expect(found[1].calleeLatency == nil && found[1].meanCallee == nil && found[1].meanGap == nil)
        #expect(snapshot.dependencies(service: "b")?.count == 2)
    }
}
