import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// Answers that are none.
@Suite struct BadReplyTests {
    @Test(
        "Each bad answer is told as what it is",
        arguments: [
            (200, "<!doctype html><title>Jaeger UI</title>", DiagnosticCode.notAnAPI, "a web page"), (200, "", .notAnAPI, "empty"),
            (200, "hello", .notAnAPI, "no JSON: hello"), (200, #"{"data":7}"#, .replyNotUnderstood, #"{"data":7}"#),
            (200, #"{"data":["a","#, .replyCutShort, ""), (200, #"{"data":["a\"]}"#, .replyCutShort, ""),
            (200, #"{"data":null,"errors":[{"code":500,"msg":"storage is away"}]}"#, .serverFailed, "500: storage is away"),
            (404, "404 page not found\n", .notAnAPI, "404 page not found"),
            (400, "unsupported path requested: \"/api/v3/services\"\n", .notAnAPI, "400: unsupported path requested: \"/api/v3/services\""),
            (401, "missing tenant header\n", .notAuthorised, "401: missing tenant header"),
            (403, "<html>no</html>", .notAuthorised, "403: with a web page"),
            (400, "Client sent an HTTP request to an HTTPS server.\n", .tlsFailed, "the server wants one; write https://"),
            (
                400, #"{"data":null,"errors":[{"code":400,"msg":"parameter 'service' is required"}]}"#, .requestRefused,
                "400: parameter 'service' is required"
            ), (500, #"{"error":{"httpCode":500,"message":"no"}}"#, .serverFailed, "500: no"),
            (500, "", .serverFailed, "500: Internal Server Error"),
        ] as [(Int, String, DiagnosticCode, String)])
    func badAnswers(status: Int, body: String, code: DiagnosticCode, found: String) throws {
        let server = try LoopbackServer()
        server.scriptEverything(.text(body, status: status))
        let jaeger = try JaegerServer(ServerAddress(server.url))
        let finding = failure { () throws(InputError) in try jaeger.services() }
        #expect(finding?.code == code && finding?.found == found, "\(String(describing: finding))")
        // Only where the newer interface seems to be missing was the older one asked too.
        let isStrange = code == .notAnAPI || code == .replyNotUnderstood
        #expect(finding?.place == Place(source: server.url, path: isStrange ? "/api/services" : "/api/v3/services"))
        #expect(server.requests.count == (isStrange ? 2 : 1))
    }

    @Test(
        "An answer that breaks off without a word gives what came, and says so",
        arguments: [JaegerReplies.legacyTrace, JaegerReplies.v3Trace])
    func endsInTheMiddle(trace: String) throws {
        let isLegacy = trace.hasPrefix(#"{"data""#)
        let path = isLegacy ? "/api/traces/a1" : "/api/v3/traces/000000000000000000000000000000a1"
        let server = try LoopbackServer()
        let jaeger = try JaegerServer(ServerAddress(server.url))
        func load() throws(InputError) -> Snapshot { try ServerLoader(jaeger, .trace(id: "a1")).load() }
        for cut in [isLegacy ? 60 : 4, 200] {
            let text = LoopbackReply.json(String(trace.dropLast(cut)))
            for reply in [text, text.endingWithConnection(), text.chunked(100)] {
                server.script(path, reply)
                if cut == 200 {
                    #expect(failure(load)?.code == .replyCutShort)
                } else {
                    let snapshot = try load()
                    #expect(snapshot.spanCount == 1 && snapshot.sources[0].diagnostics.entries.map(\.code) == [.replyCutShort])
                }
            }
        }
        for reply in [
            LoopbackReply.json(trace).misstatingLength(by: 100), .json(trace).misstatingLength(by: -200),
            .json(trace).chunked(50).closing(.afterBody(150)), .json(trace).gzipped(keeping: 90), .json(trace).resetting(.afterBody(120)),
        ] {
            server.script(path, reply)
            do throws(InputError) {
                let snapshot = try load()
                #expect(snapshot.sources[0].diagnostics.entries.map(\.code) == [.replyCutShort], "\(reply.framing) \(reply.ending)")
            } catch {
                #expect(error.diagnostic.code == .replyCutShort, "\(reply.framing) \(reply.ending): \(error)")
            }
        }
    }

    @Test func `a server that repeats our secrets does not make us do so`() throws {
        let server = try LoopbackServer()
        server.scriptEverything(.text("bad token hush-hush of tenant acme with key-1", status: 403))
        var options = ServerOptions()
        options.bearerToken = "hush-hush"
        options.tenant = "acme"
        options.headers = [.init(name: "X-Key", value: "key-1")]
        let jaeger = try JaegerServer(ServerAddress(server.url), options)
        #expect(failure { () throws(InputError) in try jaeger.operations(of: "a") }?.found == "403: bad token … of tenant … with …")
        var dumped = String(reflecting: options)
        dump(options, to: &dumped)
        #expect(!dumped.contains("hush") && !dumped.contains("key-1") && !dumped.contains("acme"))
    }
}
