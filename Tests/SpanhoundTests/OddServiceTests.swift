import Foundation
import TestSupport
import Testing

/// Input that has nothing to measure, or nothing sensible: what is not known is null and a word, never a number.
@Suite struct OddServiceTests {
    /// Traces in Jaeger's JSON: each of spans of a service ("" = none named), a duration in microseconds (nil = none given), and
    /// whether it failed.
    private static func text(_ spans: [(service: String, duration: Int?, failed: Bool)]) -> String {
        let traces = spans.enumerated().map { index, span in
            let process = span.service.isEmpty ? "{}" : #"{"p1":{"serviceName":"\#(span.service)","tags":[]}}"#
            let duration = span.duration.map { #","duration":\#($0)"# } ?? ""
            let tags = span.failed ? #"{"key":"error","type":"bool","value":true}"# : ""
            return #"""
                {"traceID":"\#(index + 1)","processes":\#(process),"spans":[{"traceID":"\#(index + 1)","spanID":"1","operationName":"op",
                "references":[],"startTime":1700000000000000\#(duration),"processID":"p1","tags":[\#(tags)],"logs":[]}]}
                """#
        }
        return #"{"data":[\#(traces.joined(separator: ","))]}"#
    }

    /// Answers of all three commands in every form; what each ends with.
    private func run(_ service: String, _ spans: [(service: String, duration: Int?, failed: Bool)]) throws -> [String: Command] {
        let folder = try TemporaryFolder()
        let file = try folder.file("odd.json", Self.text(spans)).path
        var results: [String: Command] = [:]
        for command in [
            ["performance", "--service", service], ["report"], ["report", "--service", service], ["slow", "--threshold", "1us"],
        ] {
            for form in [[], ["--json"], ["--markdown"]] {
                let run = try Binary.run(command + form + [file])
                let text = run.output.lowercased()
                #expect(!text.contains("nan") || text.replacing("nano", with: "").firstRange(of: "nan") == nil, "\(command) \(form)")
                #expect(text.firstRange(of: "inf") == nil && run.errors.lowercased().firstRange(of: "nan") == nil, "\(command) \(form)")
                results[(command.prefix(1) + command.dropFirst(2).prefix(command[0] == "report" ? 1 : 0) + form).joined(separator: " ")] =
                    run
            }
        }
        return results
    }

    private func report(_ run: Command?) throws -> [String: Any] {
        let reports = try answer(run).objects("services")
        return try #require(reports.first)
    }

    private func answer(_ run: Command?) throws -> Answer {
        let run = try #require(run)
        return try Answer(run.output)
    }

    @Test func `a file without traces is none, whatever is asked about it`() throws {
        for (command, run) in try run("a", []) {
            #expect(run.status == 3 && run.output.isEmpty && run.errors.contains("not a trace file"), "\(command)")
        }
    }

    @Test func `one trace is enough for numbers, all of which rest on few values`() throws {
        let found = try run("a", [("a", 5_000, false)])
        let report = try report(found["report --json"])
        let health = try #require(report["health"] as? [String: Double])
        #expect(health["score"] == 100 && found["slow"]?.errors == "1 of 1 trace took 1.00µs or more\n")
        let answer = try answer(found["performance --json"])
        #expect((answer["entryLatency"] as? [String: Any])?["fewSamples"] as? [String] == ["p50", "p90", "p95", "p99"])
    }

    @Test func `spans that name no service are one without a name`() throws {
        let found = try run("", [("", 5_000, true), ("", 7_000, false)])
        #expect(try report(found["report --json"])["service"] as? String == "")
        #expect(found["report"]?.output.contains("(no service)") == true && found["performance"]?.output.contains("(no service)") == true)
        #expect(try answer(found["performance --json"])["serviceErrorRate"] as? Double == 0.5)
    }

    @Test func `durations that are missing make no score, negative and zero ones no latency`() throws {
        let missing = try report(try run("a", [("a", nil, true)])["report --json"])
        #expect(missing["health"] is NSNull && (missing["performance"] as? [String: Any])?["serviceErrorRate"] as? Double == 1)
        for durations in [[-5_000, -1], [0, 0]] {
            let found = try run("a", durations.map { ("a", $0, false) })
            let report = try report(found["report --json"])
            let performance = try #require(report["performance"] as? [String: Any])
            let entry = try #require(performance["entryLatency"] as? [String: Any])
            #expect(entry["maxNano"] as? Int == 0 && entry["minNano"] as? Int == 0 && entry["count"] as? Int == 2)
            #expect(performance["criticalPathNano"] as? Int == 0)
            let operation = try #require((performance["operations"] as? [[String: Any]])?.first)
            #expect(operation["criticalShare"] is NSNull && operation["meanSelfNano"] as? Int == 0)
            #expect(found["slow"]?.output.isEmpty == true && found["slow"]?.errors.contains("took 0ns") == true)
        }
    }

    @Test func `when everything fails the score is what errors leave of it`() throws {
        let found = try run("a", (0..<30).map { _ in ("a", 2_000, true) })
        let report = try report(found["report a --json"])
        let health = try #require(report["health"] as? [String: Double])
        #expect(health["score"] == 65 && health["errorPenalty"] == 20 && health["errorTracePenalty"] == 15)
        #expect(found["report"]?.output.contains("65 of 100") == true)
    }
}
