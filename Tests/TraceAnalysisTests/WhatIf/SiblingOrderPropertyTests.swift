import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// The order of siblings in random traces, against comparing each with each.
@Suite struct SiblingOrderPropertyTests {
    @Test("In how many cases operations ran in which order is what comparing all their spans with each other gives")
    func agreesWithComparing() throws {
        var random = SeededGenerator(seed: 14)
        var found = 0, always = 0
        for _ in 0..<150 {
            let snapshot = Self.snapshot(&random)
            let pairs = try #require(snapshot.siblingOrder(overlap: .none)).pairs
            let counts = Self.counts(snapshot)
            #expect(pairs.count == counts.count)
            for pair in pairs {
                let path = pair.path.map(\.name).joined(separator: "/"), names = [pair.first.name, pair.second.name]
                // Ties are named either way round.
                let isTurned = counts[[path] + names] == nil
                let count = try #require(counts[[path] + (isTurned ? names.reversed() : names)])
                #expect([pair.inOrder, pair.reversed] == (isTurned ? [count[1], count[0]] : [count[0], count[1]]), "\(pair)")
                #expect(pair.overlapping == count[2])
                always += pair.certainty == .always ? 1 : 0
            }
            found += pairs.count
        }
        #expect(found > 500 && always > 50, "\(found) \(always)")
    }

    @Test("With the order of other traces, slack and savings too are what their definitions say")
    func slackAndSavings() throws {
        var random = SeededGenerator(seed: 15)
        var differing = 0
        for _ in 0..<150 {
            let snapshot = Self.snapshot(&random), order = try #require(snapshot.siblingOrder(overlap: .none))
            for row in snapshot.traces {
                let trace = snapshot[row], slow = SlowSiblings(trace, order: order)
                let slack = try #require(trace.slack(order: order, overlap: .none))
                #expect(slack == slow.slack(), "\(trace.dump)")
                if slack != trace.slack(overlap: .none) { differing += 1 }
                var retiming = try #require(Retiming(trace, order: order, overlap: .none))
                for _ in 0..<4 {
                    let reductions = (0..<2).map { _ in
                        Retiming.Reduction(
                            position: .random(in: 0..<trace.spanCount, using: &random), nanoseconds: .random(in: 0...60, using: &random))
                    }
                    if reductions[0].position == reductions[1].position { continue }
                    #expect(retiming.saving(reductions) == slow.saving(reductions), "\(reductions) \(trace.dump)")
                }
            }
        }
        #expect(differing > 30, "\(differing)")
    }

    /// Three random traces of four operations.
    private static func snapshot(_ random: inout SeededGenerator) -> Snapshot {
        .of((1...3 as ClosedRange<UInt64>).flatMap { TimedTrace.spans(&random, trace: $0, kinds: 4) })
    }

    /// By path and the names of two operations: cases in order, the other way round, neither.
    private static func counts(_ snapshot: Snapshot) -> [[String]: [Int]] {
        var counts: [[String]: [Int]] = [:]
        for row in snapshot.traces {
            let trace = snapshot[row], siblings = SlowSiblings(trace)
            for parent in 0..<trace.spanCount {
                let path = sequence(first: parent) { trace.parent(of: $0) }.map { trace.span(at: $0).name }.reversed().joined(
                    separator: "/")
                let groups = Dictionary(grouping: siblings.windows(below: parent)) { $0.name }
                for (a, first) in groups {
                    for (b, second) in groups where a <= b {
                        let way = a == b ? Self.selfOrder(first) : Self.order(first, second)
                        guard let way else { continue }
                        let key = counts[[path, b, a]] == nil ? [path, a, b] : [path, b, a]
                        counts[key, default: [0, 0, 0]][way] += 1
                    }
                }
            }
        }
        return counts
    }

    private typealias Window = SlowSiblings.Window

    /// 0: each began when those before it were over; 2: not so; nil: there is one only.
    private static func selfOrder(_ all: [Window]) -> Int? {
        guard all.count > 1 else { return nil }
        return all.indices.allSatisfy { later in all[..<later].allSatisfy { $0.end <= all[later].start } } ? 0 : 2
    }

    /// 0: all of the first were over when any of the second began; 1: the other way round; 2: neither.
    private static func order(_ first: [Window], _ second: [Window]) -> Int? {
        let isForward = first.allSatisfy { a in second.allSatisfy { a.end <= $0.start } }
        let isBackward = second.allSatisfy { b in first.allSatisfy { b.end <= $0.start } }
        // All at one moment: no order that could be contradicted.
        if isForward && isBackward { return nil }
        return isForward ? 0 : isBackward ? 1 : 2
    }
}
