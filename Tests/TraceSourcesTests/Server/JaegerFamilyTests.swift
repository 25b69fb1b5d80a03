import TestSupport
import Testing
import TraceModel
import TraceQuery

@testable import TraceSources

/// Which interface is asked for what, and when the other one steps in.
@Suite struct JaegerFamilyTests {
    private let plain = JaegerSearch(service: "shop", start: 0, end: 1)
    private let tagged: JaegerSearch = {
        var search = JaegerSearch(service: "shop", start: 0, end: 1)
        search.tags = [TraceFilter.Tag(key: "error", value: "true")]
        return search
    }()

    private func spans(_ jaeger: JaegerServer, _ request: ServerLoader.Request) throws(InputError) -> Int {
        try ServerLoader(jaeger, request).load().spanCount
    }

    @Test func `a trace and a search come from the newer interface, with their nanoseconds`() throws {
        let server = try LoopbackServer()
        server.script("/api/v3/traces", .json(JaegerReplies.v3Trace))
        server.script("/api/v3/traces/000000000000000000000000000000a1", .json(JaegerReplies.v3Trace))
        let jaeger = try JaegerServer(ServerAddress(server.url))
        for id in ["a1", "00000000000000A1", "00000000-0000-0000-0000-0000000000a1"] {
            let snapshot = try ServerLoader(jaeger, .trace(id: id)).load()
            #expect(snapshot.spanCount == 1 && snapshot.traces(idPrefix: "00000000000000a1").count == 1)
            #expect(snapshot.trace(TraceID(low: 0xa1))?.start == 1_700_000_000_000_000_001)
        }
        #expect(try spans(jaeger, .search(plain)) == 1)
        #expect(server.requests.allSatisfy { $0.path.hasPrefix("/api/v3/") })
    }

    @Test func `what the newer interface lacks is asked of the older, and no longer of the newer`() throws {
        let server = try LoopbackServer()
        server.script("/api/traces", .json(JaegerReplies.legacyTrace))
        server.script("/api/v3/traces", .html(), .json(JaegerReplies.v3Trace))
        let jaeger = try JaegerServer(ServerAddress(server.url))
        #expect(try spans(jaeger, .search(plain)) == 1)
        #expect(try spans(jaeger, .search(plain)) == 1)
        #expect(server.requests.map(\.path) == ["/api/v3/traces", "/api/traces", "/api/traces"])
    }

    @Test func `a server that knows neither is asked both again, and told by what the older path says`() throws {
        let server = try LoopbackServer()
        let jaeger = try JaegerServer(ServerAddress(server.url))
        for _ in 0..<2 {
            let found = failure { () throws(InputError) in try spans(jaeger, .trace(id: "a1")) }
            #expect(found?.code == .notAnAPI && found?.place.path == "/api/traces/a1")
        }
        #expect(server.requests.count == 4)
        server.script("/api/v3/traces/000000000000000000000000000000a1", .json(JaegerReplies.v3Trace))
        #expect(try spans(jaeger, .trace(id: "a1")) == 1)
    }

    @Test func `tags are asked of the older interface until the newer is known to heed them`() throws {
        let server = try LoopbackServer()
        server.script("/api/traces", .json(JaegerReplies.legacyTrace))
        server.script("/api/v3/traces", .json(JaegerReplies.v3Trace))
        server.script("/api/v3/trace-summaries", .json("{}"))
        let jaeger = try JaegerServer(ServerAddress(server.url))
        #expect(try spans(jaeger, .search(tagged)) == 1)
        #expect(try jaeger.summaries(plain) == [])
        #expect(try spans(jaeger, .search(tagged)) == 1)
        #expect(server.requests.map(\.path) == ["/api/traces", "/api/v3/trace-summaries", "/api/v3/traces"])
        #expect(server.requests[2].value(of: "query.attributes") == #"{"error":"true"}"#)
    }

    @Test func `tags are asked of the newer interface where it is the only one`() throws {
        let server = try LoopbackServer()
        server.script("/api/v3/traces", .json(JaegerReplies.v3Trace))
        server.script("/api/v3/trace-summaries", .v3Error("query.startTimeMin and query.startTimeMax are required", status: 400))
        let jaeger = try JaegerServer(ServerAddress(server.url))
        for _ in 0..<2 {
            let snapshot = try ServerLoader(jaeger, .search(tagged)).load()
            #expect(snapshot.spanCount == 1 && snapshot.sources[0].diagnostics.entries.isEmpty)
        }
        #expect(server.requests.map(\.path) == ["/api/traces", "/api/v3/traces", "/api/v3/trace-summaries", "/api/v3/traces"])
    }

