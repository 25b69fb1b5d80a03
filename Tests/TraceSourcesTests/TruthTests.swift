import Foundation
import TestSupport
import Testing
import TraceModel
import TraceSources

/// What the shared fixtures say of one file.
struct Truth: Decodable {
    let format: String
    let spans: Int
    let traces: Int
    let services: Int?
    let operations: Int?
    let errorSpans: Int?
    let errorTraces: Int?
    let roots: Int?
    let orphans: Int?
    let multiRootTraces: Int?
    let dupSpanIds: Int?
    let events: Int?
    let maxSpansInATrace: Int?
    let depth: Int?
    let maxFanout: Int?
    let negativeDuration: Int?
    let traceDurationNs: Durations?

    struct Durations: Decodable {
        let min: Int64
        let max: Int64
        let sum: Int64
    }
}

@Suite struct TruthTests {
    static let files: [(path: String, truth: Truth)] = {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: the truth tests did not run.")
            return []
        }
        let url = Places.fixtures.appendingPathComponent("real/truth.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let data = try? Data(contentsOf: url), let truth = try? decoder.decode([String: Truth].self, from: data) else {
            Issue.record("truth.json cannot be read")
            return []
        }
        return truth.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }()

    @Test func `every Jaeger file of the fixtures gives the counts told for it`() throws {
        let jaeger = Self.files.filter {
            $0.truth.format.hasPrefix("jaeger-json") || $0.truth.format == "jaeger-ui span list" || $0.truth.format == "jaeger-es"
        }
        #expect(jaeger.count >= 40 || !Places.hasFixtures)
        for (path, truth) in jaeger { try check(path, truth) }
    }

    @Test func `every OTLP and Tempo file of the fixtures gives the counts told for it`() throws {
        let otlp = Self.files.filter { $0.truth.format == "otlp-json" || $0.truth.format == "tempo-batches" }
        #expect(otlp.count == 19 || !Places.hasFixtures)
        for (path, truth) in otlp { try check(path, truth) }
    }

    @Test func `every Zipkin file of the fixtures gives the counts told for it`() throws {
        let zipkin = Self.files.filter { $0.truth.format == "zipkin-v2" }
        #expect(zipkin.count == 8 || !Places.hasFixtures)
        for (path, truth) in zipkin { try check(path, truth) }
    }

    private func check(_ path: String, _ truth: Truth) throws {
        let file = Places.fixtures.appendingPathComponent("real/\(path)").path
        let snapshot = try FileLoader(paths: [file]).load()
        let traces = snapshot.traces.map { snapshot[$0] }
        let spans = traces.flatMap { trace in (0..<trace.spanCount).map { trace.span(at: $0) } }
        let operations = Set(spans.map { "\($0.service)\u{0}\($0.name)" })
        func total(_ part: (Trace) -> Int) -> Int { traces.map(part).reduce(0, +) }
        let found: [(String, Int, Int?)] = [
            ("spans", snapshot.spanCount, truth.spans), ("traces", traces.count, truth.traces),
            ("services", Set(spans.map(\.service)).count, truth.services), ("operations", operations.count, truth.operations),
            ("error spans", total(\.errorSpans), truth.errorSpans),
            ("error traces", traces.filter { $0.errorSpans > 0 }.count, truth.errorTraces),
            ("roots", total(\.rootSpans), truth.roots), ("orphans", total(\.orphanSpans), truth.orphans),
            ("several roots", traces.filter { $0.trees > 1 }.count, truth.multiRootTraces),
            ("duplicate ids", total(\.duplicateSpanIDs), truth.dupSpanIds),
            ("events", spans.map(\.events.count).reduce(0, +), truth.events),
            ("largest trace", traces.map(\.spanCount).max() ?? 0, truth.maxSpansInATrace),
            ("depth", traces.map(\.depth).max() ?? 0, truth.depth), ("fan-out", traces.map(\.maxFanOut).max() ?? 0, truth.maxFanout),
            ("negative", spans.filter { $0.duration < 0 }.count, truth.negativeDuration),
        ]
        for (name, value, expected) in found where expected != nil { #expect(value == expected, "\(path): \(name)") }
        if let expected = truth.traceDurationNs {
            let durations = traces.compactMap(\.duration)
            #expect(durations.min() == expected.min, "\(path): shortest")
            #expect(durations.max() == expected.max, "\(path): longest")
            #expect(durations.reduce(0, +) == expected.sum, "\(path): sum")
        }
    }

    @Test func `what is no trace file is refused with a reason`() {
        for (path, truth) in Self.files where truth.format == "not-a-trace-file" || truth.format == "invalid" {
            // A single document of Jaeger's storage may be opened.
            if path == "jaeger/misc/es_01.json" { continue }
            let file = Places.fixtures.appendingPathComponent("real/\(path)").path
            #expect(throws: InputError.self, "\(path)") { try FileLoader(paths: [file]).load() }
        }
    }

    @Test func `a single document of Jaeger's storage is opened as the span it is`() throws {
        guard Places.hasFixtures else { return }
        let snapshot = try FileLoader(paths: [Places.fixtures.appendingPathComponent("real/jaeger/misc/es_01.json").path]).load()
        #expect(snapshot.spanCount == 1)
        #expect(snapshot[snapshot.traces[0]].name == "service-x: test-general-conversion")
    }

    @Test func `the guide's exports are three traces of five spans`() throws {
        guard Places.hasFixtures else { return }
        for name in ["jaeger.json", "jaeger-data-wrapped.json"] {
            let snapshot = try FileLoader(paths: [Places.fixtures.appendingPathComponent("guide/\(name)").path]).load()
            #expect(snapshot.traces.map { snapshot[$0].spanCount } == [5, 5, 5], "\(name)")
            #expect(snapshot.traces.allSatisfy { snapshot[$0].orphanSpans == 0 && snapshot[$0].depth == 3 }, "\(name)")
            #expect(Set(snapshot.traces.map { snapshot[$0].serviceCount }) == [5], "\(name)")
        }
    }
}
