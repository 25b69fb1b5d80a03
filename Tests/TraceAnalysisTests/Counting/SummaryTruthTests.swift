import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceSources

/// The summary of real files, against counts taken independently.
@Suite struct SummaryTruthTests {
    /// What the shared fixtures say of one file.
    struct Truth: Decodable {
        let format: String
        let spans, traces, services, operations, errorSpans, errorTraces, roots, orphans: Int?
        let multiRootTraces, dupSpanIds, links, events, maxSpansInATrace, depth, maxFanout: Int?
        let zeroDuration, negativeDuration: Int?
        let criticalPathNsTotal: Int64?
        let traceDurationNs: Durations?

        struct Durations: Decodable, Equatable {
            let min, p50, p90, p95, p99, max, sum: Int64
        }
    }

    static let jaegerFormats = ["jaeger-json", "jaeger-json (bare trace)", "jaeger-ui span list"]

    @Test("Every count of every real Jaeger file is the one that was counted independently")
    func agreesWithTruth() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: the summaries of real files were not compared.")
            return
        }
        let folder = Places.fixtures.appendingPathComponent("real")
        let data = try Data(contentsOf: folder.appendingPathComponent("truth.json"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let files = try decoder.decode([String: Truth].self, from: data).filter { Self.jaegerFormats.contains($0.value.format) }
        #expect(files.count >= 40)
        for (path, truth) in files.sorted(by: { $0.key < $1.key }) {
            let snapshot = try FileLoader(paths: [folder.appendingPathComponent(path).path]).load()
            compare(Summary(snapshot), truth, path)
        }
    }

    private func compare(_ summary: Summary, _ truth: Truth, _ path: String) {
        let counts: [(String, Int, Int?)] = [
            ("spans", summary.spans, truth.spans), ("traces", summary.traces, truth.traces), ("services", summary.services, truth.services),
            ("operations", summary.operations, truth.operations), ("error spans", summary.errorSpans, truth.errorSpans),
            ("error traces", summary.errorTraces, truth.errorTraces), ("roots", summary.rootSpans, truth.roots),
            ("orphans", summary.orphanSpans, truth.orphans), ("several roots", summary.multiRootTraces, truth.multiRootTraces),
            ("duplicates", summary.duplicateSpanIDs, truth.dupSpanIds), ("links", summary.links, truth.links),
            ("events", summary.events, truth.events), ("largest trace", summary.maxSpansInTrace, truth.maxSpansInATrace),
            ("depth", summary.maxDepth, truth.depth), ("fan-out", summary.maxFanOut, truth.maxFanout),
            ("zero durations", summary.zeroDurationSpans, truth.zeroDuration),
            ("negative durations", summary.negativeDurationSpans, truth.negativeDuration),
            ("spans of the file", summary.files[0].spans, truth.spans), ("traces of the file", summary.files[0].traces, truth.traces),
        ]
        for (name, found, expected) in counts where expected != nil { #expect(found == expected, "\(path): \(name)") }
        if let expected = truth.criticalPathNsTotal { #expect(summary.criticalPath == expected, "\(path): critical paths") }
        guard let expected = truth.traceDurationNs else { return }
        let found = summary.traceDuration.map {
            Truth.Durations(min: $0.min, p50: $0.p50, p90: $0.p90, p95: $0.p95, p99: $0.p99, max: $0.max, sum: $0.sum)
        }
        #expect(found == expected, "\(path): trace durations")
    }
}
