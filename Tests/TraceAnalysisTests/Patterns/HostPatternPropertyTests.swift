import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Slow hosts against a slow and obvious way to find them.
@Suite struct HostPatternPropertyTests {
    @Test("On random traces the slow hosts, their calls and what could be won are what adding up every span by itself gives")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 31), told = 0, merged = 0
        for _ in 0..<60 {
            let snapshot = Snapshot.of(Self.spans(&random))
            let found = try #require(snapshot.patterns()).filter { $0.kind == .skewedHost }
            let lines = found.map {
                "\($0.service) \($0.host?.name ?? "") \($0.count) \($0.total) \($0.saving ?? -1) \($0.host?.operations ?? 0)"
            }
            #expect(Set(lines) == Set(Self.slowly(snapshot)) && Set(lines).count == lines.count)
            told += found.count
            merged += found.count { $0.host?.operations ?? 0 > 1 }
        }
        #expect(told > 40 && merged > 5, "\(told) \(merged)")
    }

    private struct Operation: Hashable {
        let service: String, name: String
    }

    private static func slowly(_ snapshot: Snapshot) -> [String] {
        var times: [Operation: [String: [Int64]]] = [:]
        for trace in snapshot.traces.map({ snapshot[$0] }) {
            for (position, time) in requests(of: trace) {
                let span = trace.span(at: position)
                if let host = host(span), span.start != nil, !span.facts.lacksDuration {
                    times[Operation(service: span.service, name: span.name), default: [:]][host, default: []].append(time)
                }
            }
        }
        let compared = times.mapValues { $0.filter { $0.value.count >= 5 } }.filter { $0.value.count > 1 }
        let pairs = compared.values.reduce(0) { $0 + $1.count }
        var sums: [Operation: (count: Int, total: Int64, saving: Int64, operations: Int)] = [:]
        for (operation, hosts) in compared {
            for (host, times) in hosts {
                let others = hosts.filter { $0.key != host }
                let median = middle(times), othersMedian = middle(others.values.map(middle))
                let rest = others.values.flatMap { $0 }
                guard median >= 2 * othersMedian, median - othersMedian >= 1_000_000, isFar(times, rest, pairs) else { continue }
                let key = Operation(service: operation.service, name: host), before = sums[key] ?? (0, 0, 0, 0)
                sums[key] = (
                    before.count + times.count, before.total + times.reduce(0, +),
                    before.saving + (median - othersMedian) * Int64(times.count), before.operations + 1
                )
            }
        }
        return sums.map { "\($0.key.service) \($0.key.name) \($0.value.count) \($0.value.total) \($0.value.saving) \($0.value.operations)" }
    }

    private static func host(_ span: Span) -> String? { span.resource.attributes["host.name"]?.text }

    private static func middle(_ values: [Int64]) -> Int64 { values.sorted()[(values.count + 1) / 2 - 1] }

    private static func isFar(_ a: [Int64], _ b: [Int64], _ pairs: Int) -> Bool {
        let distance =
            (a + b).map { at in
                abs(Double(a.count { $0 <= at }) / Double(a.count) - Double(b.count { $0 <= at }) / Double(b.count))
            }.max() ?? 0
        let n = Double(a.count), m = Double(b.count)
        return distance * (n * m / (n + m)).squareRoot() >= ((6.608 + DifferenceScore.naturalLogarithm(of: pairs)) / 2).squareRoot()
    }

    /// Where requests begin on a host, and what each takes there: time by time, what of it no child has.
    private static func requests(of trace: Trace) -> [Int: Int64] {
        var found: [Int: Int64] = [:]
        for position in 0..<trace.spanCount where !trace.marks(of: position).contains(.folded) {
            var begin = position
            while let parent = trace.parent(of: begin) {
                let above = trace.span(at: parent), here = trace.span(at: begin)
                guard above.service == here.service, host(above) == host(here) else { break }
                begin = parent
            }
            found[begin, default: 0] += own(position, trace)
        }
        return found
    }

    private static func own(_ position: Int, _ trace: Trace) -> Int64 {
        let span = trace.span(at: position), children = (0..<trace.spanCount).filter { trace.parent(of: $0) == position }
        if children.count == 1, trace.span(at: children[0]).service != span.service { return 0 }
        guard let start = span.start, let end = span.end else { return span.facts.lacksDuration ? 0 : max(0, span.duration) }
        let intervals = children.compactMap { child in
            let child = trace.span(at: child)
            return child.start.flatMap { start in child.end.map { (start, $0) } }
        }
        // Whole milliseconds, so that each is somebody's or nobody's.
        return stride(from: start, to: end, by: 1_000_000).reduce(0) { sum, at in
            intervals.contains { $0.0 <= at && $0.1 > at } ? sum : sum + 1_000_000
        }
    }

    /// 150 traces of up to six spans on three hosts, one of which is slow in most.
    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        let slow = "h\(Int.random(in: 1...4, using: &random))", factor = Int64.random(in: 2...6, using: &random)
        var spans: [SketchedSpan] = []
        for trace in 1...150 as ClosedRange<UInt64> {
            for index in 0...UInt64.random(in: 0...5, using: &random) {
                let host = "h\(Int.random(in: 1...3, using: &random))"
                spans.append(
                    SketchedSpan(trace * 10 + index, parent: index == 0 ? 0 : trace * 10 + .random(in: 0..<index, using: &random)) {
                        $0.trace = trace
                        $0.service = Bool.random(using: &random) ? "a" : "b"
                        $0.name = Bool.random(using: &random) ? "x" : "y"
                        $0.start = Int.random(in: 0..<20, using: &random) == 0 ? nil : .random(in: 0...20, using: &random) * 1_000_000
                        $0.duration = .random(in: 0...12, using: &random) * 1_000_000 * (host == slow ? factor : 1)
                        if Int.random(in: 0..<15, using: &random) == 0 { $0.duration = nil }
                        if Int.random(in: 0..<12, using: &random) > 0 { $0.resource = [("host.name", host)] }
                    })
            }
        }
        return spans
    }
}
