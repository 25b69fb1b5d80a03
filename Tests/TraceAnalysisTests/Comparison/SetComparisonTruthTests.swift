import Foundation
import TestSupport
import Testing
import TraceModel
import TraceSources

@testable import TraceAnalysis

/// Sets of traces whose differences are known, from the shared fixtures.
@Suite struct SetComparisonTruthTests {
    /// Nil where the fixtures are absent.
    static func load(_ path: String) throws -> Snapshot? {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: \(path) was not compared.")
            return nil
        }
        return try FileLoader(paths: [Places.fixtures.appendingPathComponent(path).path]).load()
    }

    @Test("A hotel's searches under 150 and 25 requests a second: the time goes into checking what is free")
    func hotel() throws {
        guard let light = try Self.load("real/traceweaver/hotel_load25.json.gz"),
            let heavy = try Self.load("real/traceweaver/hotel_load150.json.gz")
        else { return }
        let found = try #require(SetComparison(TraceSelection(light), TraceSelection(heavy)))
        func rounded(_ time: Int64?) -> Double? { time.map { (Double($0) / 1000).rounded() / 1000 } }
        #expect(rounded(found.meanDuration.a) == 24.744 && rounded(found.meanDuration.b) == 42.989 && rounded(found.delta) == 18.245)
        let first = found.ranking.prefix(5).map { number in
            let node = found.nodes[number]
            let method = node.name.split(separator: "/").last.map(String.init) ?? node.name
            return "\(node.service) \(method) \(rounded(node.delta) ?? 0) \(((found.share(of: node) ?? 0) * 1000).rounded() / 10)"
        }
        #expect(
            first == [
                "reservation CheckAvailability 8.088 44.3", "rate GetRates 2.214 12.1", "search Nearby 1.501 8.2",
                "search GetRates 1.37 7.5", "frontend CheckAvailability 1.358 7.4",
            ])
        let shares = found.nodes.reduce(0) { $0 + (found.share(of: $1) ?? 0) }
        #expect(abs(shares - 1) < 0.001)
    }

    @Test("Under load nothing stands out: every way is slower, and most time goes into reservations")
    func hotelDiagnosis() throws {
        guard let light = try Self.load("real/traceweaver/hotel_load25.json.gz"),
            let heavy = try Self.load("real/traceweaver/hotel_load150.json.gz")
        else { return }
        let found = try #require(Diagnosis(suspects: TraceSelection(heavy), baseline: TraceSelection(light)))
        #expect(found.suspects == 1000 && found.baseline == 1000 && found.isWeak)
        let first = try #require(found.first), calibration = try #require(found.calibration)
        #expect(first.isEdge && first.z > 1 && first.z < Diagnosis.leastZ && calibration < 0.2)
        let most = try #require(found.mostTime)
        #expect(most.service == "reservation" && !most.isEdge && (most.excess + 500) / 1000 == 8088)
    }

    /// A node of Jaeger's comparison.
    private struct JaegerNode: Decodable {
        let id: String, a: Int, b: Int
    }

    @Test("Two traces are counted as Jaeger counts them, except that whether a span has children makes no other node of it")
    func jaeger() throws {
        guard let a = try Self.load("jaeger-ui/edge-cases/21-compare-a.json"),
            let b = try Self.load("jaeger-ui/edge-cases/21-compare-b.json")
        else { return }
        let golden = Places.fixtures.appendingPathComponent("jaeger-ui/golden/edge-cases__21-compare-a-vs-b.diff.json")
        let nodes = try JSONDecoder().decode([JaegerNode].self, from: Data(contentsOf: golden))
        var theirs: [String: [Int]] = [:]
        for node in nodes {
            let id = node.id.replacingOccurrences(of: "\t__LEAF__", with: "")
            theirs[id] = [theirs[id, default: [0, 0]][0] + node.a, theirs[id, default: [0, 0]][1] + node.b]
        }
        let found = try #require(SetComparison(TraceSelection(a), TraceSelection(b)))
        var ours: [String: [Int]] = [:]
        for (number, node) in found.nodes.enumerated() {
            let id = found.path(to: number).map { found.nodes[$0].service + "\t" + found.nodes[$0].name }.joined(separator: "\u{b}")
            ours[id] = [ours[id, default: [0, 0]][0] + node.a.calls, ours[id, default: [0, 0]][1] + node.b.calls]
        }
        #expect(ours == theirs && ours.count == 6)
        // Jaeger says "removed" of the leaf and "added" of the parent.
        #expect(found.nodes.first { $0.name == "leaf becomes parent" }?.change == .same)
        #expect(found.nodes.first { $0.name == "query" }?.change == .changed)
    }
}
