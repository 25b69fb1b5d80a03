import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceModel
import TraceSources

/// Self times against those that Jaeger's own user interface computes.
@Suite struct SelfTimesGoldenTests {
    struct Golden: Decodable {
        let spans: [Entry]

        struct Entry: Decodable {
            let id: String
            /// Microseconds.
            let selfTime: Double

            enum CodingKeys: String, CodingKey {
                case id
                case selfTime = "self"
            }
        }
    }

    /// Traces in which another tree than Jaeger's is ours, deliberately.
    static let differing = [
        "edge-cases__05-follows-before-childof.json": "a CHILD_OF is the parent even when a FOLLOWS_FROM stands before it",
        "edge-cases__14-zero-start.json": "a start of 0 is a start",
        "edge-cases__24-parentSpanID-only.json": "parentSpanID names the parent where there are no references",
    ]

    @Test("Self times are Jaeger's, in every recorded trace whose tree and ids are the same")
    func agreesWithJaeger() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: self times were not compared with Jaeger's.")
            return
        }
        let folder = Places.fixtures.appendingPathComponent("jaeger-ui")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("golden").path).sorted()
        var compared = 0
        for name in names where name.contains("__") && Self.differing[name] == nil {
            let data = try Data(contentsOf: folder.appendingPathComponent("golden/\(name)"))
            guard let golden = try? JSONDecoder().decode(Golden.self, from: data) else { continue }
            let input = folder.appendingPathComponent(name.replacingOccurrences(of: "__", with: "/")).path
            guard let snapshot = try? FileLoader(paths: [input]).load(), snapshot.traces.count == 1 else { continue }
            compared += compare(snapshot[snapshot.traces[0]], golden, name)
        }
        #expect(compared >= 100, "only \(compared) spans were compared")
    }

    /// Compares span by span.
    ///
    /// - Returns: how many were compared.
    private func compare(_ trace: Trace, _ golden: Golden, _ name: String) -> Int {
        guard let times = trace.selfTimes() else { return 0 }
        var found: [String: Int64] = [:]
        for position in times.indices { found[Self.bare(trace.span(at: position).idText)] = times[position] }
        // With duplicate ids one cannot tell which is which.
        guard found.count == times.count, golden.spans.count == times.count else { return 0 }
        for entry in golden.spans {
            // Jaeger lets a childless span with a negative duration have a negative self time; ours is never below 0.
            let expected = max(0, Int64((entry.selfTime * 1_000).rounded()))
            #expect(found[Self.bare(entry.id)] == expected, "\(name): span \(entry.id)")
        }
        return golden.spans.count
    }

    private static func bare(_ id: String) -> String { String(id.drop { $0 == "0" }) }
}
