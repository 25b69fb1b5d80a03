import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceModel
import TraceSources

/// Critical paths of real files, against sums taken independently and what Jaeger's own interface draws.
@Suite struct CriticalPathTruthTests {
    struct Truth: Decodable {
        let total: Int64?
        let differingTrees: Int?

        enum CodingKeys: String, CodingKey {
            case total = "critical_path_ns_total"
            case differingTrees = "cp_roots_where_1pct_overlap_differs"
        }
    }

    @Test("In every real file the path sums up to the roots' durations, and the allowance matters in as many trees as was counted")
    func agreesWithTruth() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: critical paths of real files were not compared.")
            return
        }
        let folder = Places.fixtures.appendingPathComponent("real")
        let data = try Data(contentsOf: folder.appendingPathComponent("truth.json"))
        let truth = try JSONDecoder().decode([String: Truth].self, from: data)
        var compared = 0
        for (name, expected) in truth.sorted(by: { $0.key < $1.key }) {
            guard let total = expected.total else { continue }
            let snapshot = try FileLoader(paths: [folder.appendingPathComponent(name).path]).load()
            var sum: Int64 = 0, differing = 0
            for row in snapshot.traces {
                let trace = snapshot[row]
                let usual = try #require(trace.criticalPath()), exact = try #require(trace.criticalPath(overlap: .none))
                #expect(usual.total == exact.total, "\(name) \(trace.idText)")
                sum += usual.total + Self.repeatedRoots(trace)
                differing += Self.treesThatDiffer(trace, usual, exact)
            }
            #expect(sum == total, "\(name)")
            #expect(differing == expected.differingTrees, "\(name)")
            compared += 1
        }
        #expect(compared >= 60)
    }

    /// Roots that say again what another one says are counted there as trees of their own.
    private static func repeatedRoots(_ trace: Trace) -> Int64 {
        (0..<trace.spanCount).filter { trace.parent(of: $0) == nil && trace.marks(of: $0).contains(.folded) }
            .reduce(0) { $0 + trace.span(at: $1).duration }
    }

    private static func treesThatDiffer(_ trace: Trace, _ a: CriticalPath, _ b: CriticalPath) -> Int {
        func byTree(_ path: CriticalPath) -> [Int: [CriticalSegment]] {
            Dictionary(grouping: path.segments) { segment in
                var at = segment.position
                while let parent = trace.parent(of: at) { at = parent }
                return at
            }
        }
        let (a, b) = (byTree(a), byTree(b))
        return a.keys.count { a[$0] != b[$0] }
    }

    struct Golden: Decodable {
        let criticalPath: Path

        struct Path: Decodable {
            let sections: [Section]
            let failed: Bool
        }

        struct Section: Decodable {
            let spanID: String
            /// Microseconds.
            let sectionStart, sectionEnd: Int64
        }
    }

    /// Traces whose path is ours, deliberately, and the reason.
    static let differing = [
        "edge-cases__01-orphans-and-root.json": "orphans have a path too",
        "edge-cases__03-cycle-only.json": "the head of a cut cycle has a path; Jaeger does not show the cycle at all",
        "edge-cases__02-cycle-with-root.json": "the same",
        "edge-cases__04-self-parent.json": "the same, of one span",
        "edge-cases__05-follows-before-childof.json": "Jaeger's walk never ends",
        "edge-cases__07-duplicate-span-ids.json": "ids are told apart by position here, by a suffix there",
        "edge-cases__11-back-to-back-siblings.json": "siblings that touch follow each other",
        "edge-cases__13-self-time-overlaps.json": "a child of no time splits nothing",
        "edge-cases__14-zero-start.json": "a start of 0 is a start",
        "ui-stats__traceWithMultipleSpansWithTheSameValueInDifferentTags.json": "a root that only repeats another has no path of its own",
        "ui-upload__otlp2jaeger-out.json": "an orphan has a path too",
        "edge-cases__24-parentSpanID-only.json": "parentSpanID names the parent where there are no references",
    ]

    @Test("Without an allowance the path is Jaeger's, in every recorded trace where we do not differ on purpose")
    func agreesWithJaeger() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: critical paths were not compared with Jaeger's.")
            return
        }
        let folder = Places.fixtures.appendingPathComponent("jaeger-ui")
        var compared: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("golden").path).sorted() {
            let data = try Data(contentsOf: folder.appendingPathComponent("golden/\(name)"))
            guard name.contains("__"), let golden = try? JSONDecoder().decode(Golden.self, from: data) else { continue }
            let input = folder.appendingPathComponent(name.replacingOccurrences(of: "__", with: "/")).path
            guard let snapshot = try? FileLoader(paths: [input]).load(), snapshot.traces.count == 1 else { continue }
            let trace = snapshot[snapshot.traces[0]], path = try #require(trace.criticalPath(overlap: .none))
            let found = path.segments.map { "\(Self.bare(trace.span(at: $0.position).idText)) \($0.start / 1000) \($0.end / 1000)" }
            let expected = golden.criticalPath.sections.map { "\(Self.bare($0.spanID)) \($0.sectionStart) \($0.sectionEnd)" }
            if Self.differing[name] != nil {
                #expect(Set(found) != Set(expected) || golden.criticalPath.failed, "\(name) does not differ any more")
            } else {
                #expect(Set(found) == Set(expected), "\(name)")
                compared.insert(name)
            }
        }
        for number in 1...9 { #expect(compared.contains("ui-critical-path__test\(number).trace.json")) }
    }

    private static func bare(_ id: String) -> String { String(id.drop { $0 == "0" }) }
}
