import Foundation
import TestSupport
import Testing

/// The command `errors`.
@Suite struct ErrorsAnswerTests {
    private static let retryStorm = Places.samples.appendingPathComponent("retry-storm.json").path

    @Test func `the answer has the keys of the contract, and says what failed and how far it went`() throws {
        let folder = try TemporaryFolder()
        let run = try Binary.run("errors", "--json", "--service", "gateway", try OrderTraces.file(in: folder))
        #expect(run.status == 0 && run.errors.isEmpty)
        let answer = try Answer(run.output)
        #expect(answer.keys.isSuperset(of: ["schemaVersion", "traces", "nonFatal", "http5xxWithoutErrorTag"]))
        let traces = try answer.objects("traces")
        #expect(traces.map { $0["traceID"] as? String } == ["00000000000000a1"] && traces[0]["reachesRoot"] as? Bool == false)
        #expect(traces[0]["durationNano"] as? Int == 100_000_000 && traces[0]["name"] as? String == "gateway: POST /orders")
        let errors = try #require(traces[0]["errors"] as? [[String: Any]])
        #expect(errors.count == 1 && errors[0]["spanID"] as? String == "0000000000000002")
        #expect(errors[0]["service"] as? String == "orders" && errors[0]["operation"] as? String == "create order")
        #expect(errors[0]["role"] as? String == "origin" && errors[0]["message"] as? String == "no stock")
        #expect((traces[0]["suppressed"] as? [[String: Any]])?.compactMap { $0["operation"] as? String } == ["POST /orders"])
        #expect(answer["nonFatal"] as? [String] == ["00000000000000a1"])
        #expect(answer["http5xxWithoutErrorTag"] as? [String] == ["00000000000000a1"])
        let groups = try answer.objects("groups")
        #expect(groups.count == 1 && groups[0]["message"] as? String == "no stock" && groups[0]["share"] as? Double == 1)
    }

    @Test func `the gravest come first unless another order is asked for, and a limit counts what is listed`() throws {
        func ids(_ arguments: String...) throws -> [Int] {
            try Answer(Binary.run(["errors", "--json"] + arguments + [Self.retryStorm]).output).objects("traces")
                .compactMap { $0["durationNano"] as? Int }
        }
        let gravest = try ids(), shortest = try ids("--sort", "shortest")
        #expect(gravest.count == 5 && gravest == gravest.sorted(by: >) && shortest == gravest.reversed())
        #expect(try ids("--limit", "2") == Array(gravest.prefix(2)))
        let limited = try Answer(Binary.run("errors", "--json", "--limit", "2", Self.retryStorm).output)
        #expect(limited["matched"] as? Int == 5 && (limited["nonFatal"] as? [String])?.count == 5)
    }

    @Test func `Markdown says what hidden failures cost, as the text does`() throws {
        let folder = try TemporaryFolder()
        let lines = try Binary.run("errors", "--markdown", OrderTraces.file(in: folder)).output.split(separator: "\n")
        #expect(
            lines[0] == "| TRACE | DURATION | COST | FATAL | NAME | BEGAN IN | MESSAGE | HOW FAR |"
                && lines[1].hasPrefix("| :-- | --: | --: |"))
        #expect(lines[2].hasPrefix("| 00000000000000a1 | 100ms | 60.0ms |  | gateway: POST /orders |"))
        #expect(lines.contains { $0.hasPrefix("COST: ") })
    }

    @Test func `the text says where failures began, what was said and how far they went, in 80 columns`() throws {
        let folder = try TemporaryFolder()
        let run = try Binary.run("errors", "--ascii", try OrderTraces.file(in: folder))
        let expected = """
            00000000000000a1   100ms         gateway: POST /orders
              ! orders: create order  no stock
                goes no further: gateway: POST /orders is well
              without what failed it would take 60.0ms less
            1 trace has an HTTP 5xx that is not marked as an error: 00000000000000a1

            """
        #expect(run.output == expected)
        #expect(run.errors == "1 of 2 traces failed, not fatally\n")
        let storm = try Binary.run("errors", "--ascii", Self.retryStorm)
        let lines = storm.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 80 && $0.utf8.allSatisfy { $0 >= 0x20 } })
        #expect(lines.first?.hasPrefix("TRACES  SHARE  FATAL  BEGAN IN") == true)
        #expect(lines.contains { $0.hasPrefix("     4    80%") } && lines.contains { $0.contains("answered #: \"lock_timeout\"") })
        #expect(storm.errors == "5 of 8 traces failed, none of them fatally\n")
    }

    @Test func `what failures cost that the caller does not see is said, and not known where the root has failed`() throws {
        let storm = Places.samples.appendingPathComponent("retry-storm.json").path
        let traces = try Answer(Binary.run("errors", "--json", storm).output).objects("traces")
        let costs = traces.map { ($0["errorSavingNano"] as? Int, $0["durationNano"] as? Int ?? 0) }
        #expect(traces.allSatisfy { $0["reachesRoot"] as? Bool == false } && costs.allSatisfy { ($0.0 ?? -1) > 0 && $0.0 ?? 0 <= $0.1 })
        #expect(try Binary.run("errors", storm).output.contains("  without what failed it would take "))
        let fatal = try Answer(Binary.run("errors", "--json", Places.samples.appendingPathComponent("checkout.json").path).output)
        #expect(try fatal.objects("traces").allSatisfy { $0["errorSavingNano"] is NSNull })
    }

    @Test func `in Markdown each kind of failure is a row`() throws {
        let run = try Binary.run("errors", "--markdown", Places.samples.appendingPathComponent("checkout.json").path)
        #expect(run.output.hasPrefix("| TRACE | DURATION | COST | FATAL | NAME | BEGAN IN | MESSAGE | HOW FAR |\n"))
        #expect(run.output.contains("Your card was declined: insufficient\\_funds") && run.output.contains("reaches the root: "))
    }

    @Test func `nobody of that name is an answer of no, and no failure is none`() throws {
        let folder = try TemporaryFolder()
        let file = try OrderTraces.file(in: folder)
        let unknown = try Binary.run("errors", "--service", "nobody", file)
        #expect(unknown.status == 1 && unknown.errors.contains("no service is called \"nobody\"") && unknown.output.isEmpty)
        let well = try Binary.run("errors", "--max-duration", "50ms", file)
        #expect(well.status == 0 && well.output.isEmpty && well.errors == "nothing failed in 1 trace\n")
        let nothing = try Answer(Binary.run("errors", "--json", "--max-duration", "50ms", file).output)
        #expect(try nothing.objects("traces").isEmpty && nothing.objects("groups").isEmpty && nothing["matched"] as? Int == 0)
    }
}
