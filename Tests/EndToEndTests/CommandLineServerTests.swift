import Foundation
import TestSupport
import Testing

/// Every subcommand that reads, on servers of both interfaces: the contract of the command line.
@Suite struct CommandLineServerTests {
    private static let all = CommandLineServer.versions + [CommandLineServer.newest]

    @Test(arguments: all)
    func `services are named in order, with null for what a server does not tell`(version: String) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        let services = try jaeger.answer("services").objects("services"), names = services.compactMap { $0["name"] as? String }
        #expect(names.contains("frontend") && names == names.sorted() && names.count > 20)
        #expect(services.allSatisfy { $0["spans"] is NSNull })
        #expect(try Binary.run("services", jaeger.url).output.hasPrefix("SERVICE\n"))
    }

    @Test(arguments: all)
    func `operations of any service are told with their kinds`(version: String) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        let answer = try jaeger.answer("operations", "--service", "frontend"), operations = try answer.objects("operations")
        #expect(answer["service"] as? String == "frontend" && operations.allSatisfy { $0["spans"] is NSNull })
        #expect(operations.contains { $0["name"] as? String == "POST /checkout" && $0["kind"] as? String == "server" })
        #expect(try jaeger.answer("operations", "--service", "team/a b+c&d").objects("operations").count == 1)
        let unknown = try Binary.run("operations", "--service", "nope", jaeger.url)
        #expect(unknown.status == 1 && unknown.errors.contains("no service is called \"nope\"") && unknown.errors.contains("api-gateway"))
    }

    @Test(arguments: all)
    func `a trace is shown whole, however its id is written, and one that is not there is an answer of no`(version: String) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        let answer = try jaeger.answer("show", "--trace", "be1853a41db638e654f84fbed5c9b669"), spans = try answer.objects("spans")
        let trace = try #require(answer["trace"] as? [String: Any])
        #expect(trace["traceID"] as? String == "be1853a41db638e654f84fbed5c9b669" && trace["spans"] as? Int == spans.count)
        #expect(Set(spans.compactMap { $0["kind"] as? String }).isSuperset(of: ["server", "client", "producer", "consumer"]))
        for id in ["a1b2c3d4e5f607", "00A1B2C3D4E5F607", "000000000000000000a1b2c3d4e5f607"] {
            let trace = try #require(try jaeger.answer("show", "--trace", id)["trace"] as? [String: Any])
            #expect(trace["traceID"] as? String == "00a1b2c3d4e5f607")
        }
        let unknown = try Binary.run("show", "--trace", String(repeating: "f", count: 32), jaeger.url)
        #expect(unknown.status == 1 && unknown.output.isEmpty && unknown.errors.contains("no such trace"))
        let cut = try Binary.run("show", "--trace", "be18 ", jaeger.url)
        #expect(cut.status == 2 && cut.errors.contains("whole id"))
        let slowest = try Binary.run("show", "--service", "frontend", "--limit", "3", jaeger.url)
        #expect(slowest.status == 0 && slowest.errors.contains("slowest of 3 traces"))
    }

    @Test(arguments: all)
    func `a summary counts a sample, names the server as its file, and says how much it rests on`(version: String) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        let run = try Binary.run("summary", "--json", "--service", "frontend", "--lookback", "2h", jaeger.url)
        let answer = try CommandLineServer.object(run.output), files = try answer.objects("files")
        #expect(run.status == 0 && files.map { $0["path"] as? String } == [jaeger.url])
        #expect(answer["traces"] as? Int == 20 && files.map { $0["traces"] as? Int } == [20])
        #expect(run.errors.contains("this rests on 20 traces of the last 2h") && run.errors.contains("20 at a time and maybe not all"))
        let all = try Binary.run("summary", "--json", "--quiet", jaeger.url)
        #expect(try CommandLineServer.object(all.output)["services"] as? Int ?? 0 > 10 && all.errors.isEmpty)
    }

    @Test(arguments: all)
    func `what a search finds is written in another format, or the traces that are named`(version: String) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        let folder = try TemporaryFolder(), file = folder.url.appendingPathComponent("saved.jsonl").path
        let run = try Binary.run("convert", "--to", "otlp-json", "-o", file, "--service", "frontend", "--limit", "4", jaeger.url)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try CommandLineServer.object(Binary.run("summary", "--json", file).output)["traces"] as? Int == 4)
        let ids = ["be1853a41db638e654f84fbed5c9b669", "33beaa61dd9271561e6f36213d69adf5"]
        let named = try Binary.run("convert", "--to", "jaeger", "--trace", ids[0], "--trace", ids[1], jaeger.url)
        let traces = try CommandLineServer.object(named.output).objects("data")
        #expect(Set(traces.compactMap { $0["traceID"] as? String }) == Set(ids))
    }

    @Test(arguments: all)
    func `dependencies are ours, and the server's own count stands beside them`(version: String) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        let answer = try jaeger.answer("dependencies", "--service", "checkout"), edges = try answer.objects("edges")
        #expect(edges.contains { $0["caller"] as? String == "frontend" && $0["callee"] as? String == "checkout" })
        #expect(edges.allSatisfy { $0["caller"] as? String == "checkout" || $0["callee"] as? String == "checkout" })
        let server = try #require(answer["server"] as? [String: Any])
        #expect(try server.objects("edges").allSatisfy { Set($0.keys) == ["caller", "callee", "calls"] })
        #expect(try server.objects("edges").allSatisfy { $0["caller"] as? String == "checkout" || $0["callee"] as? String == "checkout" })
        #expect(try server.objects("edges").contains { $0["callee"] as? String == "payment" && $0["calls"] as? Int ?? 0 > 0 })
        let start = try #require((server["startTimeUnixNano"] as? String).flatMap { Int($0) })
        let end = try #require((server["endTimeUnixNano"] as? String).flatMap { Int($0) })
        #expect(end - start == 86_400_000_000_000)
        let asked = try #require(jaeger.server.requests.first { $0.path == "/api/dependencies" })
        #expect(asked.value(of: "lookback") == "86400000" && asked.value(of: "service") == "checkout")
        let text = try Binary.run("dependencies", "--limit", "5", jaeger.url)
        #expect(text.output.contains("The server's own count of all calls in the 1d") && text.errors.contains("this rests on"))
    }

    @Test func `a server that counts no calls itself is normal, and one that cannot costs only its count`() throws {
        guard let jaeger = try CommandLineServer("jaeger-1.76.0") else { return }
        jaeger.server.script("/api/dependencies", .json(#"{"data":[],"total":0,"limit":0,"offset":0,"errors":null}"#))
        let run = try Binary.run("dependencies", "--service", "checkout", jaeger.url)
        #expect(run.status == 0 && run.output.contains("itself counts no calls"))
        #expect(try jaeger.answer("dependencies").keys.contains("server"))
        jaeger.server.script("/api/dependencies", .errors("no reader", code: 500, status: 500))
        let without = try Binary.run("dependencies", "--json", jaeger.url)
        #expect(without.status == 0 && without.errors.contains("/api/dependencies"))
        #expect(try CommandLineServer.object(without.output)["server"] == nil)
    }
}
