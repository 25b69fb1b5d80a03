import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Reports of all services in one walk against answers put together service by service, and statistics tables against
/// spans grouped the obvious way.
@Suite struct ServiceReportPropertyTests {
    @Test("On random traces a report says of each service what asking for it alone says")
    func agreesWithSingleAnswers() throws {
        var random = SeededGenerator(seed: 23)
        var slow = 0, failed = 0
        for _ in 0..<80 {
            let snapshot = Snapshot.of(ServicePerformancePropertyTests.spans(&random))
            var scope = ReportScope()
            scope.slowThreshold = .random(in: 0...60, using: &random)
            scope.listed = 3
            for report in try #require(snapshot.report(scope)) {
                let own = snapshot.traces.filter { row in
                    (0..<snapshot[row].spanCount).contains { snapshot[row].span(at: $0).service == report.service }
                }
                #expect(report.performance == snapshot.performance(of: report.service))
                #expect(report.health == HealthScore(report.performance))
                let slowOnes = snapshot.slowTraces(atLeast: scope.slowThreshold, among: own)
                #expect(report.slowTraces == Array(slowOnes.prefix(3)) && report.slowTraceCount == slowOnes.count)
                let failures = try #require(snapshot.errorTraces(of: own))
                #expect(report.errorTraces == Array(failures.traces.prefix(3)) && report.nonFatal == Array(failures.nonFatal.prefix(3)))
                #expect(report.dependencies == snapshot.dependencies(service: report.service))
                let totals = try #require(snapshot.criticalTotals(of: own)), path = try #require(report.path)
                #expect(path.total == totals.total && path.operations.count + path.others == totals.operations.count)
                #expect(path.operations.map(\.time) == totals.operations.prefix(3).map(\.time))
                slow += slowOnes.count
                failed += failures.traces.count
            }
        }
        #expect(slow > 100 && failed > 100, "\(slow) \(failed)")
    }

    @Test("On random traces a statistics table is what grouping span by span gives")
    func tablesAgreeWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<80 {
            let snapshot = Snapshot.of(ServicePerformancePropertyTests.spans(&random))
            let table = try #require(snapshot.spanStatistics(by: .service, then: .operation))
            let spans = snapshot.traces.flatMap { row in
                let trace = snapshot[row], own = trace.selfTimes() ?? []
                return (0..<trace.spanCount).filter { !trace.marks(of: $0).contains(.folded) }.map { (trace.span(at: $0), own[$0]) }
            }
            let services = Dictionary(grouping: spans) { $0.0.service }
            #expect(Set(table.rows.map { $0.value ?? "" }) == Set(services.keys) && table.rows.count == services.count)
            #expect(table.rows.dropLast().allSatisfy { $0.value != nil })
            for row in table.rows {
                let members = services[row.value ?? ""] ?? []
                Self.compare(row, members)
                let names = Dictionary(grouping: members) { $0.0.name }
                #expect(row.groups.count == names.count)
                for group in row.groups { Self.compare(group, names[group.value ?? ""] ?? []) }
            }
        }
    }

    private static func compare(_ row: SpanStatistics.Row, _ members: [(Span, Int64)]) {
        let timed = members.filter { !$0.0.facts.lacksDuration }
        #expect(row.count == members.count)
        for (measure, values) in [(row.duration, timed.map { max(0, $0.0.duration) }), (row.own, timed.map(\.1))] {
            let expected = Percentiles(values)
            #expect(measure?.total == expected?.sum && measure?.mean == expected?.mean)
            #expect(measure?.min == expected?.min && measure?.max == expected?.max)
        }
    }
}
