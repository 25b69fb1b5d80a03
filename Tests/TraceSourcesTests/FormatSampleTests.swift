import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// The files of `Samples/formats/`: each is told by its content, and says what it should.
@Suite struct FormatSampleTests {
    static func load(_ name: String) throws -> Snapshot {
        try FileLoader(paths: [Places.samples.appendingPathComponent(name).path]).load()
    }

    /// The spans of every trace in display order, as far as all formats can tell them.
    static func outline(_ snapshot: Snapshot) -> [String] {
        snapshot.traces.flatMap { row in
            let trace = snapshot[row]
            return (0..<trace.spanCount).map { position in
                let span = trace.span(at: position)
                let mark = span.facts.isError ? "error" : "ok"
                return "\(trace.idText) \(span.id.hex) \(trace.level(of: position)) \(span.resource.service) \(span.name) "
                    + "\(span.facts.kind.name) \(span.start ?? -1) \(span.duration) \(mark)"
            }
        }
    }

    @Test(
        "One trace of four spans, in every form that is read but not written, is the same trace",
        arguments: [
            ("data-prepper.ndjson", "opensearch-otel"), ("elasticsearch-bulk.ndjson", "jaeger-es"), ("jaeger-v3.json", "otlp-json"),
            ("tempo.json", "tempo-json"), ("utf-16.json", "jaeger-json"), ("zipkin-v1.json", "zipkin-v1"),
        ])
    func sameTrace(name: String, format: String) throws {
        let snapshot = try Self.load("formats/" + name)
        #expect(snapshot.sources.map(\.format) == [format])
        #expect(snapshot.sources[0].diagnostics.entries.isEmpty)
        #expect(Self.outline(snapshot) == (try Self.outline(Self.load("formats/jaeger-v3.json"))))
        #expect(snapshot.spanCount == 4 && snapshot.traces.count == 1)
        #expect(Self.outline(snapshot).last?.hasSuffix("cart SELECT carts client 1767603600020000000 80000000 error") == true)
    }

    @Test("A trace that stands under each of its services is read twice, which is said, and is one trace")
    func keyedByService() throws {
        let snapshot = try Self.load("formats/keyed-by-service.json")
        #expect(snapshot.spanCount == 8 && snapshot.traces.count == 1)
        let findings = snapshot.sources[0].diagnostics.entries
        #expect(findings.contains { $0.code == .duplicateSpanID && $0.count == 4 })
    }

    @Test(
        "Two traces, in every form that is written, are the same traces",
        arguments: [
            ("zipkin-v2.json", "zipkin-v2", nil), ("otlp.jsonl", "otlp-json", nil), ("otlp.jsonl.zst", "otlp-json", "zstd"),
            ("otlp.pb", "otlp-protobuf", nil),
        ] as [(String, String, String?)])
    func sameTraces(name: String, format: String, compression: String?) throws {
        let snapshot = try Self.load("formats/" + name), whole = try Self.load("checkout.json")
        #expect(snapshot.sources.map(\.format) == [format] && snapshot.sources.map(\.compression) == [compression])
        let outline = Self.outline(snapshot)
        #expect(snapshot.traces.count == 2 && !outline.isEmpty)
        // Ten traces begin with the first two.
        let ids = Set(snapshot.traces.map { snapshot[$0].idText })
        #expect(ids.isSubset(of: whole.traces.map { whole[$0].idText }))
        #expect(Self.microseconds(snapshot) == Self.microseconds(whole, only: ids))
    }

    /// Names and whole microseconds, which all four formats keep.
    private static func microseconds(_ snapshot: Snapshot, only ids: Set<String>? = nil) -> [String: [String]] {
        var outlines: [String: [String]] = [:]
        for row in snapshot.traces {
            let trace = snapshot[row]
            if let ids, !ids.contains(trace.idText) { continue }
            outlines[trace.idText] = (0..<trace.spanCount).map { position in
                let span = trace.span(at: position)
                return "\(span.id.hex) \(trace.level(of: position)) \(span.resource.service) \(span.name) \((span.start ?? -1) / 1000)"
            }
        }
        return outlines
    }
}
