import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// Every request and every reply of the recordings: we ask as those servers understand, and understand what they answer.
@Suite(.enabled(if: Places.hasFixtures)) struct ContractTests {
    static let servers = ["jaeger-2.19.0", "jaeger-1.76.0"]

    /// A server that answers one family only: each recorded request in whatever spelling, everything else with a 404.
    private func server(_ recordings: Recordings, _ family: JaegerFamily) throws -> LoopbackServer {
        let byTarget = Dictionary(recordings.entries.filter { $0.method == "GET" }.map { (NormalTarget($0.target), $0) }) { first, _ in
            first
        }
        return try LoopbackServer({ request in
            guard (request.target.segments.dropFirst().first == "v3") == (family == .v3) else { return .refusal(404) }
            return byTarget[NormalTarget(request.target)].flatMap { try? recordings.reply(named: $0.name) }
        })
    }

    @Test("Each recorded question is asked as it was recorded, and its answer understood", arguments: servers)
    func questions(name: String) throws {
        let recordings = try Recordings(name)
        let legacy = try server(recordings, .legacy), v3 = try server(recordings, .v3)
        var asked: [String: Int] = [:]
        for entry in recordings.entries {
            guard let question = RecordedQuestion(entry) else { continue }
            let expected = try RecordedReply(recordings, entry.name)
            switch question {
            case .search(let search, let family):
                #expect(NormalTarget(RequestTarget(search.path(family))) == NormalTarget(entry.target), "\(entry.name)")
                try check(.search(search), of: entry, expected, at: family == .legacy ? legacy : v3)
            case .trace(let id, let family): try check(.trace(id: id), of: entry, expected, at: family == .legacy ? legacy : v3)
            case .summaries(let search):
                #expect(NormalTarget(RequestTarget(search.path("/api/v3/trace-summaries"))) == NormalTarget(entry.target))
                let found = try JaegerServer(ServerAddress(v3.url)).summaries(search)
                try check(found, expected)
            case .services(let family):
                let found = try JaegerServer(ServerAddress(family == .legacy ? legacy.url : v3.url)).services()
                #expect(Set(found) == expected.texts(family == .legacy ? "data" : "services") && found.count > 30)
            case .operations(let service, let family):
                let found = try JaegerServer(ServerAddress(family == .legacy ? legacy.url : v3.url)).operations(of: service)
                let names = expected.objects(family == .legacy ? "data" : "operations").map {
                    "\($0["name"] ?? "") \($0["spanKind"] ?? "")"
                }
                #expect(Set(found.map { "\($0.name) \($0.spanKind)" }) == Set(names), "\(entry.name)")
            case .dependencies(let end, let lookback, let service):
                let found = try JaegerServer(ServerAddress(legacy.url)).dependencies(end: end, lookback: lookback, service: service)
                let edges = expected.objects("data").map { "\($0["parent"] ?? "")>\($0["child"] ?? "") \($0["callCount"] ?? "")" }
                #expect(Set(found.map { "\($0.parent)>\($0.child) \($0.callCount)" }) == Set(edges) && found == found.sorted())
            }
            asked[entry.target.segments.dropFirst().first ?? "", default: 0] += 1
        }
        #expect(asked["traces", default: 0] > 60 && asked["v3", default: 0] > 4 && asked["dependencies"] == 2, "\(asked)")
        // Nothing that we ask of a server is anything but what it is known to understand.
        for request in legacy.requests + v3.requests where request.target.segments.dropFirst().first == "traces" {
            #expect(request.query.allSatisfy { $0.name != "lookback" })
        }
    }

    @Test(
        "Each recorded reply to a search or a fetch, however it was asked for, gives its spans or what the server said", arguments: servers)
    func replies(name: String) throws {
        let recordings = try Recordings(name)
        let server = try LoopbackServer()
        var outcomes: [Int: Int] = [:]
        for entry in recordings.entries
        where entry.method == "GET" && entry.target.segments.contains("traces") && entry.bytes < 1 << 20 {
            server.scriptEverything(.refusal(404))
            let isNewer = entry.target.segments[1] == "v3"
            server.script(isNewer ? "/api/v3/traces" : "/api/traces", try recordings.reply(named: entry.name))
            try check(.search(JaegerSearch(service: "s", start: 0, end: 1)), of: entry, RecordedReply(recordings, entry.name), at: server)
            server.script(isNewer ? "/api/v3/traces" : "/api/traces")
            outcomes[entry.status, default: 0] += 1
        }
        #expect(outcomes[200, default: 0] > 60 && outcomes[400, default: 0] > 10 && outcomes[500, default: 0] > 1, "\(outcomes)")
    }

    @Test func `a server behind a tenant's door, another path or TLS says what is missing`() throws {
        let recordings = try Recordings("jaeger-2.19.0-alt")
        let server = try LoopbackServer()
        let expected: [(String, DiagnosticCode, String)] = [
            ("tenant-missing", .notAuthorised, "401: missing tenant header"), ("tenant-unknown", .notAuthorised, "401: unknown tenant"),
            ("wrong-prefix", .notAnAPI, "404 page not found"), ("plain-http-to-tls", .tlsFailed, "the server wants one; write https://"),
        ]
        for (name, code, found) in expected {
            server.scriptEverything(try recordings.reply(named: name))
            let finding = failure { () throws(InputError) in try JaegerServer(ServerAddress(server.url)).services() }
            #expect(finding?.code == code && finding?.found == found, "\(name): \(String(describing: finding))")
        }
        server.scriptEverything(try recordings.reply(named: "tenant-ok"))
        #expect(try JaegerServer(ServerAddress(server.url)).services() == [])
    }

    private func check(
        _ request: ServerLoader.Request, of entry: Recordings.Entry, _ expected: RecordedReply, at server: LoopbackServer
    ) throws {
        do throws(InputError) {
            let snapshot = try ServerLoader(JaegerServer(ServerAddress(server.url)), request).load()
            var isSearch = false
            if case .search = request { isSearch = true }
            #expect(entry.status == 200 || isSearch && entry.status == 404, "\(entry.name)")
            #expect(snapshot.spanCount == expected.spans, "\(entry.name)")
            let ids = snapshot.traces.map { String(snapshot[$0].idText.drop { $0 == "0" }) }
            #expect(Set(ids) == expected.ids && ids.count == expected.ids.count, "\(entry.name)")
        } catch {
            let codes: [Int: [DiagnosticCode]] = [400: [.requestRefused], 404: [.traceNotFound, .notAnAPI], 500: [.serverFailed]]
            #expect(codes[entry.status]?.contains(error.diagnostic.code) == true, "\(entry.name): \(error)")
            if entry.status != 404, let message = expected.message { #expect(error.diagnostic.found == "\(entry.status): \(message)") }
        }
    }

    private func check(_ found: [TraceSummary]?, _ expected: RecordedReply) throws {
        let found = try #require(found), entries = expected.objects("summaries")
        #expect(found.count == entries.count && found.count == 3)
        for (summary, entry) in zip(found, entries) {
            #expect(TraceID(hex: entry["traceId"] as? String ?? "") == summary.id)
            #expect(entry["rootOperationName"] as? String ?? "" == summary.rootOperation)
            #expect(entry["rootServiceName"] as? String ?? "" == summary.rootService)
            #expect(entry["minStartTimeUnixNano"] as? String == summary.start.map { "\($0)" })
            #expect(entry["maxEndTimeUnixNano"] as? String == summary.end.map { "\($0)" })
            #expect(entry["spanCount"] as? Int == summary.spanCount && entry["orphanSpanCount"] as? Int ?? 0 == summary.orphanSpans)
            #expect(entry["errorSpanCount"] as? Int ?? 0 == summary.errorSpans)
            #expect(RecordedReply.objects(entry, "services").map { $0["name"] as? String } == summary.services.map(\.name))
        }
    }
}
