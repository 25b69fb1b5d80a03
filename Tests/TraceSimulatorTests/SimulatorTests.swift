import Testing
import TraceModel

@testable import TraceSimulator

/// Amounts, shapes and repeatability.
@Suite struct SimulatorTests {
    @Test("The same seed gives the same bytes, another seed gives others", arguments: Scenario.allCases)
    func sameSeedSameBytes(scenario: Scenario) {
        let first = jaegerJSON(Simulator(scenario: scenario, amount: .traces(30), seed: 9))
        #expect(first == jaegerJSON(Simulator(scenario: scenario, amount: .traces(30), seed: 9)))
        #expect(first != jaegerJSON(Simulator(scenario: scenario, amount: .traces(30), seed: 10)))
    }

    @Test("A span takes some 980 bytes of JSON, so that half a million stay below the longest string Node knows")
    func size() {
        let bytesPerSpan = jaegerJSON(Simulator(amount: .spans(5_000))).count / 5_000
        #expect(bytesPerSpan > 960 && bytesPerSpan < 1000)
    }

    @Test("No two scenarios or shapes share a trace id")
    func idsAreApart() {
        var simulators = Scenario.allCases.map { Simulator(scenario: $0, amount: .traces(5)) }
        simulators += Shape.allCases.dropFirst().map { Simulator(amount: .traces(5), shape: $0, spansPerTrace: 10) }
        let ids = simulators.flatMap { $0.flatMap { snapshot in snapshot.traces.map { snapshot[$0].id } } }
        #expect(ids.count == 5 * (Scenario.allCases.count + Shape.allCases.count - 1) && Set(ids).count == ids.count)
    }

    @Test("Ten traces are the first ten of twenty", arguments: Scenario.allCases)
    func tracesDoNotDependOnTheirNumber(scenario: Scenario) throws {
        let ten = jaegerJSON(Simulator(scenario: scenario, amount: .traces(10)))
        let twenty = jaegerJSON(Simulator(scenario: scenario, amount: .traces(20)))
        let common = ten.count - #"],"total":0,"limit":0,"offset":0,"errors":null}"#.utf8.count - 1
        #expect(ten.prefix(common) == twenty.prefix(common))
        #expect(twenty[common] == 0x2c)
    }

    @Test("As many spans as asked for, to the last one", arguments: Shape.allCases, [0, 1, 2, 3, 10, 57, 1000])
    func exactSpans(shape: Shape, spans: Int) {
        let snapshots = Array(Simulator(amount: .spans(spans), shape: shape))
        #expect(snapshots.reduce(0) { $0 + $1.spanCount } == spans)
        #expect(snapshots.allSatisfy { $0.spanCount > 0 && $0.spanCount < 1 << 16 })
    }

    @Test("As many spans as asked for in every scenario", arguments: Scenario.allCases, [8, 700, 5001])
    func exactSpans(scenario: Scenario, spans: Int) {
        #expect(Simulator(scenario: scenario, amount: .spans(spans)).reduce(0) { $0 + $1.spanCount } == spans)
    }

    @Test("As many traces as asked for")
    func exactTraces() {
        #expect(Simulator(amount: .traces(0)).reduce(0) { $0 + $1.traces.count } == 0)
        #expect(Simulator(amount: .traces(1700)).reduce(0) { $0 + $1.traces.count } == 1700)
        let large = Array(Simulator(amount: .traces(3), shape: .batch, spansPerTrace: 200)).flatMap { snapshot in
            snapshot.traces.map { snapshot[$0].spanCount }
        }
        #expect(large == [200, 200, 200])
        let cut = Array(Simulator(amount: .spans(500), shape: .wide, spansPerTrace: 200)).flatMap { snapshot in
            snapshot.traces.map { snapshot[$0].spanCount }
        }
        #expect(cut == [200, 200, 100])
    }

    @Test("A large trace goes on under one id, and has no more than one root")
    func largeTracesStayTogether() throws {
        let snapshots = Array(Simulator(amount: .spans(33_000), shape: .batch))
        #expect(snapshots.count == 2)
        #expect(snapshots.reduce(0) { $0 + $1.spanCount } == 33_000)
        #expect(Set(snapshots.flatMap { snapshot in snapshot.traces.map { snapshot[$0].id } }).count == 1)
        #expect(snapshots.map { snapshot in snapshot[snapshot.traces[0]].rootSpans } == [0, 1])
    }

    @Test("Shapes are as deep and as wide as they say")
    func shapesHaveTheirShape() throws {
        let deep = try #require(Self.only(Simulator(amount: .spans(2_000), shape: .deep)))
        #expect(deep.depth == 2_000 && deep.maxFanOut == 1 && deep.rootSpans == 1 && deep.orphanSpans == 0)
        let wide = try #require(Self.only(Simulator(amount: .spans(2_000), shape: .wide)))
        #expect(wide.depth == 2 && wide.maxFanOut == 1_999 && wide.rootSpans == 1 && wide.orphanSpans == 0)
        let batch = try #require(Self.only(Simulator(amount: .spans(2_000), shape: .batch)))
        #expect(batch.depth >= 8 && batch.maxFanOut > 8 && batch.rootSpans == 1 && batch.orphanSpans == 0 && batch.serviceCount == 5)
    }

    private static func only(_ simulator: Simulator) -> Trace? {
        var simulator = simulator
        guard let snapshot = simulator.next(), simulator.next() == nil, snapshot.traces.count == 1 else { return nil }
        return snapshot[snapshot.traces[0]]
    }
}
