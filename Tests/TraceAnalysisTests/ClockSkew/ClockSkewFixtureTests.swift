import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceModel
import TraceSources

/// Cases of Jaeger's server and Zipkin, and what a real server calculated for real traces.
@Suite struct ClockSkewFixtureTests {
    /// A case: spans in milliseconds, where they belong, and what is said of it.
    private struct Case: Decodable {
        struct Span: Decodable {
            let id: UInt64, parent: UInt64, start: Int64, dur: Int64, host: String, adjusted: Int64
            let events: [Int64]?, adjustedEvents: [Int64]?
        }
        let name: String, spans: [Span]
        let maxAdjustMs: Int64
        let warning: String?
    }

    /// Nil where the fixtures are absent.
    static func path(_ name: String) -> String? {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: clock skew was not compared with \(name).")
            return nil
        }
        return Places.fixtures.appendingPathComponent(name).path
    }

    @Test(
        "The cases of Jaeger's own tests move as they must",
        arguments: [("real/jaeger/clockskew_cases.json", "cases"), ("jaeger-ui/adjusters/vectors.json", "clockSkew")])
    func jaegerCases(file: String, key: String) throws {
        guard let path = Self.path(file) else { return }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any])
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let cases = try decoder.decode([Case].self, from: JSONSerialization.data(withJSONObject: try #require(object[key])))
        #expect(cases.count == 13)
        for testCase in cases { try Self.check(testCase) }
    }

    private static func check(_ testCase: Case) throws {
        let millisecond = ClockSkewTests.millisecond
        let spans = testCase.spans.enumerated().map { index, given in
            var span = ClockSkewTests.span(given.id, parent: given.parent, on: given.host, given.start, given.dur)
            span.name = "op \(index)"
            span.events = (given.events ?? []).map { .init(time: $0 * millisecond, []) }
            return span
        }
        let maximum = testCase.maxAdjustMs * millisecond
        let snapshot = try #require(Snapshot.of(spans).adjustingClockSkew(upTo: maximum)).snapshot, trace = snapshot[snapshot.traces[0]]
        for (index, given) in testCase.spans.enumerated() {
            let position = try #require((0..<trace.spanCount).first { trace.span(at: $0).name == "op \(index)" })
            let span = trace.span(at: position)
            #expect(span.start == given.adjusted * millisecond, "\(testCase.name), span \(index)")
            #expect(span.events.map(\.time) == (given.adjustedEvents ?? []).map { $0 * millisecond })
        }
        // Whole sentences only; what is left out of the rule is said by the marks of spans here: orphan, duplicate id.
        if let warning = testCase.warning, warning.contains("delta of") || warning.contains("adjusted by") {
            #expect((0..<trace.spanCount).contains { trace.span(at: $0).warnings == [warning] }, "\(testCase.name)")
        }
    }

    @Test("The server's half of a Zipkin call, and what runs on its host, move by 65,922 µs")
    func zipkin() throws {
        guard let path = Self.path("real/zipkin/skew.json") else { return }
        let snapshot = try #require(FileLoader(paths: [path]).load().adjustingClockSkew(upTo: .max))
        #expect(snapshot.movedSpans == 2 && snapshot.greatestShift == 65_922_000)
        let trace = snapshot.snapshot[snapshot.snapshot.traces[0]]
        let starts = (0..<trace.spanCount).map { (trace.span(at: $0).name + " " + trace.span(at: $0).kind.name, trace.span(at: $0).start) }
        let expected: [String: Int64] = [
            "post server": 1_470_150_004_074_683, "async unspecified": 1_470_150_004_074_684, "get server": 1_470_150_004_071_068,
            "post client": 1_470_150_004_074_202,
        ]
        #expect(Dictionary(starts, uniquingKeysWith: { $1 }) == expected.mapValues { $0 * 1000 })
    }

    @Test(
        "Of real traces we calculate what the Jaeger server that delivered them said it would",
        arguments: [("hotel_load25", 2607), ("hotel_load150", 0)])
    func realServer(name: String, spans: Int) throws {
        guard let path = Self.path("real/traceweaver/\(name).json.gz") else { return }
        let snapshot = try FileLoader(paths: [path]).load()
        // That server was not to move anything; what it says is what it calculated all the same.
        let marked = try #require(snapshot.adjustingClockSkew(upTo: 0))
        var told = 0
        for row in marked.snapshot.traces {
            let trace = marked.snapshot[row]
            for position in 0..<trace.spanCount {
                // Equal warnings are one, so a second one would be another delta.
                let warnings = trace.span(at: position).warnings.filter { $0.hasPrefix("clock skew adjustment disabled") }
                #expect(warnings.count <= 1, "\(trace.idText) \(warnings)")
                told += warnings.count
            }
        }
        let alreadyTold = snapshot.traces.reduce(0) { sum, row in
            let trace = snapshot[row]
            return sum + (0..<trace.spanCount).count { !trace.span(at: $0).warnings.isEmpty }
        }
        #expect(told == alreadyTold && told == marked.refusedSpans && told == spans)
    }
}
