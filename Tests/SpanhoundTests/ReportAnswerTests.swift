import Foundation
import TestSupport
import Testing

/// `report` as it answers from files, and its gate.
@Suite struct ReportAnswerTests {
    private static let sample = Places.samples.appendingPathComponent("checkout.json").path

    @Test func `the keys of the contract stand in their order, with everything about a service`() throws {
        let folder = try TemporaryFolder()
        let run = try Binary.run("report", "--json", "--service", "orders", try OrderTraces.file(in: folder))
        #expect(run.status == 0 && run.errors.isEmpty)
        let answer = try Answer(run.output)
        #expect(
            answer["schemaVersion"] as? Int == 1
                && (answer["generatedAt"] as? String).flatMap { Int64($0) } ?? 0 > 1_700_000_000_000_000_000)
        let report = try #require(answer.objects("services").first)
        var rest = run.output[...]
        for name in ["generatedAt", "services", "service", "performance", "slowTraces", "errorTraces", "dependencies", "health"] {
            let range = try #require(rest.range(of: "\"\(name)\":"), "\(name) is missing or out of order")
            rest = rest[range.upperBound...]
        }
        let health = try #require(report["health"] as? [String: Any])
        #expect(health["score"] as? Double == 65 && health["errorPenalty"] as? Double == 20 && health["latencyPenalty"] as? Double == 0)
        #expect(health["slowPenalty"] as? Double == 0 && health["errorTracePenalty"] as? Double == 15)
        let failed = try #require(report["errorTraces"] as? [[String: Any]])
        let errors = try #require(failed.first?["errors"] as? [[String: Any]])
        #expect(failed.count == 1 && failed[0]["reachesRoot"] as? Bool == false && errors[0]["message"] as? String == "no stock")
        let edges = try #require(report["dependencies"] as? [[String: Any]])
        #expect(edges.map { $0["caller"] as? String } == ["gateway"])
        #expect(report["nonFatal"] as? [String] == ["00000000000000a1"] && report["slowTraceCount"] as? Int == 0)
        #expect(report["http5xxWithoutErrorTag"] as? [String] == ["00000000000000a1"])
    }

    @Test func `a report on a service says what performance, slow and errors say of it`() throws {
        let performance = try Answer(Binary.run("performance", "--json", "--service", "order-service", Self.sample).output)
        let answer = try Answer(Binary.run("report", "--json", "--service", "order-service", "--threshold", "200ms", Self.sample).output)
        let report = try #require(answer.objects("services").first)
        let own = try #require(report["performance"] as? [String: Any])
        for key in performance.keys.subtracting(["schemaVersion", "entryHistogram"]) {
            #expect((own[key] as? NSObject) == (performance[key] as? NSObject), "\(key)")
        }
        let slow = try Answer(Binary.run("slow", "--json", "--service", "order-service", "--threshold", "200ms", Self.sample).output)
        #expect(NSArray(array: try #require(report["slowTraces"] as? [Any])) == NSArray(array: try slow.objects("traces")))
        let errors = try Answer(Binary.run("errors", "--json", "--service", "order-service", Self.sample).output)
        #expect(NSArray(array: try #require(report["errorTraces"] as? [Any])) == NSArray(array: try errors.objects("traces")))
        let edges = try Answer(Binary.run("dependencies", "--json", "--service", "order-service", Self.sample).output)
        #expect(NSArray(array: try #require(report["dependencies"] as? [Any])) == NSArray(array: try edges.objects("edges")))
    }

    @Test func `all services are told of by name, or those that are named, each once`() throws {
        func services(_ arguments: String...) throws -> [String?] {
            try Answer(Binary.run(["report", "--json"] + arguments + [Self.sample]).output).objects("services").map {
                $0["service"] as? String
            }
        }
        let all = try services()
        #expect(all == ["api-gateway", "notification-service", "order-service", "payment-service", "user-service"])
        #expect(
            try services("--service", "user-service", "--service", "api-gateway", "--service", "user-service") == [
                "api-gateway", "user-service",
            ])
        #expect(try Binary.run("report", "--service", "api-gateway", "--service", "nobody", Self.sample).status == 1)
    }

    @Test func `the gate is shut when any service has fewer points, with JSON as well, and names them`() throws {
        for flags in [[], ["--json"], ["--markdown"]] {
            let shut = try Binary.run(["report", "--fail-under", "80"] + flags + [Self.sample])
            #expect(
                shut.status == 1 && !shut.output.isEmpty && shut.errors.contains("health under 80: payment-service (71.4), order-service"))
            #expect(!shut.errors.contains("user-service"))
            #expect(try Binary.run(["report", "--fail-under", "70"] + flags + [Self.sample]).status == 0)
        }
        #expect(try Binary.run("report", "--fail-under", "101", Self.sample).status == 2)
    }

    @Test func `a service without a score passes the gate, which is said, and its health is null`() throws {
        let run = try Binary.run(
            "report", "--json", "--fail-under", "100", "--service", "user-service", "--min-duration", "10h", Self.sample)
        #expect(run.status == 0 && run.errors.contains("too little is known of user-service for a score"))
        let report = try #require(Answer(run.output).objects("services").first)
        #expect(report["health"] is NSNull && (report["slowTraces"] as? [Any])?.isEmpty == true)
        let text = try Binary.run("report", "--service", "user-service", "--min-duration", "10h", Self.sample)
        #expect(text.status == 0 && text.output.contains("too little is known for a score") && !text.output.lowercased().contains("nan"))
        let nothing = try Binary.run("report", "--fail-under", "100", "--min-duration", "10h", Self.sample)
        #expect(nothing.status == 0 && nothing.output.isEmpty && nothing.errors == "no trace matches\n")
    }

    @Test func `the least healthy comes first, each term is shown, and nothing is wider than 80 columns`() throws {
        let run = try Binary.run("report", "--ascii", Self.sample)
        let lines = run.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 80 && $0.utf8.allSatisfy { $0 < 0x7f } })
        #expect(lines[1].hasPrefix("payment-service") && lines[2].hasPrefix("order-service"))
        #expect(lines.contains("  fail 14% (-20), p95 516ms~ (0), over 1s 0% (0), error traces 14% (-8.6)"))
        let markdown = try Binary.run("report", "--markdown", "--service", "payment-service", Self.sample).output
        #expect(markdown.hasPrefix("# Services by health\n\n| SERVICE | HEALTH |") && markdown.contains("## payment-service: 71.4 of 100"))
        #expect(markdown.contains("| calls that fail | 14% | -20 |"))
    }

    @Test func `what costs no points can be set, changes the scores, and is told`() throws {
        func health(_ arguments: String...) throws -> (answer: Answer, [String: Double]) {
            let run = try Binary.run(["report", "--json", "--service", "payment-service"] + arguments + [Self.sample])
            #expect(run.status == 0, "\(run.errors)")
            let answer = try Answer(run.output)
            return (answer, try #require(answer.objects("services").first?["health"] as? [String: Double]))
        }
        let (plain, usual) = try health()
        let targets = ["latencyTargetNano", "errorTarget", "slowTarget", "errorTraceTarget"]
        #expect(targets.map { plain[$0] as? Double } == [1_000_000_000, 0.01, 0, 0])
        let failing = try #require(usual["serviceErrorRate"]), inTraces = try #require(usual["errorTraceShare"])
        let (answer, moved) = try health("--error-target", "12.5%", "--error-trace-target", "10", "--latency-target", "200ms")
        #expect(targets.map { answer[$0] as? Double } == [200_000_000, 0.125, 0, 0.1])
        #expect(abs(try #require(moved["errorPenalty"]) - 500 * (failing - 0.125)) < 1e-3 && failing > 0.14 && failing < 0.15)
        #expect(abs(try #require(moved["errorTracePenalty"]) - 60 * (inTraces - 0.1)) < 1e-3 && inTraces > 0.1)
        let slow = try #require(moved["slowShare"]), slowPenalty = try #require(moved["slowPenalty"])
        #expect(slow > 0 && slowPenalty > 0)
        let (_, tolerant) = try health("--slow-target", "\(100 * slow)", "--latency-target", "200ms")
        #expect(tolerant["slowPenalty"] == 0 && tolerant["errorPenalty"] == 20)
    }

    @Test func `targets that are not the usual ones are said in one line, and no others`() throws {
        let flags = ["--latency-target", "200ms", "--error-target", "12%", "--slow-target", "0.5", "--error-trace-target", "99%"]
        let run = try Binary.run(["report"] + flags + [Self.sample])
        let line = "tolerated: a p95 of 200ms, 12% failing calls, 0.5% slow calls, 99% error traces"
        #expect(line.count <= 80 && run.output.contains("\n\(line)\n"))
        #expect(try Binary.run(["report", "--markdown"] + flags + [Self.sample]).output.contains("\n\n\(line)\n\n## "))
        #expect(try Binary.run("report", "--slow-target", "3", Self.sample).output.contains("\ntolerated: 3.0% slow calls\n"))
        #expect(try !Binary.run("report", "--error-target", "1%", Self.sample).output.contains("tolerated"))
        // What is tolerated opens the gate.
        let gate = ["report", "--fail-under", "80", "--service", "payment-service", Self.sample]
        #expect(try Binary.run(gate).status == 1 && Binary.run(gate + ["--error-target", "15%"]).status == 0)
    }

    @Test(arguments: ["--error-target", "--slow-target", "--error-trace-target"])
    func `a target that is no share is wrong usage, with what it should be`(option: String) throws {
        for wrong in ["often", "-1", "101%", "nan", "%"] {
            let run = try Binary.run("report", "\(option)=\(wrong)", Self.sample)
            #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("'\(option) <percent>'"), "\(run.errors)")
        }
        #expect(try Binary.run("help", "report").output.contains("\(option) <percent>"))
        #expect(try Binary.run("report", "--latency-target", "0ms", Self.sample).errors.contains("--latency-target must be above 0"))
    }
}
