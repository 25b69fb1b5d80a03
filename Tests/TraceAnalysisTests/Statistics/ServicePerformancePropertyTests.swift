import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// The tally of all services in one walk against a slow and obvious one, service by service.
@Suite struct ServicePerformancePropertyTests {
    @Test("On random traces every number is what asking span by span gives")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 11)
        var entries = 0, critical: Int64 = 0
        for _ in 0..<150 {
            let snapshot = Snapshot.of(Self.spans(&random))
            let traces = snapshot.traces.filter { _ in Bool.random(using: &random) }
            let all = try #require(snapshot.servicePerformance(in: traces))
            for found in all {
                #expect(snapshot.performance(of: found.service, in: traces) == found)
                Self.compare(found, in: traces.map { snapshot[$0] })
                entries += found.entrySpans
                critical += found.operations.reduce(0) { $0 + $1.critical }
            }
            let services = Set(traces.flatMap { row in (0..<snapshot[row].spanCount).map { snapshot[row].span(at: $0).service } })
            #expect(all.map(\.service) == services.sorted())
        }
        #expect(entries > 500 && critical > 500, "\(entries) \(critical)")
    }

    private static func compare(_ found: ServicePerformance, in traces: [Trace]) {
        let own = traces.filter { trace in (0..<trace.spanCount).contains { trace.span(at: $0).service == found.service } }
        #expect(found.traces == own.count)
        #expect(found.errorTraces == own.count { $0.errorSpans > 0 } && found.fatalTraces == own.count { $0.mainRoot.isError })
        #expect(found.traceDuration == Percentiles(own.compactMap(\.duration)))
        #expect(found.responseTime == Percentiles(own.compactMap(\.responseTime)))

        let spans = own.flatMap { trace in
            (0..<trace.spanCount).filter { !trace.marks(of: $0).contains(.folded) && trace.span(at: $0).service == found.service }
                .map { (trace: trace, position: $0, span: trace.span(at: $0)) }
        }
        let entries = spans.filter { item in
            item.trace.parent(of: item.position).map { item.trace.span(at: $0).service != found.service } ?? true
        }
        #expect(found.entrySpans == entries.count && found.entryErrors == entries.count { $0.span.isError })
        #expect(found.entryDurations == entries.compactMap { took($0.span) }.sorted())
        #expect(found.entryLatency == Percentiles(entries.compactMap { took($0.span) }))

        let groups = Dictionary(grouping: spans) { "\($0.span.name) \($0.span.kind)" }
        #expect(found.operations.count == groups.count)
        for operation in found.operations {
            let members = groups["\(operation.name) \(operation.kind)"] ?? []
            let timed = members.filter { took($0.span) != nil }
            #expect(operation.count == members.count && operation.errors == members.count { $0.span.isError })
            #expect(operation.latency == Percentiles(timed.compactMap { took($0.span) }))
            #expect(operation.meanSelf == Percentiles(timed.map { $0.trace.selfTimes()?[$0.position] ?? -1 })?.mean)
            #expect(operation.critical == members.reduce(0) { $0 + ($1.trace.criticalTimes()?[$1.position] ?? -1) })
        }
    }

    private static func took(_ span: Span) -> Int64? { span.facts.lacksDuration ? nil : max(0, span.duration) }

    /// Up to six traces of up to twelve spans each, with every oddity of times, errors, services and copies.
    static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        var spans: [SketchedSpan] = []
        for trace in 1...UInt64.random(in: 1...6, using: &random) {
            for id in 1...UInt64.random(in: 1...12, using: &random) {
                let parent = UInt64.random(in: 0...(id + 1), using: &random)
                let span = SketchedSpan(id, parent: parent == id ? 0 : parent) {
                    $0.trace = trace
                    $0.service = ["a", "b", "c", nil].randomElement(using: &random) ?? nil
                    $0.name = ["x", "y"].randomElement(using: &random) ?? "x"
                    $0.kind = SpanKind.allCases.randomElement(using: &random) ?? .unspecified
                    $0.start = Int.random(in: 0..<10, using: &random) == 0 ? nil : .random(in: 0...40, using: &random)
                    $0.duration = Int.random(in: 0..<10, using: &random) == 0 ? nil : .random(in: -3...30, using: &random)
                    $0.isError = Int.random(in: 0..<4, using: &random) == 0
                }
                spans += Int.random(in: 0..<8, using: &random) == 0 ? [span, span] : [span]
            }
        }
        return spans
    }
}