    @Test func `a NaN that the older interface cannot write is had from the newer`() throws {
        let server = try LoopbackServer()
        server.script("/api/traces", JaegerReplies.valuesWithoutJSON)
        server.script("/api/v3/traces", .json(JaegerReplies.v3Trace))
        let jaeger = try JaegerServer(ServerAddress(server.url))
        let snapshot = try ServerLoader(jaeger, .search(tagged)).load()
        #expect(snapshot.spanCount == 1 && snapshot.sources[0].diagnostics.entries.map(\.code) == [.tagsNotHeeded])
        let newer = try LoopbackServer()
        newer.script("/api/traces", JaegerReplies.valuesWithoutJSON)
        newer.script("/api/v3/traces", .json(JaegerReplies.v3Trace))
        newer.script("/api/v3/trace-summaries", .json("{}"))
        let heeding = try ServerLoader(JaegerServer(ServerAddress(newer.url)), .search(tagged)).load()
        #expect(heeding.spanCount == 1 && heeding.sources[0].diagnostics.entries.isEmpty)
        server.script("/api/v3/traces", .html())
        let found = failure { () throws(InputError) in try spans(jaeger, .search(tagged)) }
        #expect(found?.code == .serverFailed && found?.found.contains("unsupported value") == true)
    }

    @Test func `nothing found is an empty set for a search, and no such trace for an id`() throws {
        for (v3, legacy) in [
            (JaegerReplies.v3Nothing, LoopbackReply.refusal(404)), (.refusal(404), .json(JaegerReplies.legacyNothing)),
            (.html(), .nullData), (.html(), .errors("trace not found", code: 404, status: 404)), (.json(#"{"result":{}}"#), .refusal(404)),
            (.json("{}"), .refusal(404)), (.json(#"{"result":{"resourceSpans":[]}}"#), .refusal(404)),
        ] {
            let server = try LoopbackServer({ $0.path.hasPrefix("/api/v3/") ? v3 : legacy })
            let jaeger = try JaegerServer(ServerAddress(server.url))
            #expect(try spans(jaeger, .search(plain)) == 0)
            #expect(failure { () throws(InputError) in try spans(jaeger, .trace(id: "a1")) }?.code == .traceNotFound)
        }
    }

    @Test func `a search of all services is put to the newer interface alone, and a refusal told apart`() throws {
        let everywhere = JaegerSearch(service: nil, start: 0, end: 1)
        let old = try LoopbackServer()
        old.script("/api/traces", .json(JaegerReplies.legacyTrace))
        #expect(
            failure { () throws(InputError) in try spans(JaegerServer(ServerAddress(old.url)), .search(everywhere)) }?.code
                == .serviceRequired)
        #expect(old.requests.map(\.path) == ["/api/v3/traces"])

        let new = try LoopbackServer()
        let refusal = "this storage backend requires a service name to search; searching all services is not supported"
        new.script("/api/v3/traces", .json(JaegerReplies.v3Trace), .v3Error(refusal, status: 400), .v3Error("away", status: 500))
        new.script("/api/v3/trace-summaries", .v3Error(refusal, status: 400), .json("{}"))
        let jaeger = try JaegerServer(ServerAddress(new.url))
        #expect(try spans(jaeger, .search(everywhere)) == 1)
        #expect(new.requests[0].value(of: "query.serviceName") == nil)
        #expect(failure { () throws(InputError) in try jaeger.summaries(everywhere) }?.code == .serviceRequired)
        #expect(failure { () throws(InputError) in try spans(jaeger, .search(everywhere)) }?.code == .serviceRequired)
        #expect(failure { () throws(InputError) in try spans(jaeger, .search(everywhere)) }?.code == .serverFailed)
    }

    @Test func `a search of all services that finds nothing counts only where one has found something`() throws {
        let everywhere = JaegerSearch(service: nil, start: 0, end: 1)
        // Jaeger 1 takes it for a search of a service without a name.
        for nothing in [JaegerReplies.v3Nothing, .json("{}")] {
            let server = try LoopbackServer(), jaeger = try JaegerServer(ServerAddress(server.url))
            server.script("/api/v3/traces", nothing, .json(JaegerReplies.v3Trace), nothing)
            server.script("/api/v3/trace-summaries", nothing)
            #expect(failure { () throws(InputError) in try jaeger.summaries(everywhere) }?.code == .serviceRequired)
            #expect(failure { () throws(InputError) in try spans(jaeger, .search(everywhere)) }?.code == .serviceRequired)
            #expect(try spans(jaeger, .search(everywhere)) == 1)
            #expect(try spans(jaeger, .search(everywhere)) == 0 && jaeger.summaries(everywhere) == [])
        }
    }

    @Test func `an answer that tells of a failure beside its traces gives both`() throws {
        let server = try LoopbackServer()
        let errors = #""errors":[{"msg":"shard 3 is away"}]"#
        server.script("/api/traces", .json(JaegerReplies.legacyTrace.replacing(#""errors":null"#, with: errors)))
        let snapshot = try ServerLoader(JaegerServer(ServerAddress(server.url)), .search(plain)).load()
        let notes = snapshot.sources[0].diagnostics.entries
        #expect(snapshot.spanCount == 1 && notes.map(\.code) == [.serverFailed] && notes[0].found == "500: shard 3 is away")
    }

    @Test func `VictoriaTraces is asked below its path for what it has`() throws {
        let server = try LoopbackServer({ request in
            switch request.path {
            case "/select/jaeger/api/services": .json(#"{"data":["shop"],"errors": null,"limit": 0,"offset": 0,"total":1}"#)
            case "/select/jaeger/api/services/shop/operations":
                .json(#"{"data":["GET /"],"errors": null,"limit": 0,"offset": 0,"total":1}"#)
            case "/select/jaeger/api/traces", "/select/jaeger/api/traces/a1": .json(JaegerReplies.legacyTrace)
            case "/select/jaeger/api/dependencies": .json(#"{"data":[{"parent":"shop","child":"db","callCount":7}]}"#)
            default: .text("unsupported path requested: \"\(request.path)\"\n", status: 400)
            }
        })
        let jaeger = try JaegerServer(ServerAddress(server.url + "/select/jaeger"))
        for _ in 0..<2 {
            #expect(try jaeger.services() == ["shop"])
            #expect(try jaeger.operations(of: "shop") == [ServerOperation(name: "GET /", spanKind: "")])
            #expect(try spans(jaeger, .search(plain)) == 1 && spans(jaeger, .search(tagged)) == 1 && spans(jaeger, .trace(id: "a1")) == 1)
            #expect(try jaeger.summaries(plain) == nil)
            #expect(try jaeger.dependencies(end: 1, lookback: 1) == [ServerDependency(parent: "shop", child: "db", callCount: 7)])
        }
        // What it lacks was asked for once, but for operations with their kinds, which a service without any could lack too.
        let refused = server.exchanges.filter { $0.status == 400 }.map(\.request.path)
        #expect(Set(refused).count == 6 && refused.count == 7)
    }

    @Test func `a search of all services by tags goes only to a server that heeds them`() throws {
        var search = tagged
        search.service = nil
        let server = try LoopbackServer()
        server.script("/api/v3/traces", .json(JaegerReplies.v3Trace))
        let before = try JaegerServer(ServerAddress(server.url))
        #expect(failure { () throws(InputError) in try spans(before, .search(search)) }?.code == .serviceRequired)
        server.script("/api/v3/trace-summaries", .v3Error("query.startTimeMin and query.startTimeMax are required", status: 400))
        #expect(try spans(JaegerServer(ServerAddress(server.url)), .search(search)) == 1)
    }

    @Test func `summaries come with their counts, and a server without them is asked once`() throws {
        let server = try LoopbackServer()
        server.script("/api/v3/trace-summaries", .text(JaegerReplies.summaries), .json(#"{"summaries":[]}"#), JaegerReplies.v3Nothing)
        let jaeger = try JaegerServer(ServerAddress(server.url))
        let found = try #require(try jaeger.summaries(plain))
        let first = TraceSummary(
            id: TraceID(low: 0xa1), rootService: "shop", rootOperation: "GET /", start: 1_700_000_000_000_000_001,
            end: 1_700_000_000_001_500_000, spanCount: 3, errorSpans: 1,
            services: [.init(name: "shop", spans: 2, errorSpans: 1), .init(name: "db", spans: 1)])
        #expect(found == [first, TraceSummary(id: TraceID(low: 0xb2), spanCount: 1, orphanSpans: 1)])
        #expect(found[0].duration == 1_499_999 && found[1].duration == nil)
        #expect(try jaeger.summaries(plain) == [] && jaeger.summaries(plain) == [])

        for reply in [LoopbackReply.html(), .refusal(404)] {
            let old = try LoopbackServer()
            old.scriptEverything(reply)
            let jaeger = try JaegerServer(ServerAddress(old.url))
            #expect(try jaeger.summaries(plain) == nil && jaeger.summaries(plain) == nil)
            #expect(old.requests.count == 1)
        }
    }
}
