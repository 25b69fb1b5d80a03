import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// The critical path of random traces: against a slow and obvious way, and what must hold for any.
@Suite struct CriticalPathPropertyTests {
    @Test("Segments of a tree lie end to end, sum up to its root's duration, and are those that the obvious way finds")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 11)
        var segments = 0, tolerated = 0
        for round in 0..<800 {
            let snapshot = Snapshot.of(Self.spans(&random))
            let overlap = try #require(OverlapAllowance(percent: [0, 1, 10, 40][round % 4]))
            for row in snapshot.traces {
                let trace = snapshot[row], path = try #require(trace.criticalPath(overlap: overlap))
                var slow = Slow(trace: trace, fraction: overlap.fraction)
                let expected = slow.path
                #expect(path.segments.map { [$0.position, Int($0.start), Int($0.end)] } == expected, "round \(round)")
                #expect(path.total == Self.rootTime(trace))
                let times = try #require(trace.criticalTimes(overlap: overlap))
                #expect(times.reduce(0, +) == path.total)
                segments += path.segments.count
                tolerated += slow.tolerated
            }
        }
        #expect(segments > 4_000 && tolerated > 30, "\(segments) \(tolerated)")
    }

    private static func rootTime(_ trace: Trace) -> Int64 {
        (0..<trace.spanCount).filter { trace.parent(of: $0) == nil && !trace.marks(of: $0).contains(.folded) }
            .map { trace.span(at: $0) }.filter { $0.start != nil }.reduce(0) { $0 + max(0, $1.duration) }
    }

    /// Looks at every child for every step, and goes down by calling itself.
    private struct Slow {
        let trace: Trace
        let fraction: Double
        var tolerated = 0

        var path: [[Int]] {
            mutating get {
                (0..<trace.spanCount).filter { trace.parent(of: $0) == nil && !trace.marks(of: $0).contains(.folded) }.flatMap { top in
                    guard let start = trace.span(at: top).start else { return [[Int]]() }
                    return walk(top, start, start + max(0, trace.span(at: top).duration)).reversed()
                }
            }
        }

        private mutating func walk(_ position: Int, _ low: Int64, _ high: Int64) -> [[Int]] {
            let children = (0..<trace.spanCount).filter { trace.parent(of: $0) == position && !trace.marks(of: $0).contains(.folded) }
                .filter { !(trace.span(at: position).kind == .producer && trace.span(at: $0).kind == .consumer) }
                .compactMap { child -> (at: Int, start: Int64, end: Int64)? in
                    guard let start = trace.span(at: child).start, let end = trace.span(at: child).end else { return nil }
                    let clipped = (child, max(low, start), min(high, end))
                    return clipped.1 < clipped.2 ? clipped : nil
                }
            var rest = children, cursor = high, last: (at: Int, start: Int64, end: Int64)?, found: [[Int]] = []
            while let next = rest.max(by: { ($0.end, -$0.start, -$0.at) < ($1.end, -$1.start, -$1.at) }) {
                rest.removeAll { $0.at == next.at }
                if next.end > cursor {
                    let room = cursor..<next.end
                    let others = children.filter { $0.at != next.at && $0.at != last?.at }
                    let isDisturbed = others.contains { other in
                        other.end > room.lowerBound && other.end <= room.upperBound && rest.contains { $0.at == other.at }
                            || room.contains(trace.span(at: other.at).start ?? 0) && trace.span(at: other.at).start != room.lowerBound
                    }
                    guard let last, next.start < last.start, next.end < last.end, !isDisturbed,
                        Double(next.end - cursor) < Double(high - low) * fraction
                    else { continue }
                    tolerated += 1
                }
                let end = min(next.end, cursor)
                if end < cursor { found.append([position, Int(end), Int(cursor)]) }
                found += walk(next.at, next.start, end)
                cursor = next.start
                last = next
            }
            if low < cursor { found.append([position, Int(low), Int(cursor)]) }
            return found
        }
    }

    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        (1...UInt64.random(in: 1...30, using: &random)).map { id in
            SketchedSpan(id, parent: .random(in: 0..<(id + 1), using: &random)) {
                $0.service = ["a", "b"].randomElement(using: &random)
                $0.kind = SpanKind.allCases.randomElement(using: &random) ?? .client
                $0.start = Int.random(in: 0..<20, using: &random) == 0 ? nil : .random(in: 0...60, using: &random)
                $0.duration = .random(in: -2...(id == 1 ? 100 : 40), using: &random)
            }
        }
    }
}
