import Foundation
import TestSupport
import Testing
import TraceModel
import TraceQuery

@testable import TraceSources

@Suite struct JaegerServerTests {
    private static let trace = """
        {"data":[{"traceID":"a1","spans":[{"traceID":"a1","spanID":"b1","operationName":"GET /","references":[],"startTime":1700000000000000,\
        "duration":1500,"tags":[],"logs":[],"processID":"p1","warnings":null}],"processes":{"p1":{"serviceName":"shop","tags":[]}},\
        "warnings":null}],"total":0,"limit":0,"offset":0,"errors":null}
        """

    private func failure<Result>(_ body: () throws(InputError) -> Result) -> Diagnostic? {
        do throws(InputError) {
            _ = try body()
            return nil
        } catch {
            return error.diagnostic
        }
    }

    @Test func `services come sorted, and none at all is no error`() throws {
        let names = "\"b\",\"a/1\",\"\\u0000\\u001b[31m\",\"日本\",\"b\""
        let server = try ScriptedServer { _ in [.reply("{\"data\":[\(names)],\"total\":5,\"errors\":null}")] }
        #expect(try JaegerServer(ServerAddress(server.url)).services() == ["\0\u{1b}[31m", "a/1", "b", "日本"])
        let empty = try ScriptedServer { _ in [.reply("{\"data\":null,\"total\":0,\"errors\":null}\n")] }
        #expect(try JaegerServer(ServerAddress(empty.url + "/jaeger/")).services() == [])
        #expect(empty.requests[0].hasPrefix("GET /jaeger/api/services HTTP"))
    }

