import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Who is to blame, where that is known.
@Suite struct DiagnosisTests {
    /// How long, in microseconds, the parts of a request take: gateway, the way into orders, orders, a way that is not
    /// measured as such, the database.
    struct Request {
        var gateway: Int64 = 2000, wayToOrders: Int64 = 1000, orders: Int64 = 5000, database: Int64 = 20_000
    }

    /// Requests whose parts vary by a tenth; the database by half, as databases do.
    static func traces(_ count: Int, seed: UInt64, name: String = "GET /", _ change: (inout Request) -> Void = { _ in }) -> Snapshot {
        var random = SeededGenerator(seed: seed), spans: [SketchedSpan] = []
        for trace in 1...UInt64(count) {
            var request = Request()
            request.gateway = request.gateway * .random(in: 90...110, using: &random) / 100
            request.wayToOrders = request.wayToOrders * .random(in: 90...110, using: &random) / 100
            request.orders = request.orders * .random(in: 90...110, using: &random) / 100
            request.database = request.database * .random(in: 50...150, using: &random) / 100
            change(&request)
            // Root, the client's half, which waits for the server's only, and a local span beside the database.
            let times: [(service: String, start: Int64, duration: Int64)] = [
                ("gateway", 0, request.gateway + request.wayToOrders + request.orders + request.database),
                ("gateway", request.gateway, request.wayToOrders + request.orders + request.database),
                ("orders", request.gateway + request.wayToOrders, request.orders + request.database),
                ("orders", request.gateway + request.wayToOrders, request.orders),
                ("database", request.gateway + request.wayToOrders + request.orders, request.database),
            ]
            let parents: [UInt64] = [0, 1, 2, 3, 3]
            for (index, part) in times.enumerated() {
                let id = trace * 10 + UInt64(index) + 1
                spans.append(
                    SketchedSpan(id, parent: parents[index] == 0 ? 0 : trace * 10 + parents[index]) {
                        ($0.trace, $0.service, $0.name) = (trace, part.service, index == 0 ? name : "span \(index)")
                        ($0.start, $0.duration) = (part.start * 1000, part.duration * 1000)
                    })
            }
        }
        return .of(spans)
    }

    static func diagnose(_ suspects: Snapshot, _ baseline: Snapshot) throws -> Diagnosis {
        try #require(Diagnosis(suspects: TraceSelection(suspects), baseline: TraceSelection(baseline)))
    }

    @Test("A service that computes longer comes first, though the database varies by more than that")
    func inside() throws {
        let found = try Self.diagnose(Self.traces(50, seed: 1) { $0.orders += 4000 }, Self.traces(200, seed: 2))
        let first = try #require(found.first)
        #expect(first.service == "orders" && !first.isEdge && first.z > 5 && !found.isWeak)
        #expect(abs(first.excess - 4_000_000) < 200_000)
        #expect(found.suspects == 50 && found.baseline == 200 && found.incomparable == 0 && found.runnerUp != nil)
        let calibration = try #require(found.calibration)
        #expect(calibration < 1)
    }

    @Test("A slow network is the way into the service, not the service")
    func edge() throws {
        let found = try Self.diagnose(Self.traces(50, seed: 3) { $0.wayToOrders += 1000 }, Self.traces(200, seed: 4))
        let first = try #require(found.first)
        #expect(first.service == "orders" && first.isEdge && first.z > 5 && abs(first.excess - 1_000_000) < 100_000)
    }

    @Test("Traces are compared with those of the same request; others are counted and left out")
    func requests() throws {
        let baseline = Self.traces(100, seed: 5), other = Self.traces(20, seed: 6, name: "POST /") { $0.gateway += 90_000 }
        let found = try Self.diagnose(other, baseline)
        #expect(found.ranking.isEmpty && found.incomparable == 20 && found.suspects == 0 && found.isWeak)
        #expect(found.first == nil && found.calibration != nil)
    }

