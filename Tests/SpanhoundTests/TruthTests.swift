import Foundation
import TestSupport
import Testing

/// Real files of many tools, counted independently: `summary --json` must give the same counts.
@Suite struct TruthTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        let format: String
        let counts: [String: Int]
        let durations: [String: Int]

        var testDescription: String { path }
    }

    /// The name a count has in truth.json, and its key in the answer.
    static let keys = [
        "spans": "spans", "traces": "traces", "services": "services", "operations": "operations", "error_spans": "errorSpans",
        "error_traces": "errorTraces", "roots": "rootSpans", "orphans": "orphanSpans", "multi_root_traces": "multiRootTraces",
        "dup_span_ids": "duplicateSpanIDs", "events": "events", "links": "links", "max_spans_in_a_trace": "maxSpansInTrace",
        "depth": "maxDepth", "max_fanout": "maxFanOut", "zero_duration": "zeroDurationSpans",
        "negative_duration": "negativeDurationSpans",
    ]
    static let folder = Places.fixtures.appendingPathComponent("real")

    static let all: [Case] = {
        guard Places.hasFixtures, let data = try? Data(contentsOf: folder.appendingPathComponent("truth.json")),
            let files = try? JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
        else {
            print("not run: the shared fixtures are absent, so that no real files are compared with their counts")
            return []
        }
        return files.sorted { $0.key < $1.key }.map { path, facts in
            let counts = facts.compactMapValues { $0 as? Int }, durations = facts["trace_duration_ns"] as? [String: Int]
            return Case(path: path, format: facts["format"] as? String ?? "", counts: counts, durations: durations ?? [:])
        }
    }()
    static let jaeger = all.filter { $0.format.hasPrefix("jaeger-json") || $0.format == "jaeger-ui span list" || $0.format == "jaeger-es" }
    static let otlp = all.filter { $0.format == "otlp-json" || $0.format == "tempo-batches" }
    /// A single document of Jaeger's Elasticsearch storage may be opened, and is.
    static let refused = all.filter { ($0.format == "not-a-trace-file" || $0.format == "invalid") && !$0.path.hasSuffix("es_01.json") }

    @Test("There are files to compare, when there are fixtures")
    func notEmpty() {
        #expect(!Places.hasFixtures || (Self.jaeger.count >= 40 && Self.otlp.count == 19 && Self.refused.count >= 7))
    }

    /// The name of a format in the answer.
    private static func name(_ format: String) -> String {
        switch format {
        case "jaeger-es", "otlp-json": format
        case "tempo-batches": "tempo-json"
        default: "jaeger-json"
        }
    }

    @Test("A Jaeger or OTLP file gives every count that was counted independently", arguments: jaeger + otlp)
    func counts(file: Case) throws {
        let run = try Binary.run("summary", "--json", Self.folder.appendingPathComponent(file.path).path)
        #expect(run.status == 0, "\(run.errors)")
        let answer = try Answer(run.output)
        // Of a file without spans only that is told.
        let isEmpty = file.counts["spans"] == 0
        for (name, key) in Self.keys { #expect(answer[key] as? Int == file.counts[name] ?? (isEmpty ? 0 : nil), "\(key)") }
        let durations = try #require(answer["traceDuration"] as? [String: Any])
        for (name, nanoseconds) in file.durations { #expect(durations[name + "Nano"] as? Int == nanoseconds, "\(name)") }
        let files = try #require(answer["files"] as? [[String: Any]])
        #expect(files.count == 1 && files[0]["format"] as? String == Self.name(file.format))
        #expect(files[0]["compression"] as? String == (file.path.hasSuffix(".gz") ? "gzip" : nil))
    }

    @Test("What is no trace file is refused with a reason and its place, never shown as empty", arguments: refused)
    func refusals(file: Case) throws {
        let path = Self.folder.appendingPathComponent(file.path).path
        let run = try Binary.run("summary", "--json", path)
        #expect(run.status == 3)
        #expect(run.output.isEmpty)
        let error = try #require(try Answer(run.errors)["error"] as? [String: Any])
        #expect((error["code"] as? String)?.isEmpty == false)
        #expect((error["message"] as? String)?.contains(file.path) == true)
        #expect((error["place"] as? String)?.hasPrefix(path) == true)
    }
}
