import Foundation
import TestSupport
import Testing

/// `report`, `performance` and `slow` of what a server answers with.
@Suite struct ServerReportTests {
    private static let reply = """
        {"data":[{"traceID":"a1","spans":[{"traceID":"a1","spanID":"b1","operationName":"GET /","references":[],\
        "startTime":1700000000000000,"duration":1500000,"tags":[],"logs":[],"processID":"p1","warnings":null}],\
        "processes":{"p1":{"serviceName":"shop","tags":[]}},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null}
        """

    private func server() throws -> LoopbackServer {
        let server = try LoopbackServer()
        server.script("/api/services", .json(#"{"data":["shop","cart"],"total":2,"errors":null}"#))
        server.script("/api/traces", .json(Self.reply))
        return server
    }

    @Test func `each service that is named is searched for, and the basis is said`() throws {
        let server = try server()
        let run = try Binary.run("report", "--service", "shop", "--service", "cart", "--limit", "7", "--json", server.url)
        #expect(run.status == 0 && run.errors.contains("this rests on 1 trace of the last hour"))
        let searches = server.requests.filter { $0.path == "/api/traces" }
        #expect(searches.compactMap { $0.value(of: "service") }.sorted() == ["cart", "shop"])
        #expect(searches.allSatisfy { $0.value(of: "limit") == "7" })
        let reports = try Answer(run.output).objects("services")
        #expect(reports.map { $0["service"] as? String } == ["cart", "shop"] && reports[0]["health"] is NSNull)
        // A p95 of 1.5 s costs 5 points, and one of one call slower than a second 20.
        #expect((reports[1]["health"] as? [String: Any])?["score"] as? Double == 75)
    }

    @Test func `a name that neither knows is an answer of no`() throws {
        let server = try server()
        for command in [["report"], ["performance"]] {
            let run = try Binary.run(command + ["--service", "nobody", server.url])
            #expect(run.status == 1 && run.output.isEmpty && run.errors.contains("no service is called \"nobody\""), "\(command)")
        }
    }

    @Test func `the threshold is for whole traces, so that the server is not asked for it`() throws {
        let server = try server()
        let run = try Binary.run("slow", "--service", "shop", "--threshold", "1s", "--json", server.url)
        #expect(try Answer(run.output).objects("traces").map { $0["traceID"] as? String } == ["00000000000000a1"])
        let asked = try #require(server.requests.first { $0.path == "/api/traces" })
        #expect(asked.value(of: "minDuration") == nil && asked.value(of: "limit") == "20")
        let text = try Binary.run("slow", "--service", "shop", "--ascii", server.url)
        #expect(text.output.split(separator: "\n").allSatisfy { $0.utf8.count <= 80 } && text.output.contains("shop: GET /"))
    }

    @Test func `performance says on how much it rests`() throws {
        let server = try server()
        let run = try Binary.run("performance", "--service", "shop", server.url)
        #expect(run.status == 0 && run.output.contains("calls of it") && run.errors.contains("this rests on 1 trace"))
    }
}