    @Test("Two samples of the same traces give a weak finding, and so does one suspect, however slow")
    func weakness() throws {
        let same = try Self.diagnose(Self.traces(60, seed: 7), Self.traces(60, seed: 8))
        let chance = try #require(same.first)
        #expect(same.isWeak && abs(chance.z) < 1)
        let one = try Self.diagnose(Self.traces(1, seed: 9) { $0.orders += 90_000 }, Self.traces(60, seed: 8))
        #expect(one.isWeak && one.hasFewTraces && one.first?.service == "orders")
    }

    @Test("Nothing comes of sets without traces, without time, or with one trace to compare with")
    func badInput() throws {
        let some = Self.traces(3, seed: 1), nothing = TraceDrawing.snapshot("a op  .\n\na op  .\n\na op")
        for (suspects, baseline) in [(some, Snapshot.empty), (.empty, some), (.empty, .empty), (some, Self.traces(1, seed: 2))] {
            let found = try Self.diagnose(suspects, baseline)
            #expect(found.ranking.isEmpty && found.isWeak && found.suspects == 0)
        }
        let zero = try Self.diagnose(nothing, nothing)
        #expect(zero.ranking.isEmpty && zero.suspects == 3 && zero.calibration == nil)
    }

    @Test("The z of every component is what the definition gives, on random traces of several requests")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 17)
        for _ in 0..<40 {
            let sets = (0..<2).map { _ in Snapshot.of(Self.spans(&random)) }
            let found = try Self.diagnose(sets[0], sets[1])
            let slow = try Self.slowly(sets[0], sets[1])
            for component in found.ranking {
                let expected = slow["\(component.service) \(component.isEdge)"] ?? 0
                #expect(abs(component.z - expected) <= 1e-6 * max(1, abs(expected)))
            }
            #expect(found.ranking.count >= slow.count)
        }
    }

    /// Mean z by component, every trace by itself.
    private static func slowly(_ suspects: Snapshot, _ baseline: Snapshot) throws -> [String: Double] {
        func times(_ snapshot: Snapshot) throws -> [String: [[String: Double]]] {
            var found: [String: [[String: Double]]] = [:]
            for trace in snapshot.traces.map({ snapshot[$0] }) {
                var own: [String: Double] = [:]
                for segment in try #require(trace.criticalPath()).segments {
                    let span = trace.span(at: segment.callee ?? segment.position)
                    own["\(span.service) \(segment.isEdge)", default: 0] += Double(segment.duration) / 1e6
                }
                found["\(trace.mainRoot.service) \(trace.mainRoot.name)", default: []].append(own)
            }
            return found
        }
        let suspects = try times(suspects), baseline = try times(baseline)
        var sums: [String: Double] = [:], count = 0.0
        for (request, traces) in suspects {
            guard let normal = baseline[request], normal.count >= Diagnosis.leastBaseline else { continue }
            count += Double(traces.count)
            for component in Set((traces + normal).flatMap(\.keys)) {
                let values = normal.map { $0[component] ?? 0 }, mean = values.reduce(0, +) / Double(values.count)
                let deviation = (values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)).squareRoot()
                for trace in traces { sums[component, default: 0] += ((trace[component] ?? 0) - mean) / (deviation + 0.1) }
            }
        }
        return sums.mapValues { $0 / count }
    }

    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        (1...UInt64.random(in: 10...90, using: &random)).map { id in
            SketchedSpan(id, parent: id <= 8 ? 0 : .random(in: 1..<id, using: &random)) {
                // Parents of the same trace, mostly.
                $0.trace = id % 8
                $0.service = [nil, "a", "b"].randomElement(using: &random) ?? nil
                $0.name = ["x", "y"].randomElement(using: &random) ?? "x"
                $0.start = .random(in: 0...4_000_000, using: &random)
                $0.duration = .random(in: 0...9_000_000, using: &random)
            }
        }
    }
}
