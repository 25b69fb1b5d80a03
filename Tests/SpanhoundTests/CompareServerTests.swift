import Foundation
import TestSupport
import Testing

/// `compare` with servers as sources.
@Suite struct CompareServerTests {
    /// A server whose shop answers in so many microseconds.
    private static func server(_ duration: Int) throws -> LoopbackServer {
        let server = try LoopbackServer()
        let traces = (1...3).map { id in
            """
            {"traceID":"a\(id)","spans":[{"traceID":"a\(id)","spanID":"b1","operationName":"GET /","references":[],\
            "startTime":1700000000000000,"duration":\(duration),"tags":[],"logs":[],"processID":"p1","warnings":null}],\
            "processes":{"p1":{"serviceName":"shop","tags":[]}},"warnings":null}
            """
        }
        server.script("/api/services", .json(#"{"data":["shop"],"total":1,"errors":null}"#))
        server.script("/api/traces", .json(#"{"data":[\#(traces.joined(separator: ","))],"total":0,"limit":0,"offset":0,"errors":null}"#))
        for (id, trace) in zip(1..., traces) {
            server.script("/api/traces/a\(id)", .json(#"{"data":[\#(trace)],"total":0,"limit":0,"offset":0,"errors":null}"#))
        }
        return server
    }

    @Test func `two servers are asked the same, their traces are kept apart, and it is said on how many the answer rests`() throws {
        let before = try Self.server(1000), after = try Self.server(3000)
        let run = try Binary.run(
            "compare", "--json", "--service", "shop", "--limit", "7", "--lookback", "3h", "--fail-over", "100%", before.url, after.url)
        #expect(run.status == 1 && run.errors.contains("+2.00ms (+200%)"), "\(run.errors)")
        // Ids are the same on both sides.
        let answer = try Answer(run.output)
        let means = ["a", "b"].map { (answer[$0] as? [String: Any])?["meanDurationNano"] as? Int }
        #expect(means == [1_000_000, 3_000_000])
        for server in [before, after] {
            let asked = try #require(server.requests.first { $0.path == "/api/traces" })
            #expect(asked.value(of: "service") == "shop" && asked.value(of: "limit") == "7")
        }
        #expect(run.errors.components(separatedBy: "this rests on 3 traces").count == 3)
    }

    @Test func `a server is compared with a file, and two of its traces by their whole ids`() throws {
        let server = try Self.server(1000), folder = try TemporaryFolder()
        let mixed = try Binary.run("compare", "--quiet", "--json", "--service", "shop", server.url, try OrderTraces.file(in: folder))
        #expect(mixed.status == 0, "\(mixed.errors)")
        let b = try #require(try Answer(mixed.output)["b"] as? [String: Any])
        #expect(b["traces"] as? Int == 0)
        let traces = try Binary.run("compare", "--json", "--source", server.url, "a1", "a2")
        #expect(traces.status == 0, "\(traces.errors)")
        let a = try #require(try Answer(traces.output)["a"] as? [String: Any])
        #expect(a["traces"] as? Int == 1)
        #expect(try Binary.run("compare", "--source", server.url, "a1", "xyz").status == 2)
    }

    @Test func `a side that cannot be reached fails the comparison`() throws {
        let server = try Self.server(1000)
        let run = try Binary.run("compare", "--json", server.url, "http://127.0.0.1:9")
        #expect(run.status == 4 && run.output.isEmpty && run.errors.contains("\"error\""))
    }
}
