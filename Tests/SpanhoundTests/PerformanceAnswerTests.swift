import Foundation
import TestSupport
import Testing

/// `performance` as it answers from files.
@Suite struct PerformanceAnswerTests {
    private static let sample = Places.samples.appendingPathComponent("checkout.json").path

    @Test func `the keys of the contract stand in their order, and what is measured under them`() throws {
        let folder = try TemporaryFolder()
        let run = try Binary.run("performance", "--json", "--service", "orders", try OrderTraces.file(in: folder))
        #expect(run.status == 0 && run.errors.isEmpty)
        let names = [
            "schemaVersion", "service", "traces", "traceDuration", "entryLatency", "serviceErrorRate", "traceErrorRate", "fatalErrorRate",
            "operations", "responseTime", "entrySpans", "entryErrors", "errorTraces", "fatalTraces", "criticalPathNano", "entryHistogram",
        ]
        var rest = run.output[...]
        for name in names {
            let range = try #require(rest.range(of: "\"\(name)\":"), "\(name) is missing or out of order")
            rest = rest[range.upperBound...]
        }
        let answer = try Answer(run.output)
        #expect(answer.keys == Set(names) && answer["traces"] as? Int == 1 && answer["entrySpans"] as? Int == 2)
        let entry = try #require(answer["entryLatency"] as? [String: Any])
        #expect(entry["count"] as? Int == 2 && entry["minNano"] as? Int == 1_000_000 && entry["p95Nano"] as? Int == 60_000_000)
        #expect(entry["meanNano"] as? Int == 30_500_000 && entry["fewSamples"] as? [String] == ["p90", "p95", "p99"])
        #expect(answer["serviceErrorRate"] as? Double == 0.5 && answer["traceErrorRate"] as? Double == 1)
        #expect(answer["fatalErrorRate"] as? Double == 0)
        let operations = try answer.objects("operations")
        #expect(operations.map { $0["name"] as? String } == ["create order", "lost"])
        let order = operations[0]
        #expect(order["kind"] as? String == "unspecified" && order["count"] as? Int == 1 && order["errors"] as? Int == 1)
        #expect(order["meanSelfNano"] as? Int == 60_000_000 && order["criticalNano"] as? Int == 60_000_000)
        #expect(
            Set(order.keys) == [
                "name", "kind", "count", "errors", "errorRate", "minNano", "meanNano", "maxNano", "p50Nano", "p95Nano", "p99Nano",
                "meanSelfNano", "criticalNano", "criticalShare", "fewSamples",
            ])
    }

    @Test func `without a service there is a sentence, and with an unknown one an answer of no`() throws {
        let missing = try Binary.run("performance", Self.sample)
        #expect(missing.status == 2 && missing.errors.contains("--service is missing") && missing.output.isEmpty)
        let unknown = try Binary.run("performance", "--service", "nobody", Self.sample)
        #expect(unknown.status == 1 && unknown.errors.contains("no service is called \"nobody\"") && unknown.output.isEmpty)
    }

    @Test func `what no trace tells of is null, and never a number`() throws {
        let run = try Binary.run("performance", "--json", "--service", "api-gateway", "--min-duration", "10h", Self.sample)
        #expect(run.status == 0 && run.errors == "no trace matches\n")
        let answer = try Answer(run.output)
        #expect(answer["traces"] as? Int == 0 && answer["serviceErrorRate"] is NSNull && answer["fatalErrorRate"] is NSNull)
        let entry = try #require(answer["entryLatency"] as? [String: Any])
        #expect(entry["p95Nano"] is NSNull && entry["meanNano"] is NSNull && entry["count"] as? Int == 0)
        #expect(try answer.objects("operations").isEmpty && answer.objects("entryHistogram").isEmpty)
        let text = try Binary.run("performance", "--service", "api-gateway", "--min-duration", "10h", Self.sample)
        #expect(text.status == 0 && text.output.contains("traces    0") && !text.output.lowercased().contains("nan"))
    }

    @Test func `operations, percentiles of few values and the histogram fit 80 columns`() throws {
        let run = try Binary.run("performance", "--ascii", "--service", "order-service", Self.sample)
        let lines = run.output.split(separator: "\n")
        #expect(run.status == 0 && lines.allSatisfy { $0.utf8.count <= 80 && $0.utf8.allSatisfy { $0 < 0x7f } })
        #expect(lines.contains { $0.hasPrefix("calls of it") && $0.contains("~") })
        #expect(lines.contains { $0.hasPrefix("OPERATION") && $0.hasSuffix("PATH") } && lines.contains("~ rests on few values"))
        #expect(lines.contains { $0.hasSuffix("p50") && $0.contains("=====") })
        let markdown = try Binary.run("performance", "--markdown", "--service", "order-service", Self.sample).output
        #expect(markdown.contains("| OPERATION | KIND | COUNT | ERRORS | MIN | MEAN |") && markdown.contains("```\n"))
    }

    @Test func `filters choose the traces`() throws {
        func traces(_ arguments: String...) throws -> Int? {
            try Answer(Binary.run(["performance", "--json", "--service", "order-service"] + arguments + [Self.sample]).output)["traces"]
                as? Int
        }
        #expect(try traces() == 9 && traces("--errors") == 1 && traces("--min-duration", "500ms") == 1 && traces("--limit", "4") == 4)
    }
}
