import Foundation
import Testing

@testable import TestSupport

/// What the server makes up of recorded traces is what the real one would have said.
@Suite(.enabled(if: Places.hasFixtures)) struct StoredTracesTests {
    private static let stores = ["jaeger-2.19.0": store("jaeger-2.19.0"), "jaeger-1.76.0": store("jaeger-1.76.0")]
    private static let servers = stores.keys.sorted()

    private static func store(_ server: String) -> StoredTraces? {
        (try? Recordings(server)).flatMap { try? StoredTraces($0, times: .asked) }
    }

    private func get(_ target: String, _ server: String) throws -> RawClient.Answer {
        let store = try #require(Self.stores[server] ?? nil)
        return try RawClient.get(target, from: LoopbackServer(store.respond))
    }

    @Test("A search finds traces that the real server found, and as many", arguments: servers)
    func searches(server: String) throws {
        let store = try #require(Self.stores[server] ?? nil)
        var compared = 0
        for entry in store.recordings.entries where entry.status == 200 && entry.target.segments == ["api", "traces"] {
            // Traces that were left out for their size, and parameters of other meaning, cannot be compared.
            let names = Set(entry.target.query.map(\.name))
            guard names.isDisjoint(with: ["traceID", "raw", "prettyPrint", "lookback"]), entry.target.values(of: "limit") != ["0"],
                names.contains("start"), !entry.name.hasSuffix("tags-status")
            else { continue }
            let search = try StoredSearch(entry.target)
            let body = try store.recordings.reply(named: entry.name).body
            let recorded = JSONPieces.elements(ofFirstArrayIn: body).compactMap { try? StoredTrace(json: $0).traceID }
            var all = search
            all.limit = .max
            let found = store.found(all)
            #expect(Set(found.map(\.traceID)).isSuperset(of: recorded), "\(entry.path)")
            if recorded.count < search.limit { #expect(found.count == recorded.count, "\(entry.path)") }
            compared += 1
        }
        #expect(compared > 15)
    }

    @Test("A fetch knows every way to write an id, and who has none", arguments: servers)
    func fetches(server: String) throws {
        #expect(try get("/api/traces/0000be1853a41db638e654f84fbed5c9b669", server).text.contains("kind q"))
        let missing = try get("/api/traces/abc", server)
        #expect(missing.status == 404 && missing.text.contains(#""msg":"trace not found""#))
        #expect(try get("/api/operations?service=payment", server).text.contains(#""spanKind":"server""#))
        #expect(try get("/api/traces?service=payment&limit=x", server).status == 400)
        #expect(try get("/api/dependencies?endTs=1&lookback=2", server).text.contains(#""parent":"frontend""#))
    }

    @Test("A trace in the newer form has what the recorded one has", arguments: servers)
    func conversion(server: String) throws {
        let store = try #require(Self.stores[server] ?? nil)
        let recorded = try Self.document(store.recordings.reply(named: "v3-trace-kinds").body)
        let made = try Self.document(V3Document.traces([#require(store.trace("be1853a41db638e654f84fbed5c9b669"))]))
        #expect(made.count == 6)
        for (id, span) in recorded {
            let other = try #require(made[id])
            for key in ["traceId", "parentSpanId", "name", "kind", "startTimeUnixNano", "endTimeUnixNano", "status"] {
                #expect("\(span[key] ?? "-")" == "\(other[key] ?? "-")", "\(key) of \(id)")
            }
        }
    }

    @Test("Summaries are those that the real server gave")
    func summaries() throws {
        let store = try #require(Self.stores["jaeger-2.19.0"] ?? nil)
        let recorded = try #require(try Self.object(store.recordings.reply(named: "v3-summaries").body)["summaries"] as? [NSDictionary])
        for summary in recorded {
            let trace = try #require((summary["traceId"] as? String).flatMap(store.trace))
            let made = try #require(try Self.object(V3Document.summaries([trace]))["summaries"] as? [NSDictionary])
            #expect(made == [summary])
        }
        let times = "query.startTimeMin=2026-11-22T08:00:00.5Z&query.startTimeMax=2026-11-22T10:00:00%2B01:00"
        #expect(try get("/api/v3/trace-summaries?query.serviceName=nobody&\(times)", "jaeger-2.19.0").text.contains(#"{"summaries":[]}"#))
        #expect(try get("/api/v3/trace-summaries?query.serviceName=frontend&\(times)", "jaeger-1.76.0").text.hasPrefix("<!doctype"))
        #expect(try get("/api/v3/traces?query.serviceName=nobody&\(times)", "jaeger-2.19.0").status == 404)
        #expect(try get("/api/v3/traces?query.serviceName=nobody", "jaeger-2.19.0").text.contains("startTimeMin"))
    }

    @Test("A server after 2.20 lacks most of the older interface")
    func newer() throws {
        let store = try StoredTraces(Recordings("jaeger-2.19.0"), family: .newer, largest: 4096)
        let server = try LoopbackServer(store.respond)
        for path in ["/api/services", "/api/traces?service=frontend", "/api/services/frontend/operations"] {
            #expect(try RawClient.get(path, from: server).status == 404)
        }
        #expect(try RawClient.get("/api/traces/be1853a41db638e654f84fbed5c9b669", from: server).status == 200)
        #expect(try RawClient.get("/api/v3/services", from: server).status == 200)
    }

    @Test("Elements of an array are found whatever their strings hold")
    func pieces() {
        func pieces(_ text: String) -> [String] {
            JSONPieces.elements(ofFirstArrayIn: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(pieces(#"{"data":[ {"a":"]},{\"\\"} ,[1,2],"x" ],"b":[3]}"#) == [#"{"a":"]},{\"\\"}"#, "[1,2]", #""x""#])
        #expect(pieces("{}") == [] && pieces("[]") == [] && pieces(#"[{"a":1},{"b""#) == [#"{"a":1}"#] && pieces(#"["\"#) == [])
    }

    /// The spans of a document by their ids.
    private static func document(_ body: [UInt8]) throws -> [String: [String: Any]] {
        let result = try object(body)["result"] as? [String: Any]
        let resources = result?["resourceSpans"] as? [[String: Any]] ?? []
        let scopes = resources.flatMap { $0["scopeSpans"] as? [[String: Any]] ?? [] }
        let spans = scopes.flatMap { $0["spans"] as? [[String: Any]] ?? [] }
        return Dictionary(spans.map { ($0["spanId"] as? String ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func object(_ body: [UInt8]) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
    }
}
