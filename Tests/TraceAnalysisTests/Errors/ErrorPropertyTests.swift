import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Failures of random and impossible traces, against slow and obvious ways.
@Suite struct ErrorPropertyTests {
    @Test("On random traces the anatomy is what asking every span for its children and parents gives")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 11)
        var failures = 0, copies = 0
        for _ in 0..<300 {
            let snapshot = Snapshot.of(Self.spans(&random))
            for row in snapshot.traces {
                let trace = snapshot[row], found = try #require(trace.errorAnatomy())
                let failed = Self.failed(trace)
                let children = (0..<trace.spanCount).map { position in
                    (0..<trace.spanCount).filter { trace.parent(of: $0) == position }
                }
                let hasFailedChild = children.map { $0.contains { failed[$0] } }
                #expect(found.failures.map(\.position) == failed.indices.filter { failed[$0] })
                #expect(found.suppressed == failed.indices.filter { !failed[$0] && hasFailedChild[$0] })
                #expect(found.reachesRoot == failed[trace.mainRootPosition])
                #expect(found.failures.count + found.copies >= trace.errorSpans)
                for failure in found.failures {
                    #expect(failure.role == (hasFailedChild[failure.position] ? .propagated : .origin))
                    let path = Self.path(failure.position, failed, trace)
                    #expect(trace.path(of: failure) == path && failure.top == path.last && failure.reach == path.count)
                }
                #expect(found.failures.isEmpty == found.origins.isEmpty)
                #expect(found.reachesRoot == found.origins.contains { $0.top == trace.mainRootPosition })
                failures += found.failures.count
                copies += found.copies
            }
        }
        #expect(failures > 800 && copies > 30, "\(failures) \(copies)")
    }

    private static func failed(_ trace: Trace) -> [Bool] {
        (0..<trace.spanCount).map { position in
            !trace.marks(of: position).contains(.folded)
                && (trace.span(at: position).isError || trace.copies(of: position).contains { trace.span(at: $0).isError })
        }
    }

    private static func path(_ position: Int, _ failed: [Bool], _ trace: Trace) -> [Int] {
        var path = [position]
        while let parent = trace.parent(of: path[path.count - 1]), failed[parent] { path.append(parent) }
        return path
    }

    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        (1...UInt64.random(in: 1...14, using: &random)).map { id in
            SketchedSpan(Bool.random(using: &random) ? id : UInt64.random(in: 1...id, using: &random)) {
                $0.trace = UInt64.random(in: 1...2, using: &random)
                $0.parent = UInt64.random(in: 0...id + 2, using: &random)
                $0.start = Int64.random(in: 0...5, using: &random)
                $0.isError = Int.random(in: 0..<10, using: &random) < 4
                $0.mayBePiece = Bool.random(using: &random)
            }
        }
    }

    @Test("A hundred thousand levels that all fail have one origin, whose failure goes all the way up")
    func deep() throws {
        let levels: UInt64 = 100_000
        let snapshot = Snapshot.of((1...levels).map { id in SketchedSpan(id, parent: id - 1) { $0.isError = true } })
        let trace = snapshot[snapshot.traces[0]], anatomy = try #require(trace.errorAnatomy())
        let origin = try #require(anatomy.origins.first)
        #expect(anatomy.origins.count == 1 && origin.reach == Int(levels) && anatomy.reachesRoot && anatomy.suppressed.isEmpty)
        #expect(trace.path(of: origin).count == Int(levels))
    }

    @Test("A hundred thousand children that all fail are as many origins of one kind")
    func wide() throws {
        let snapshot = Snapshot.of(
            [SketchedSpan(1) { _ in }] + (2...100_001).map { id in SketchedSpan(id, parent: 1) { $0.isError = true } })
        let trace = snapshot[snapshot.traces[0]], anatomy = try #require(trace.errorAnatomy())
        #expect(anatomy.origins.count == 100_000 && anatomy.suppressed == [0])
        #expect(trace.failureKinds(anatomy, ErrorMessages(snapshot)).map(\.count) == [100_000])
    }

    @Test("Cycles, spans without service or time, and no spans at all have defined answers")
    func broken() throws {
        let cycle = Snapshot.of([1, 2, 3].map { id in SketchedSpan(id, parent: id % 3 + 1) { ($0.isError, $0.service) = (true, nil) } })
        let trace = cycle[cycle.traces[0]], anatomy = try #require(trace.errorAnatomy())
        #expect(anatomy.failures.map(\.reach) == [1, 2, 3] && anatomy.origins.count == 1 && anatomy.reachesRoot)
        #expect(try #require(Snapshot.empty.errorTraces()) == ErrorTraces())
        let timeless = Snapshot.of([SketchedSpan(1) { ($0.start, $0.duration, $0.isError) = (nil, nil, true) }])
        let found = try #require(timeless.errorTraces())
        #expect(found.traces.count == 1 && found.groups(in: timeless).map(\.service) == ["a"])
    }
}
