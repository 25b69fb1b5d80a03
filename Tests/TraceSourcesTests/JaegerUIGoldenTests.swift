import Foundation
import TestSupport
import Testing
import TraceModel
import TraceSources

/// What Jaeger UI makes of a trace, as far as it is compared.
private struct Golden: Decodable {
    struct Row: Decodable, Equatable {
        let id: String
        let depth: Int
        let treeParent: String?
        let error: Bool
    }
    let spans: [Row]
}

@Suite struct JaegerUIGoldenTests {
    /// Files where we differ from Jaeger UI on purpose, and why.
    static let differences = [
        "edge-cases__02-cycle-with-root": "Jaeger UI drops the members of a cycle; we cut it and show them",
        "edge-cases__03-cycle-only": "Jaeger UI shows an empty trace; we cut the cycle",
        "edge-cases__04-self-parent": "Jaeger UI drops a span that is its own parent; we show it",
        "edge-cases__05-follows-before-childof": "Jaeger UI takes the first reference of any type; we take CHILD_OF first",
        "edge-cases__07-duplicate-span-ids": "Jaeger UI renames copies, which leaves their references dangling",
        "edge-cases__10-error-variants": "Jaeger UI paints error=\"false\" red and ignores otel.status_code",
        "edge-cases__24-parentSpanID-only": "Jaeger UI ignores parentSpanID; we use it where there are no references",
        "ui-stats__traceWithMultipleSpansWithTheSameValueInDifferentTags": "Jaeger UI renames copies of an id",
        "ui-upload__otlp2jaeger-out": "Jaeger UI renames copies of an id",
    ]

    @Test func `order, depth, parent and error are those of Jaeger UI, but for differences with a reason`() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: the Jaeger UI goldens were not compared.")
            return
        }
        let folder = Places.fixtures.appendingPathComponent("jaeger-ui")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("golden").path).sorted()
        var compared = 0
        for name in names where name.contains("__") && !name.contains(".diff.") {
            let stem = String(name.dropLast(".json".count))
            let parts = stem.split(separator: "_", omittingEmptySubsequences: true).map(String.init)
            let input = folder.appendingPathComponent(parts[0]).appendingPathComponent(stem.dropFirst(parts[0].count + 2) + ".json")
            let goldenData = try Data(contentsOf: folder.appendingPathComponent("golden/\(name)"))
            guard let golden = try? JSONDecoder().decode(Golden.self, from: goldenData), FileManager.default.fileExists(atPath: input.path),
                let snapshot = try? FileLoader(paths: [input.path]).load(), let row = snapshot.traces.first
            else { continue }
            let ours = rows(snapshot[row])
            let isEqual =
                ours
                == golden.spans.map {
                    Golden.Row(id: normal($0.id), depth: $0.depth, treeParent: $0.treeParent.map(normal), error: $0.error)
                }
            if let reason = Self.differences[stem] {
                #expect(!isEqual, "\(stem) agrees now; it was listed because \(reason)")
            } else {
                #expect(isEqual, "\(stem): \(ours) but Jaeger UI has \(golden.spans)")
            }
            compared += 1
        }
        #expect(compared >= 35)
    }

    private func rows(_ trace: Trace) -> [Golden.Row] {
        (0..<trace.spanCount).map { position in
            Golden.Row(
                id: trace.span(at: position).idText, depth: trace.level(of: position) - 1,
                treeParent: trace.parent(of: position).map { trace.span(at: $0).idText }, error: trace.span(at: position).isError)
        }
    }

    /// Ids are numbers to us: 16 digits whatever the file wrote.
    private func normal(_ id: String) -> String { SpanID(hex: id)?.hex ?? id }
}
