import Foundation
import TestSupport
import Testing
import TraceModel
import TraceSources

/// The same traces in two formats.
@Suite struct OTLPPairTests {
    private func load(_ path: String) throws -> Snapshot {
        try FileLoader(paths: [Places.fixtures.appendingPathComponent(path).path]).load()
    }

    /// A line a span in display order: what both formats can tell, times and durations in microseconds.
    private func outline(_ snapshot: Snapshot) -> [String] {
        snapshot.traces.map { snapshot[$0] }.flatMap { trace in
            (0..<trace.spanCount).map { position in
                let span = trace.span(at: position)
                let start = span.start.map { $0 / 1000 } ?? -1
                return
                    "\(trace.idText) \(trace.level(of: position)) \(span.idText) \(span.service)/\(span.name) \(start)+\(span.duration / 1000) \(span.kind) \(span.isError) \(span.events.count)"
            }
        }
    }

    @Test(arguments: ["authenticate_error", "pushbytes"])
    func `a trace of Perses is the same in OTLP and Jaeger's form`(_ name: String) throws {
        guard Places.hasFixtures else { return }
        let otlp = try load("real/perses/\(name)_otlp.json"), jaeger = try load("real/perses/\(name)_jaeger.json")
        #expect(outline(otlp).count == 3)
        #expect(outline(otlp) == outline(jaeger))
    }

    @Test func `what Jaeger answers for a request is what the request holds`() throws {
        guard Places.hasFixtures else { return }
        let otlp = try load("formats/query-transform/otlp2jaeger-in.json"),
            jaeger = try load("formats/query-transform/otlp2jaeger-out.json")
        #expect(outline(otlp).count == 2)
        #expect(outline(otlp) == outline(jaeger))
    }

    @Test(arguments: ["pushbytes.json.gz", "pushbytes.json.zst", "pushbytes.utf16le.json", "pushbytes.pb", "pushbytes.pb.zst"])
    func `a trace is the same however it was written`(_ name: String) throws {
        guard Places.hasFixtures else { return }
        #expect(try outline(load("formats/otlp-binary/\(name)")) == outline(load("real/perses/pushbytes_otlp.json")))
    }

    @Test func `answers of Jaeger's third API are traces where they hold some`() throws {
        guard Places.hasFixtures else { return }
        for name in ["FindTraces", "GetTrace"] {
            let snapshot = try load("formats/query-apiv3-snapshots/\(name).json")
            #expect(snapshot.spanCount == 1)
            #expect(snapshot[snapshot.traces[0]].span(at: 0).isError)
        }
        for name in ["FindTraceSummaries", "GetServices", "GetOperations"] {
            #expect(throws: InputError.self, "\(name)") { try load("formats/query-apiv3-snapshots/\(name).json") }
        }
    }

    @Test func `traces of Jaeger's storage tests keep scopes, links and trace states`() throws {
        guard Places.hasFixtures else { return }
        for (name, spans) in [("otel_traces_01", 4), ("db_traces_01", 2), ("db_traces_02", 2)] {
            let snapshot = try load("formats/storage-v2-memory/\(name).json")
            #expect(snapshot.spanCount == spans, "\(name)")
            for row in snapshot.traces {
                for position in 0..<snapshot[row].spanCount {
                    let span = snapshot[row].span(at: position)
                    #expect(span.resource.scope?.name.hasPrefix("testing-library") == true, "\(name)")
                    #expect(span.links.count == 2, "\(name)")
                    #expect(span.attributes["w3c.tracestate"] != nil, "\(name)")
                }
            }
        }
    }

    @Test func `a file of logs or metrics is refused as what it is`() throws {
        guard Places.hasFixtures else { return }
        for name in ["logs", "metrics"] {
            let error = #expect(throws: InputError.self) { try load("formats/otlp-proto-examples/\(name).json") }
            #expect(error.map { "\($0)" }?.contains(name) == true)
        }
        #expect(try load("formats/otlp-proto-examples/trace.json").spanCount == 1)
    }

    @Test func `a document of Jaeger's storage tells what the model's converter tells`() throws {
        guard Places.hasFixtures else { return }
        let snapshot = try load("formats/jaeger-model-converter/es_01.json")
        let span = snapshot[snapshot.traces[0]].span(at: 0)
        #expect(span.attributes["blob"] == .bytes([0, 0, 0x30, 0x39]))
        #expect(span.attributes["temperature"] == .double(72.5))
        #expect(span.isError)
        #expect(span.namedParentID == SpanID(3))
        #expect(span.links.count == 3)
    }
}
