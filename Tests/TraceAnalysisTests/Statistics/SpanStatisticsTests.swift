import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Statistics tables, by what spans say of themselves.
@Suite struct SpanStatisticsTests {
    static let snapshot = TraceDrawing.snapshot(
        """
        shop GET /    ==========
          cart get     ====       region=eu code=200
            cart put    ==        region=us code=200
          db   get         ==     region=eu
        """)
    static var trace: Trace { snapshot[snapshot.traces[0]] }
    static let column = TraceDrawing.column

    private static func line(_ row: SpanStatistics.Row) -> [Int64?] {
        [Int64(row.count), row.duration?.total, row.duration?.mean, row.duration?.min, row.duration?.max, row.own?.total]
            .enumerated().map { $0.offset == 0 ? $0.element : $0.element.map { $0 / column } }
    }

    @Test("Grouped by service, each has its count, its time and the time of its own, in the order in which they are met")
    func byService() throws {
        let table = try #require(Self.trace.spanStatistics(by: .service))
        #expect(table.rows.map(\.value) == ["shop", "cart", "db"])
        #expect(table.rows.map(Self.line) == [[1, 10, 10, 10, 10, 4], [2, 6, 3, 2, 4, 4], [1, 2, 2, 2, 2, 2]])
        #expect(table.rows.map(\.share) == [0.4, 0.4, 0.2] && table.rows.allSatisfy { $0.groups.isEmpty })
    }

    @Test("A second key groups the spans of each group again")
    func secondKey() throws {
        let table = try #require(Self.trace.spanStatistics(by: .operation, then: .attribute("region")))
        #expect(table.rows.map(\.value) == ["GET /", "get", "put"] && table.rows.map(\.count) == [1, 2, 1])
        #expect(table.rows.map { $0.groups.map(\.value) } == [[nil], ["eu"], ["us"]])
        #expect(table.rows[1].groups.map(Self.line) == [[2, 6, 3, 2, 4, 4]])
    }

    @Test("Spans without the attribute are the last row, and those whose value is empty are without it")
    func withoutAttribute() throws {
        let regions = try #require(Self.trace.spanStatistics(by: .attribute("region"), then: .service))
        #expect(regions.rows.map(\.value) == ["eu", "us", nil] && regions.rows.map(\.count) == [2, 1, 1])
        #expect(regions.rows[0].groups.map(\.value) == ["cart", "db"])
        let unknown = try #require(Self.trace.spanStatistics(by: .attribute("nowhere")))
        #expect(unknown.rows.map(\.value) == [nil] && unknown.rows[0].count == 4)
        let empty = Snapshot.of([SketchedSpan(1) { $0.attributes = [("k", .string(""))] }])
        #expect(try #require(empty.spanStatistics(by: .attribute("k"))).rows.map(\.value) == [nil])
    }

    @Test("Values of different types that read alike are one group, and resources are asked when spans say nothing")
    func values() throws {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { $0.attributes = [("k", .int64(200))] }, SketchedSpan(2) { $0.attributes = [("k", .string("200"))] },
            SketchedSpan(3) { $0.resource = [("k", "200")] }, SketchedSpan(4) { $0.attributes = [("k", .bool(true))] },
            SketchedSpan(5) { ($0.attributes, $0.resource) = ([("k", .double(0.5))], [("k", "200")]) },
        ])
        let table = try #require(snapshot.spanStatistics(by: .attribute("k")))
        #expect(table.rows.map(\.value) == ["200", "true", "0.5"] && table.rows.map(\.count) == [3, 1, 1])
    }

    @Test("Durations that are missing are not measured, negative ones are none; without any time there is no share")
    func oddDurations() throws {
        let snapshot = Snapshot.of([SketchedSpan(1) { $0.duration = nil }, SketchedSpan(2) { ($0.name, $0.duration) = ("b", -5) }])
        let table = try #require(snapshot.spanStatistics(by: .operation))
        #expect(table.rows.map(\.count) == [1, 1] && table.rows[0].duration == nil && table.rows[0].own == nil)
        #expect(table.rows[1].duration == SpanStatistics.Measure(total: 0, mean: 0, min: 0, max: 0))
        #expect(table.rows.allSatisfy { $0.share == nil })
    }

    @Test("The p95 is the nearest rank of the durations of a group, and of those of its parts alone; below 20 it says little")
    func p95() throws {
        let spans = (1...20).map { index in
            SketchedSpan(UInt64(index)) { span in
                (span.service, span.name, span.duration) = ("a", index.isMultiple(of: 4) ? "even" : "odd", Int64(index * 1_000_001))
            }
        }
        let unknown = SketchedSpan(21) { ($0.service, $0.duration) = ("b", nil) }
        let table = try #require(Snapshot.of(spans.reversed() + [unknown]).spanStatistics(by: .service, then: .operation))
        let all = try #require(table.rows.first { $0.value == "a" }), none = try #require(table.rows.first { $0.value == "b" })
        #expect(all.p95 == 19_000_019 && !all.isP95Uncertain && none.p95 == nil && none.isP95Uncertain)
        let parts = Dictionary(uniqueKeysWithValues: all.groups.map { ($0.value ?? "", $0) })
        #expect(parts["even"]?.p95 == 20_000_020 && parts["odd"]?.p95 == 19_000_019 && all.groups.allSatisfy(\.isP95Uncertain))
    }

    @Test("Over several traces the share is of the time of all of them")
    func severalTraces() throws {
        let snapshot = TraceDrawing.snapshot("a one  ====\n\na two  ======")
        let table = try #require(snapshot.spanStatistics(by: .operation))
        #expect(table.rows.map(\.share) == [0.4, 0.6])
        #expect(try #require(snapshot.spanStatistics(of: [snapshot.traces[1]], by: .operation)).rows.map(\.share) == [1])
        #expect(try #require(Snapshot.empty.spanStatistics(by: .service)).rows.isEmpty)
        #expect(snapshot.spanStatistics(by: .service, isCancelled: { true }) == nil)
    }

    @Test("Of one service only its spans are grouped; their self times and shares stay what they are")
    func oneService() throws {
        let all = try #require(Self.trace.spanStatistics(by: .service, then: .operation))
        let cart = try #require(Self.snapshot.spanStatistics(service: "cart", by: .operation))
        #expect(cart.rows == all.rows[1].groups && cart.rows.map(\.value) == ["get", "put"])
        #expect(try #require(Self.snapshot.spanStatistics(service: "nobody", by: .operation)).rows.isEmpty)
        let nameless = Snapshot.of([SketchedSpan(1) { $0.service = "" }, SketchedSpan(2) { $0.service = "cart" }])
        let two = TraceDrawing.snapshot("a one  ====\n\nb two  ======")
        let ofOne = try #require(two.spanStatistics(service: "a", by: .operation))
        #expect(ofOne.traces == 1 && ofOne.rows.map(\.share) == [1] && two.spanStatistics(by: .operation)?.traces == 2)
        #expect(try #require(nameless.spanStatistics(service: "", by: .service)).rows.map(\.count) == [1])
    }
}
