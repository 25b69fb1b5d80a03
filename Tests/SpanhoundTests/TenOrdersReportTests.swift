import Foundation
import TestSupport
import Testing

/// The worked example of the shared fixtures: `report` has every number that was worked out by hand.
@Suite struct TenOrdersReportTests {
    private static let folder = Places.fixtures.appendingPathComponent("real/guide-acceptance")
    /// What is expected, key by key; each has its check below.
    private static let keys: Set<String> = [
        "service", "traces", "trace_duration", "service_entry_latency", "service_error_rate_percent", "trace_error_rate_percent_any_span",
        "trace_error_rate_percent_root", "non_fatal_error_traces", "http_5xx_without_error_tag", "operations", "slow_traces_ge_800ms",
        "error_traces", "dependencies", "critical_path_ms_all_traces", "critical_path_ms_sum", "health", "health_curve",
    ]

    private struct Example {
        let expected: [String: Any], report: [String: Any]
        var performance: [String: Any] { report["performance"] as? [String: Any] ?? [:] }

        func object(_ key: String) throws -> [String: Any] { try #require(expected[key] as? [String: Any], "\(key)") }
    }

    /// Nil where the fixtures are absent.
    private func example() throws -> Example? {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: the report on the worked example was not compared.")
            return nil
        }
        let data = try Data(contentsOf: Self.folder.appendingPathComponent("expected_ten_orders.json"))
        let expected = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(expected.keys) == Self.keys)
        let input = Self.folder.appendingPathComponent("ten_orders.json").path
        let run = try Binary.run("report", "--service", "orders", "--threshold", "800ms", "--json", input)
        #expect(run.status == 0 && run.errors.isEmpty)
        let reports = try Answer(run.output).objects("services")
        #expect(reports.count == 1 && reports[0]["service"] as? String == expected["service"] as? String)
        return Example(expected: expected, report: reports[0])
    }

    /// The measured values of ours under the names that the example has for them.
    private func measures(_ found: Any?) -> [String: Double] {
        let found = found as? [String: Any] ?? [:]
        let names = [
            "minNano": "min_ms", "maxNano": "max_ms", "meanNano": "avg_ms", "p50Nano": "p50_ms", "p95Nano": "p95_ms", "p99Nano": "p99_ms",
        ]
        var result = ["count": (found["count"] as? Double) ?? -1]
        for (ours, theirs) in names { result[theirs] = ((found[ours] as? Double) ?? -1) / 1e6 }
        return result
    }

    private func ids(_ texts: Any?) -> [String] { (texts as? [String] ?? []).map { String($0.drop { $0 == "0" }) } }

    @Test func `durations, latencies and error rates`() throws {
        guard let example = try example() else { return }
        let performance = example.performance
        #expect(performance["traces"] as? Int == example.expected["traces"] as? Int)
        #expect(try measures(performance["traceDuration"]) == example.object("trace_duration") as? [String: Double])
        #expect(try measures(performance["entryLatency"]) == example.object("service_entry_latency") as? [String: Double])
        for (ours, theirs) in [
            ("serviceErrorRate", "service_error_rate_percent"), ("traceErrorRate", "trace_error_rate_percent_any_span"),
            ("fatalErrorRate", "trace_error_rate_percent_root"),
        ] {
            #expect((performance[ours] as? Double).map { $0 * 100 } == example.expected[theirs] as? Double, "\(theirs)")
        }
    }

    @Test func operations() throws {
        guard let example = try example() else { return }
        let found = try #require(example.performance["operations"] as? [[String: Any]]), expected = try example.object("operations")
        #expect(Set(found.compactMap { $0["name"] as? String }) == Set(expected.keys) && found.count == expected.count)
        for operation in found {
            var measured = measures(operation)
            measured["errors"] = operation["errors"] as? Double
            measured["error_rate_percent"] = (operation["errorRate"] as? Double).map { $0 * 100 }
            measured["self_avg_ms"] = (operation["meanSelfNano"] as? Double).map { $0 / 1e6 }
            #expect(measured == expected[operation["name"] as? String ?? ""] as? [String: Double])
        }
    }

    @Test func `slow and failed traces`() throws {
        guard let example = try example() else { return }
        let slow = try #require(example.report["slowTraces"] as? [[String: Any]])
        let expected = try #require(example.expected["slow_traces_ge_800ms"] as? [[String: Any]])
        #expect(slow.count == expected.count && slow.count == example.report["slowTraceCount"] as? Int)
        for (found, known) in zip(slow, expected) {
            #expect(ids([found["traceID"] ?? ""]) == ids([known["traceID"] ?? ""]))
            #expect((found["durationNano"] as? Double).map { $0 / 1e6 } == known["duration_ms"] as? Double)
            #expect(found["rootService"] as? String == known["root_service"] as? String)
            #expect(
                found["rootOperation"] as? String == known["root_operation"] as? String && found["spans"] as? Int == known["spans"] as? Int)
            #expect((found["services"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == known["services"] as? [String])
        }

        let failed = try #require(example.report["errorTraces"] as? [[String: Any]])
        let known = try #require(example.expected["error_traces"] as? [[String: Any]])
        // Ours come gravest first.
        #expect(failed.map { $0["reachesRoot"] as? Bool } == [true, false] && failed.count == known.count)
        for trace in failed {
            let known = try #require(known.first { ids([$0["traceID"] ?? ""]) == ids([trace["traceID"] ?? ""]) })
            let errors = try #require(trace["errors"] as? [[String: Any]])
            #expect(errors.compactMap { $0["operation"] as? String } == known["error_spans"] as? [String])
            let origins = errors.filter { $0["role"] as? String == "origin" }
            #expect(origins.compactMap { $0["operation"] as? String } == known["origins"] as? [String])
            #expect(trace["reachesRoot"] as? Bool == known["reaches_root"] as? Bool)
        }
        #expect(ids(example.report["nonFatal"]) == ids(example.expected["non_fatal_error_traces"]))
        #expect(ids(example.report["http5xxWithoutErrorTag"]) == ids(example.expected["http_5xx_without_error_tag"]))
    }

    @Test func `dependencies both ways`() throws {
        guard let example = try example() else { return }
        let edges = try #require(example.report["dependencies"] as? [[String: Any]])
        var found: [String: [String: [String: Double]]] = ["downstream": [:], "upstream": [:]]
        for edge in edges {
            let isCall = edge["caller"] as? String == "orders"
            let other = try #require(edge[isCall ? "callee" : "caller"] as? String)
            var numbers = ["calls": edge["calls"] as? Double ?? -1, "errors": edge["errors"] as? Double ?? -1]
            for (ours, theirs) in [("meanCalleeNano", "avg_callee_ms"), ("meanCallerNano", "avg_caller_ms"), ("meanGapNano", "avg_gap_ms")]
            {
                numbers[theirs] = (edge[ours] as? Double).map { $0 / 1e6 }
            }
            found[isCall ? "downstream" : "upstream"]?[other] = numbers
        }
        #expect(try found == example.object("dependencies") as? [String: [String: [String: Double]]])
    }

    @Test func `critical path and health`() throws {
        guard let example = try example() else { return }
        let path = try #require(example.report["criticalPath"] as? [String: Any])
        #expect((path["totalNano"] as? Double).map { $0 / 1e6 } == example.expected["critical_path_ms_sum"] as? Double)
        var found: [String: Double] = [:]
        for operation in try #require(path["operations"] as? [[String: Any]]) {
            found["\(operation["service"] ?? "") / \(operation["operation"] ?? "")"] = (operation["nano"] as? Double).map { $0 / 1e6 }
        }
        #expect(try found == example.object("critical_path_ms_all_traces") as? [String: Double])

        let health = try #require(example.report["health"] as? [String: Double]), expected = try example.object("health")
        #expect(health["score"] == expected["score"] as? Double)
        #expect(health["errorPenalty"] == 20 && health["latencyPenalty"] == 0 && health["slowPenalty"] == 0)
        #expect(health["errorTracePenalty"] == 12)
        #expect(health["serviceErrorRate"].map { $0 * 100 } == expected["service_error_rate_percent"] as? Double)
        #expect(health["p95Nano"].map { $0 / 1e6 } == expected["entry_p95_ms"] as? Double)
        #expect(health["slowShare"] == expected["slow_share_over_1000ms"] as? Double)
        #expect(health["errorTraceShare"] == expected["error_trace_share"] as? Double)
    }
}