    @Test func `operations are asked for with the service encoded, and by path where the other way is unknown`() throws {
        let server = try ScriptedServer { target in
            if target.hasPrefix("/api/operations") { return [.reply("404 page not found", status: "404 Not Found")] }
            return [.reply(target.contains("%252F") ? #"{"data":["y","x"]}"# : #"{"data":null}"#)]
        }
        let found = try JaegerServer(ServerAddress(server.url)).operations(of: "team/a b+c&d")
        #expect(found.map(\.name) == ["x", "y"])
        #expect(server.requests[0].hasPrefix("GET /api/operations?service=team%2Fa%20b%2Bc%26d HTTP"))
        #expect(server.requests[2].hasPrefix("GET /api/services/team%252Fa%2520b%252Bc%2526d/operations HTTP"))
    }

    @Test func `a search is asked for in the server's units, rounded outwards`() throws {
        var filter = TraceFilter()
        filter.operation = "GET /a"
        filter.tags = [.init(key: "http.status_code", value: "500"), .init(key: "q", value: "a\"b/ü")]
        filter.errorsOnly = true
        filter.start = 1_700_000_000_000_001_999
        filter.end = 1_700_000_001_000_000_001
        filter.minSpanDuration = 1_500_000
        filter.minDuration = 9
        let search = JaegerSearch(filter, service: "shop & co", limit: 0, now: 0, lookback: 0)
        #expect(
            search.path == "/api/traces?service=shop%20%26%20co&operation=GET%20%2Fa&start=1700000000000001&end=1700000001000001"
                + "&minDuration=1500000ns&limit=1&tags=%7B%22error%22%3A%22true%22%2C%22http.status_code%22%3A%22500%22%2C"
                + "%22q%22%3A%22a%5C%22b%2F%C3%BC%22%7D")
        let back = JaegerSearch(TraceFilter(), service: "s", limit: 20, now: 7_200_000_000_000, lookback: 3_600_000_000_000)
        #expect(back.path == "/api/traces?service=s&start=3600000000&end=7200000000&limit=20")
    }

    @Test func `traces are read by the decoder of files, and an empty answer is an empty set`() throws {
        let server = try ScriptedServer { target in
            target.hasPrefix("/api/traces/a1") || target.contains("service=shop")
                ? [.reply(Self.trace)] : [.reply(#"{"data":[],"total":0,"errors":null}"#)]
        }
        let jaeger = try JaegerServer(ServerAddress(server.url))
        let snapshot = try ServerLoader(jaeger, .trace(id: "a1")).load()
        #expect(snapshot.spanCount == 1 && snapshot.traces(idPrefix: "00000000000000a1").count == 1)
        #expect(snapshot.sources.map(\.name) == [server.url])
        #expect(try ServerLoader(jaeger, .search(JaegerSearch(service: "shop", start: 0, end: 1))).load().spanCount == 1)
        #expect(try ServerLoader(jaeger, .search(JaegerSearch(service: "none", start: 0, end: 1))).load().spanCount == 0)
        #expect(failure { () throws(InputError) in try ServerLoader(jaeger, .trace(id: "zz")).load() }?.code == .traceNotFound)
    }

    @Test func `an answer that breaks off gives what came, and says so`() throws {
        let cut = String(Self.trace.dropLast(60))
        let server = try ScriptedServer { _ in [.reply(cut, claiming: Self.trace.utf8.count), .close] }
        let jaeger = try JaegerServer(ServerAddress(server.url))
        #expect(failure { () throws(InputError) in try ServerLoader(jaeger, .trace(id: "a1")).load() }?.code == .replyCutShort)
    }

    @Test(
        "Each bad answer is told as what it is",
        arguments: [
            ("200 OK", "<!doctype html><title>Jaeger UI</title>", DiagnosticCode.notAnAPI, "a web page"),
            ("200 OK", "", .notAnAPI, "empty"), ("200 OK", "hello", .notAnAPI, "no JSON: hello"),
            ("200 OK", #"{"data":7}"#, .replyNotUnderstood, #"{"data":7}"#),
            ("200 OK", #"{"data":null,"errors":[{"code":500,"msg":"storage is away"}]}"#, .serverFailed, "500: storage is away"),
            ("404 Not Found", "404 page not found\n", .notAnAPI, "404 page not found"),
            ("401 Unauthorized", "missing tenant header\n", .notAuthorised, "401: missing tenant header"),
            ("403 Forbidden", "<html>no</html>", .notAuthorised, "403: with a web page"),
            ("400 Bad Request", "Client sent an HTTP request to an HTTPS server.\n", .tlsFailed, "the server wants one; write https://"),
            (
                "400 Bad Request", #"{"data":null,"errors":[{"code":400,"msg":"parameter 'service' is required"}]}"#, .requestRefused,
                "400: parameter 'service' is required"
            ),
            ("500 Internal Server Error", #"{"error":{"httpCode":500,"message":"no"}}"#, .serverFailed, "500: no"),
            ("502 Bad Gateway", "", .serverFailed, "502: Bad Gateway"),
        ] as [(String, String, DiagnosticCode, String)])
    func badAnswers(status: String, body: String, code: DiagnosticCode, found: String) throws {
        let server = try ScriptedServer { _ in [.reply(body, status: status)] }
        let jaeger = try JaegerServer(ServerAddress(server.url))
        let finding = failure { () throws(InputError) in try jaeger.services() }
        #expect(finding?.code == code && finding?.found == found, "\(String(describing: finding))")
        #expect(finding?.place == Place(source: server.url, path: "/api/services"))
    }

    @Test func `a busy server says how long to wait, and a server that repeats our secrets does not make us do so`() throws {
        let server = try ScriptedServer { target in
            target == "/api/services"
                ? [.reply("slow down", status: "429 Too Many Requests", headers: ["Retry-After: 30"])]
                : [.reply("bad token hush-hush of tenant acme with key-1", status: "403 Forbidden")]
        }
        var options = ServerOptions()
        options.bearerToken = "hush-hush"
        options.tenant = "acme"
        options.headers = [.init(name: "X-Key", value: "key-1")]
        let jaeger = try JaegerServer(ServerAddress(server.url), options)
        #expect(failure { () throws(InputError) in try jaeger.services() }?.found == "429: slow down; it asks to wait 30 s")
        #expect(failure { () throws(InputError) in try jaeger.operations(of: "a") }?.found == "403: bad token … of tenant … with …")
        var dumped = String(reflecting: options)
        dump(options, to: &dumped)
        #expect(!dumped.contains("hush") && !dumped.contains("key-1") && !dumped.contains("acme"))
    }
}
