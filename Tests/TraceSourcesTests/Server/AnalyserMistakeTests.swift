import Foundation
import TestSupport
import Testing
import TraceModel
import TraceQuery

@testable import TraceSources

/// Mistakes that clients of this interface make, played with recorded answers.
///
/// That a lookback becomes a start and an end is shown in ``JaegerSearchTests``.
@Suite(.enabled(if: Places.hasFixtures)) struct AnalyserMistakeTests {
    private static let families: [(String, StoredTraces.Family?)] = ContractTests.servers.flatMap { server in
        [(server, nil), (server, .newer)] as [(String, StoredTraces.Family?)]
    }

    /// A recorded server that speaks the older interface only, or the newer only.
    private func server(_ name: String, _ family: StoredTraces.Family?) throws -> LoopbackServer {
        let store = try StoredTraces(Recordings(name), family: family ?? .both, largest: 1 << 17)
        return try LoopbackServer({ request in
            family == nil && request.path.hasPrefix("/api/v3/") ? .refusal(404) : store.respond(to: request)
        })
    }

    @Test("Two tags are both asked for, and must hold on one span", arguments: families)
    func twoTags(name: String, family: StoredTraces.Family?) throws {
        let server = try server(name, family), tags = ["http.response.status_code": "500", "http.route": "/checkout"]
        var filter = TraceFilter()
        filter.tags = tags.sorted { $0.key < $1.key }.map { TraceFilter.Tag(key: $0.key, value: $0.value) }
        filter.start = 1_795_335_483_000_000_000
        filter.end = 1_795_339_143_000_000_000
        let search = JaegerSearch(filter, service: "frontend", limit: 5, now: 0, lookback: 0)
        let snapshot = try ServerLoader(JaegerServer(ServerAddress(server.url)), .search(search)).load()
        // Whether tags are heeded may be asked for besides.
        let sent = try #require(server.requests.compactMap { $0.value(of: family == nil ? "tags" : "query.attributes") }.last)
        #expect(try JSONDecoder().decode([String: String].self, from: Data(sent.utf8)) == tags)
        #expect(snapshot.traces.count == 5)
        for trace in snapshot.traces.map({ snapshot[$0] }) {
            let spans = (0..<trace.spanCount).map(trace.span)
            #expect(spans.contains { span in tags.allSatisfy { span.attributes[$0.key]?.text == $0.value } })
        }
    }

    @Test("The service of a span is that of its process, whatever its process is called", arguments: families)
    func processes(name: String, family: StoredTraces.Family?) throws {
        let server = try server(name, family), recordings = try Recordings(name)
        for trace in ["trace-shop10", "trace-manyproc", "trace-kinds"] {
            let recorded = try #require(try RecordedReply(recordings, trace).traces.first)
            let processes = try #require(recorded["processes"] as? [String: [String: Any]])
            let expected = RecordedReply.objects(recorded, "spans").map { span in
                "\(span["spanID"] ?? "") \(processes[span["processID"] as? String ?? ""]?["serviceName"] ?? "")"
            }
            let id = try #require(recorded["traceID"] as? String)
            let snapshot = try ServerLoader(JaegerServer(ServerAddress(server.url)), .trace(id: id)).load()
            let found = try #require(snapshot.traces.first.map { snapshot[$0] })
            let spans = (0..<found.spanCount).map(found.span)
            #expect(spans.map { "\($0.idText) \($0.service)" }.sorted() == expected.sorted() && expected.count > 2)
        }
    }

    @Test("The root of a trace is the span without a parent, not the first that was sent", arguments: families)
    func roots(name: String, family: StoredTraces.Family?) throws {
        let server = try server(name, family), recordings = try Recordings(name)
        var isFirst: [Bool] = []
        for trace in ["trace-shop0", "trace-shop1", "trace-shop10", "trace-concurrent", "trace-skew"] {
            let recorded = try #require(try RecordedReply(recordings, trace).traces.first)
            let spans = RecordedReply.objects(recorded, "spans")
            let root = try #require(spans.firstIndex { RecordedReply.objects($0, "references").isEmpty })
            isFirst.append(root == 0)
            let id = try #require(recorded["traceID"] as? String)
            let snapshot = try ServerLoader(JaegerServer(ServerAddress(server.url)), .trace(id: id)).load()
            let found = try #require(snapshot.traces.first.map { snapshot[$0] })
            #expect(found.mainRoot.name == spans[root]["operationName"] as? String && found.rootSpans == 1, "\(trace)")
        }
        if name == "jaeger-1.76.0" { #expect(isFirst.contains(false)) }
    }

    @Test("Both interfaces give the same trace", arguments: ContractTests.servers)
    func sameTrace(name: String) throws {
        let newerServer = try server(name, .newer)
        let legacy = try server(name, nil)
        let recordings = try Recordings(name), newer = try JaegerServer(ServerAddress(newerServer.url))
        let old = try JaegerServer(ServerAddress(legacy.url))
        var compared = 0
        for entry in recordings.entries
        where entry.name.hasPrefix("trace-") && entry.status == 200 && entry.target.query.isEmpty && entry.bytes < 1 << 17 {
            // A link is a reference in one, and none in the other; an attribute named error makes an error in one, and none in the other.
            if ["trace-follows", "trace-types"].contains(entry.name) { continue }
            let id = try #require(entry.target.segments.last)
            func lines(_ jaeger: JaegerServer) throws -> [String] {
                let snapshot = try ServerLoader(jaeger, .trace(id: id)).load()
                return snapshot.traces.map { snapshot[$0] }.flatMap { trace in
                    (0..<trace.spanCount).map { position in
                        let span = trace.span(at: position)
                        return [
                            trace.idText, span.idText, span.namedParentIDText ?? "-", span.service, span.name, "\(span.start ?? 0)",
                            "\(span.duration)", span.kind.name, "\(span.isError)", span.warnings.joined(separator: ";"),
                            "\(span.events.map(\.time))",
                        ].joined(separator: " ")
                    }
                }.sorted()
            }
            #expect(try lines(old) == lines(newer), "\(entry.name)")
            compared += 1
        }
        #expect(compared > 20)
    }
}
