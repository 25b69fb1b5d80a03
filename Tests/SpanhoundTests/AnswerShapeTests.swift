import Foundation
import TestSupport
import Testing

/// The keys that programs rely on, and what stands under them.
@Suite struct AnswerShapeTests {
    private func answer(_ arguments: String...) throws -> Answer {
        let folder = try TemporaryFolder()
        let file = try OrderTraces.file(in: folder)
        let run = try Command.run(
            Binary.url, arguments + ["--json", file], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasSuffix("}\n"))
        return try Answer(run.output)
    }

    @Test("summary has the keys of the contract in their order")
    func summary() throws {
        let folder = try TemporaryFolder()
        let run = try Binary.run("summary", "--json", try OrderTraces.file(in: folder))
        let names = [
            "schemaVersion", "files", "spans", "traces", "services", "operations", "errorSpans", "errorTraces", "rootSpans", "orphanSpans",
            "multiRootTraces", "duplicateSpanIDs", "events", "links", "maxSpansInTrace", "maxDepth", "maxFanOut", "zeroDurationSpans",
            "negativeDurationSpans", "startTimeUnixNano", "endTimeUnixNano", "traceDuration",
        ]
        var rest = run.output[...]
        for name in names {
            let range = try #require(rest.range(of: "\"\(name)\":"), "\(name) is missing or out of order")
            rest = rest[range.upperBound...]
        }
        let answer = try Answer(run.output)
        #expect(answer["schemaVersion"] as? Int == 1)
        #expect(answer["startTimeUnixNano"] as? String == "1700000000000000000")
        #expect(answer["endTimeUnixNano"] as? String == "1700000060002000000")
        let durations = try #require(answer["traceDuration"] as? [String: Int])
        #expect(
            durations == [
                "minNano": 2_000_000, "p50Nano": 2_000_000, "p90Nano": 100_000_000, "p95Nano": 100_000_000, "p99Nano": 100_000_000,
                "maxNano": 100_000_000, "sumNano": 102_000_000,
            ])
        #expect(answer["orphanSpans"] as? Int == 1 && answer["multiRootTraces"] as? Int == 1 && answer["errorSpans"] as? Int == 1)
    }

    @Test("services and operations are sorted by name, with their spans")
    func names() throws {
        let services = try answer("services").objects("services")
        #expect(services.map { $0["name"] as? String } == ["gateway", "orders"])
        #expect(services.map { $0["spans"] as? Int } == [2, 2])
        #expect(services.map { $0["p50Nano"] as? Int } == [2_000_000, 1_000_000])
        #expect(services.map { $0["p95Nano"] as? Int } == [100_000_000, 60_000_000])
        let operations = try answer("operations", "--service", "gateway")
        #expect(operations["service"] as? String == "gateway")
        let rows = try operations.objects("operations")
        #expect(rows.map { $0["name"] as? String } == ["GET /health", "POST /orders"])
        #expect(rows.map { $0["kind"] as? String } == ["unspecified", "server"])
    }

    @Test("search lists the latest trace first, with everything that says what a trace is")
    func search() throws {
        let answer = try answer("search")
        #expect(answer["matched"] as? Int == 2 && answer["limit"] is NSNull)
        let traces = try answer.objects("traces")
        #expect(traces.map { $0["traceID"] as? String } == ["00000000000000a2", "00000000000000a1"])
        let order = traces[1]
        #expect(order["name"] as? String == "gateway: POST /orders" && order["rootService"] as? String == "gateway")
        #expect(order["rootOperation"] as? String == "POST /orders" && order["startTimeUnixNano"] as? String == "1700000000000000000")
        #expect(order["durationNano"] as? Int == 100_000_000 && order["responseTimeNano"] as? Int == 100_000_000)
        #expect(order["spans"] as? Int == 3 && order["errorSpans"] as? Int == 1 && order["orphanSpans"] as? Int == 1)
        let services = try #require(order["services"] as? [[String: Any]])
        #expect(services.map { $0["name"] as? String } == ["gateway", "orders"])
        #expect(services.map { $0["errorSpans"] as? Int } == [0, 1])
    }

    @Test(
        "search filters, sorts and limits",
        arguments: [
            (["--errors"], ["a1"], 1), (["--service", "orders"], ["a1"], 1), (["--tag", "http.status_code=500"], ["a1"], 1),
            (["--tag", "host.name=web-1", "--operation", "create order"], [], 0), (["--max-duration", "50ms"], ["a2"], 1),
            (["--sort", "longest", "--limit", "1"], ["a1"], 2), (["--lookback", "1m"], ["a2", "a1"], 2),
            (["--lookback", "30s"], ["a2"], 1),
            (["--start", "2023-11-14T22:14:00Z"], ["a2"], 1), (["--end", "2023-11-14T22:13:20Z"], ["a1"], 1),
            (["--min-span-duration", "50ms", "--service", "orders"], ["a1"], 1), (["--tag", "error=true", "--tag", "x=y"], [], 0),
        ])
    func filters(arguments: [String], ids: [String], matched: Int) throws {
        let folder = try TemporaryFolder()
        let file = try OrderTraces.file(in: folder)
        let run = try Command.run(
            Binary.url, ["search", "--json"] + arguments + [file], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(run.status == 0, "\(run.errors)")
        let answer = try Answer(run.output)
        #expect(try answer.objects("traces").map { ($0["traceID"] as? String)?.suffix(2) } == ids.map { $0[...] })
        #expect(answer["matched"] as? Int == matched)
    }

    @Test("show gives every span in display order, values with their types, ids as they were named")
    func show() throws {
        let answer = try answer("show", "--trace", "a1")
        let trace = try #require(answer["trace"] as? [String: Any])
        #expect(trace["depth"] as? Int == 2 && trace["traceID"] as? String == "00000000000000a1")
        let spans = try answer.objects("spans")
        #expect(spans.map { $0["operation"] as? String } == ["POST /orders", "create order", "lost"])
        #expect(spans.map { $0["depth"] as? Int } == [1, 2, 1])
        #expect(spans[0]["parentSpanID"] is NSNull && spans[0]["treeParentID"] is NSNull)
        #expect(spans[1]["parentSpanID"] as? String == "0000000000000001" && spans[1]["treeParentID"] as? String == "0000000000000001")
        #expect(spans[2]["parentSpanID"] as? String == "0000000000000099" && spans[2]["treeParentID"] is NSNull)
        #expect(spans[0]["kind"] as? String == "server" && spans[1]["kind"] as? String == "unspecified")
        #expect(spans.map { $0["error"] as? Bool } == [false, true, false])
        #expect(spans.map { $0["startOffsetNano"] as? Int } == [0, 10_000_000, 30_000_000])
        #expect(spans.map { $0["selfTimeNano"] as? Int } == [40_000_000, 60_000_000, 1_000_000])
        #expect(spans[2]["marks"] as? [String] == ["orphan-span"])
        // What is on the critical path has none.
        #expect(spans.map { $0["slackNano"] as? Int } == [0, 0, 0])

        let attributes = try #require(spans[0]["attributes"] as? [[String: Any]])
        func value(_ key: String) -> (String?, Any?) {
            let found = attributes.first { $0["key"] as? String == key }
            return (found?["type"] as? String, found?["value"])
        }
        #expect(value("http.status_code").0 == "int64" && value("http.status_code").1 as? Int == 500)
        #expect(value("big").0 == "int64" && value("big").1 as? String == "9007199254740993")
        #expect(value("ratio").0 == "double" && value("ratio").1 as? Double == 0.25)

        let events = try #require(spans[1]["events"] as? [[String: Any]])
        #expect(events.count == 1 && events[0]["offsetNano"] as? Int == 20_000_000 && events[0]["name"] as? String == "error")
        let resource = try #require(spans[0]["resource"] as? [[String: Any]])
        #expect(resource.map { $0["key"] as? String } == ["host.name"])
        #expect(spans[0]["scope"] is NSNull && (spans[0]["warnings"] as? [String])?.isEmpty == true)
    }
}
