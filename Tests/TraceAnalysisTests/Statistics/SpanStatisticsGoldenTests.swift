import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceModel
import TraceSources

/// Statistics tables against those that Jaeger's own user interface shows: milliseconds, rounded half up to two decimals.
@Suite struct SpanStatisticsGoldenTests {
    struct Entry: Decodable, Equatable {
        let name: String, detail: Bool, count: Int
        let total: Double, avg: Double, min: Double, max: Double
        let stTotal: Double, stAvg: Double, stMin: Double, stMax: Double, stInDuration: Double?
    }

    /// Traces of which another tree, or other spans, than Jaeger's are ours, deliberately.
    static let differing = [
        "edge-cases__02-cycle-with-root.json": "spans of a cycle are kept, Jaeger loses them",
        "edge-cases__03-cycle-only.json": "spans of a cycle are kept, Jaeger loses them",
        "edge-cases__04-self-parent.json": "a span that is its own parent is kept, Jaeger loses it",
        "edge-cases__05-follows-before-childof.json": "a CHILD_OF is the parent even when a FOLLOWS_FROM stands before it",
        "edge-cases__07-duplicate-span-ids.json": "a span that was read twice is counted once",
        "edge-cases__08-missing-process.json": "spans without a service are named so, not unknown-service",
        "edge-cases__14-zero-start.json": "a start of 0 is a start",
        "ui-upload__otlp2jaeger-out.json": "a span that was read twice is counted once",
        "edge-cases__24-parentSpanID-only.json": "parentSpanID names the parent where there are no references",
    ]

    @Test("Every recorded table has the numbers of ours, where trees and spans are the same")
    func agreesWithJaeger() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: statistics tables were not compared with Jaeger's.")
            return
        }
        let folder = Places.fixtures.appendingPathComponent("jaeger-ui")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("golden").path).sorted()
        var compared = 0
        for name in names where name.contains("__") && Self.differing[name] == nil {
            let data = try Data(contentsOf: folder.appendingPathComponent("golden/\(name)"))
            guard let golden = try JSONSerialization.jsonObject(with: data) as? [String: Any] else { continue }
            let input = folder.appendingPathComponent(name.replacingOccurrences(of: "__", with: "/")).path
            guard let snapshot = try? FileLoader(paths: [input]).load(), snapshot.traces.count == 1 else { continue }
            let trace = snapshot[snapshot.traces[0]]
            for (key, value) in golden where key.hasPrefix("statsBy") {
                let known = try JSONDecoder().decode([Entry].self, from: JSONSerialization.data(withJSONObject: value))
                try compare(trace, key, known, name)
                compared += known.count
            }
        }
        #expect(compared >= 200, "only \(compared) rows were compared")
    }

    @Test("The table that Jaeger's own tests expect is ours, and so are their self times of single spans")
    func agreesWithJaegersTests() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: statistics were not compared with Jaeger's tests.")
            return
        }
        let folder = Places.fixtures.appendingPathComponent("jaeger-ui")
        let data = try Data(contentsOf: folder.appendingPathComponent("expected_statistics.json"))
        let expected = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let tables = try #require(expected["testTraceNormal.json"] as? [String: [[String: Double]]])
        let snapshot = try FileLoader(paths: [folder.appendingPathComponent("ui-stats/testTraceNormal.json").path]).load()
        let trace = snapshot[try #require(snapshot.traces.first)]
        for (name, known) in tables {
            let key: SpanGrouping = name.contains("tag") ? .attribute("database") : name.contains("service") ? .service : .operation
            let rows = try #require(trace.spanStatistics(by: key)).rows.map { Self.numbers(Self.entry($0, isDetail: false)) }
            #expect(rows.count == known.count)
            for (row, numbers) in zip(rows, known) { #expect(row.filter { numbers[$0.key] != nil } == numbers, "\(name)") }
        }

        let cases = try #require(expected["self time unit cases (parent [start,duration], children -> self)"] as? [[Any]])
        for unit in cases {
            let parent = try #require(unit[0] as? [Int]), children = try #require(unit[1] as? [[Int]])
            let spans = ([parent] + children).enumerated().map { index, time in
                SketchedSpan(UInt64(index + 1), parent: index == 0 ? 0 : 1) { ($0.start, $0.duration) = (Int64(time[0]), Int64(time[1])) }
            }
            let snapshot = Snapshot.of(spans)
            #expect(snapshot[snapshot.traces[0]].selfTimes()?.first == (unit[2] as? Int).map(Int64.init), "\(unit)")
        }
        #expect(cases.count == 11 && tables.count == 3)
    }

    private static func numbers(_ entry: Entry) -> [String: Double] {
        [
            "count": Double(entry.count), "total": entry.total, "avg": entry.avg, "min": entry.min, "max": entry.max,
            "selfTotal": entry.stTotal, "selfAvg": entry.stAvg, "selfMin": entry.stMin, "selfMax": entry.stMax,
            "percent": entry.stInDuration ?? -1,
        ]
    }

    private func compare(_ trace: Trace, _ key: String, _ known: [Entry], _ name: String) throws {
        let table: SpanStatistics?
        switch key {
        case "statsByService": table = trace.spanStatistics(by: .service)
        case "statsByOperation": table = trace.spanStatistics(by: .operation)
        case "statsByServiceThenOperation": table = trace.spanStatistics(by: .service, then: .operation)
        default: table = trace.spanStatistics(by: .attribute(String(key.dropFirst("statsByTag:".count))))
        }
        let rows = try #require(table).rows.flatMap { row in [(row, false)] + row.groups.map { ($0, true) } }
        let found = rows.map { Self.entry($0.0, isDetail: $0.1) }
        // A row for spans without a tag is called by that.
        let expected = known.map { $0.name.hasPrefix("Without ") ? Self.renamed($0) : $0 }
        #expect(found == expected, "\(name) \(key)")
    }

    private static func entry(_ row: SpanStatistics.Row, isDetail: Bool) -> Entry {
        func text(_ value: Int64?) -> Double { half(Double(value ?? -1) / 1_000 / 1_000) }
        return Entry(
            name: row.value ?? "", detail: isDetail, count: row.count, total: text(row.duration?.total), avg: text(row.duration?.mean),
            min: text(row.duration?.min), max: text(row.duration?.max), stTotal: text(row.own?.total), stAvg: text(row.own?.mean),
            stMin: text(row.own?.min), stMax: text(row.own?.max), stInDuration: row.share.map { half($0 * 100) })
    }

    private static func renamed(_ entry: Entry) -> Entry {
        Entry(
            name: "", detail: entry.detail, count: entry.count, total: entry.total, avg: entry.avg, min: entry.min, max: entry.max,
            stTotal: entry.stTotal, stAvg: entry.stAvg, stMin: entry.stMin, stMax: entry.stMax, stInDuration: entry.stInDuration)
    }

    /// Two decimals, halves up, as JavaScript rounds.
    private static func half(_ value: Double) -> Double { (value * 100 + 0.5).rounded(.down) / 100 }
}
