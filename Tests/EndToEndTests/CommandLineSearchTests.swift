import Foundation
import TestSupport
import Testing

/// `search` on servers: each filter is put to the server in its own words, and what it cannot know is done here.
@Suite struct CommandLineSearchTests {
    private static let all = CommandLineServer.versions + [CommandLineServer.newest]

    @Test(arguments: all)
    func `each filter is the server's, and its answer is told with the keys of the contract`(version: String) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        func search(_ arguments: String...) throws -> [[String: Any]] {
            let run = try Binary.run(["search", "--json", "--service", "frontend"] + arguments + [jaeger.url])
            #expect(run.status == 0, "\(arguments): \(run.errors)")
            return try CommandLineServer.object(run.output).objects("traces")
        }
        let found = try search("--limit", "5")
        #expect(found.count == 5)
        let keys: Set<String> = [
            "traceID", "name", "rootService", "rootOperation", "startTimeUnixNano", "durationNano", "responseTimeNano", "spans",
            "errorSpans", "orphanSpans", "services",
        ]
        for trace in found {
            #expect(Set(trace.keys) == keys && trace["spans"] as? Int ?? 0 > 0 && trace["startTimeUnixNano"] is String)
            #expect(try trace.objects("services").allSatisfy { Set($0.keys) == ["name", "spans", "errorSpans"] })
        }
        #expect(try search("--errors").allSatisfy { $0["errorSpans"] as? Int ?? 0 > 0 })
        #expect(try search("--operation", "POST /checkout").allSatisfy { $0["rootOperation"] as? String == "POST /checkout" })
        #expect(try !search("--tag", "http.response.status_code=500", "--tag", "http.route=/checkout").isEmpty)
        #expect(try search("--tag", "zz=1").isEmpty && search("--operation", "nope").isEmpty)
        #expect(try search("--min-span-duration", "1.5s", "--max-span-duration", "2s").isEmpty)
        let long = try search("--min-duration", "100ms", "--max-duration", "1s", "--limit", "60", "--sort", "shortest")
        let durations = long.compactMap { $0["durationNano"] as? Int }
        #expect(!durations.isEmpty && durations == durations.sorted())
        #expect(durations.allSatisfy { (100_000_000...1_000_000_000).contains($0) })
    }

    @Test func `the older interface is asked in its units, the newer in its own`() throws {
        let filters = [
            "search", "--json", "--service", "frontend", "--operation", "GET /", "--tag", "a=1", "--errors", "--min-span-duration", "1.5ms",
            "--start", "2026-11-22T09:00:00Z", "--end", "2026-11-22T09:30:00.000000001Z", "--limit", "7",
        ]
        guard let old = try CommandLineServer("jaeger-1.76.0"), let new = try CommandLineServer(CommandLineServer.newest) else { return }
        #expect(try Binary.run(filters + [old.url]).status == 0 && Binary.run(filters + [new.url]).status == 0)
        let older = try #require(old.server.requests.first { $0.path == "/api/traces" })
        #expect(older.value(of: "start") == "1795338000000000" && older.value(of: "end") == "1795339800000001")
        #expect(older.value(of: "minDuration") == "1500000ns" && older.value(of: "limit") == "7" && older.value(of: "operation") == "GET /")
        #expect(older.value(of: "tags") == #"{"a":"1","error":"true"}"#)
        let newer = try #require(new.server.requests.first { $0.path == "/api/v3/trace-summaries" })
        #expect(newer.value(of: "query.service_name") == "frontend" && newer.value(of: "query.operation_name") == "GET /")
        #expect(!new.server.requests.contains { $0.path == "/api/v3/traces" })
    }

    @Test(arguments: all)
    func `without a service all are searched, each trace once, and a cut answer says how to get more`(version: String) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        let run = try Binary.run("search", "--json", "--limit", "3", "--sort", "longest", jaeger.url)
        let answer = try CommandLineServer.object(run.output), traces = try answer.objects("traces")
        #expect(traces.count == 3 && answer["limit"] as? Int == 3 && answer["matched"] as? Int ?? 0 > 3)
        #expect(Set(traces.compactMap { $0["traceID"] as? String }).count == 3)
        #expect(run.errors.contains("may have more") && run.errors.contains("--limit") && run.errors.contains("--start"))
        let plain = try jaeger.answer("search")
        let listed = try plain.objects("traces").count
        #expect(plain["limit"] as? Int == 20 && listed == 20)
        let text = try Binary.run("search", "--limit", "6", jaeger.url)
        let lines = text.output.split(separator: "\n")
        #expect(lines.count == 7 && lines.allSatisfy { $0.count <= 80 })
        // A server wants whole ids, so that is what is listed.
        #expect(lines.dropFirst().allSatisfy { [16, 32].contains($0.prefix { $0 != " " }.count) })
    }

    @Test(arguments: CommandLineServer.versions)
    func `files and servers are one set, and a trace that both have is one`(version: String) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        let folder = try TemporaryFolder(), file = folder.url.appendingPathComponent("saved.json").path
        let id = "be1853a41db638e654f84fbed5c9b669"
        #expect(try Binary.run("convert", "--to", "jaeger", "-o", file, "--trace", id, jaeger.url).status == 0)
        let sample = Places.samples.appendingPathComponent("checkout.json").path
        let search = try Binary.run("search", "--json", "--service", "kinds-svc", file, sample, jaeger.url)
        let ids = try CommandLineServer.object(search.output).objects("traces").compactMap { $0["traceID"] as? String }
        #expect(ids.count { $0 == id } <= 1 && Set(ids).count == ids.count)
        let summary = try Binary.run("summary", "--json", "--service", "frontend", file, sample, jaeger.url)
        let files = try CommandLineServer.object(summary.output).objects("files")
        #expect(files.map { $0["path"] as? String } == [file, sample, jaeger.url])
        let services = try CommandLineServer.object(Binary.run("services", "--json", sample, jaeger.url).output).objects("services")
        #expect(services.contains { $0["name"] as? String == "order-service" && $0["spans"] as? Int ?? 0 > 0 })
        #expect(services.contains { $0["name"] as? String == "catalog" && $0["spans"] is NSNull })
        let shown = try Binary.run("show", "--trace", id, sample, jaeger.url)
        #expect(shown.status == 0 && shown.output.contains(id))
    }
}
