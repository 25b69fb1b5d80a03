import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Jaeger's own way through a trace, by ids and recursion, against ours.
@Suite struct ClockSkewPropertyTests {
    @Test("In random traces every span is off by what a walk by ids, as Jaeger does it, finds", arguments: [Int64.max, 25, 0])
    func agreesWithRecursion(maximum: Int64) throws {
        var random = SeededGenerator(seed: 7)
        var moved = 0, refused = 0
        for _ in 0..<300 {
            let spans = Self.randomTrace(&random)
            let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
            let skew = try #require(trace.clockSkew(upTo: maximum))
            var found = [Int64](repeating: 0, count: spans.count)
            for shift in skew.shifts { found[trace.spanRow(at: shift.position).offset] = shift.delta }
            #expect(found == SlowAdjuster(spans, maximum: maximum).deltas)
            moved += skew.movedSpans
            refused += skew.refusedSpans
        }
        #expect(moved > 0 || maximum == 0)
        #expect(refused > 0 || maximum == .max)
    }

    @Test("Moving as far as is needed leaves nothing to be moved where each span could be put within its parent")
    func isSettled() throws {
        var random = SeededGenerator(seed: 8)
        for _ in 0..<100 {
            // Shorter than their parents, so that all fit.
            let spans = (1...20 as ClosedRange<UInt64>).map { id in
                SketchedSpan(id, parent: id / 2) {
                    ($0.start, $0.duration) = (.random(in: 0...100, using: &random), 1000 >> Int64(64 - id.leadingZeroBitCount))
                    $0.resource = [("host.id", "\(id)")]
                }
            }
            let adjusted = try #require(Snapshot.of(spans).adjustingClockSkew(upTo: .max)).snapshot
            #expect(adjusted.clockSkew()?.isSuspected == false)
        }
    }

    /// Up to 25 spans on few hosts: orphans, cycles, second spans of an id, negative lengths.
    private static func randomTrace(_ random: inout SeededGenerator) -> [SketchedSpan] {
        let count = UInt64.random(in: 1...25, using: &random)
        return (1...count).map { number in
            let isAgain = Int.random(in: 0..<15, using: &random) == 0
            let parent = Int.random(in: 0..<12, using: &random) == 0 ? 1...40 : 0...max(1, number - 1)
            return SketchedSpan(isAgain ? max(1, number / 2) : number, parent: .random(in: parent, using: &random)) {
                $0.name = "op \(number)"
                $0.start = .random(in: 0...60, using: &random)
                $0.duration = .random(in: -3...40, using: &random)
                let host = Int.random(in: 0..<4, using: &random)
                if host > 0 { $0.resource = [("host.id", "\(host)")] }
            }
        }
    }
}

/// The rule as Jaeger's server walks it: a map of ids, lists of children, recursion.
private struct SlowAdjuster {
    /// What each span is off, in the order given.
    private(set) var deltas: [Int64]
    private let spans: [SketchedSpan]
    private let maximum: Int64
    private var children: [UInt64: [Int]] = [:]
    private var starts: [Int64]

    init(_ spans: [SketchedSpan], maximum: Int64) {
        self.spans = spans
        self.maximum = maximum
        deltas = Array(repeating: 0, count: spans.count)
        starts = spans.map { $0.start ?? 0 }
        var first: [UInt64: Int] = [:]
        for (index, span) in spans.enumerated() where first[span.id] == nil { first[span.id] = index }
        var roots: [Int] = []
        for (index, span) in spans.enumerated() where first[span.id] == index {
            if span.parent == 0 || first[span.parent] == nil {
                roots.append(index)
            } else {
                children[span.parent, default: []].append(index)
            }
        }
        for root in roots { adjust(root, parent: nil, host: host(root), delta: 0) }
    }

    private func host(_ index: Int) -> String { spans[index].resource.first?.value ?? "" }
    private func duration(_ index: Int) -> Int64 { max(0, spans[index].duration ?? 0) }

    private mutating func adjust(_ index: Int, parent: Int?, host carried: String, delta inherited: Int64) {
        var delta = inherited
        if let parent, host(index) != carried || host(index).isEmpty { delta = difference(index, parent) }
        deltas[index] = delta
        if abs(delta) <= maximum { starts[index] += delta }
        for child in children[spans[index].id] ?? [] { adjust(child, parent: index, host: host(index), delta: delta) }
    }

    private func difference(_ child: Int, _ parent: Int) -> Int64 {
        let early = starts[parent] - starts[child]
        if duration(child) > duration(parent) { return max(0, early) }
        if early <= 0, starts[child] + duration(child) <= starts[parent] + duration(parent) { return 0 }
        return early + (duration(parent) - duration(child)) / 2
    }
}
