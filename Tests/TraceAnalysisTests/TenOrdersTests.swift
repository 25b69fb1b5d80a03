import TestSupport
import Testing
import TraceAnalysis
import TraceModel
import TraceSources

/// The worked example of the shared fixtures: ten orders, whose numbers were worked out by hand.
@Suite struct TenOrdersTests {
    static let millisecond: Int64 = 1_000_000

    /// Nil where the fixtures are absent.
    static func orders() throws -> Snapshot? {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: the worked example was not compared.")
            return nil
        }
        return try FileLoader(paths: [Places.fixtures.appendingPathComponent("real/guide-acceptance/ten_orders.json").path]).load()
    }

    @Test("Traces take 100 to 1000 ms, 550 on average")
    func traceDurations() throws {
        guard let snapshot = try Self.orders() else { return }
        let duration = try #require(Summary(snapshot).traceDuration)
        let found = [duration.min, duration.max, duration.mean, duration.p50, duration.p95, duration.p99].map { $0 / Self.millisecond }
        #expect(found == [100, 1000, 550, 500, 1000, 1000])
        #expect(duration.fewSamples == [.p95, .p99])
    }

    @Test("The service asked for is entered ten times, fails once, and takes 470 ms in the middle")
    func entryLatency() throws {
        guard let snapshot = try Self.orders() else { return }
        let orders = try #require(snapshot.serviceStatistics()?.first { $0.name == "orders" })
        let latency = try #require(orders.entryLatency)
        let found = [latency.min, latency.max, latency.mean, latency.p50, latency.p95, latency.p99].map { $0 / Self.millisecond }
        #expect(found == [70, 970, 520, 470, 970, 970])
        #expect(orders.entrySpans == 10 && orders.entryErrorRate == 0.1 && orders.attention == .errors)
    }

    @Test("Of an order's time its service itself takes 245 ms on average, of a payment's 4 ms")
    func selfTimes() throws {
        guard let snapshot = try Self.orders() else { return }
        var times: [String: [Int64]] = [:]
        for row in snapshot.traces {
            let trace = snapshot[row], own = try #require(trace.selfTimes())
            for position in own.indices { times[trace.span(at: position).name, default: []].append(own[position]) }
        }
        #expect(Percentiles(times["create_order"] ?? [])?.mean == 245 * Self.millisecond)
        #expect(Percentiles(times["pay"] ?? [])?.mean == 4 * Self.millisecond)
    }

    @Test("The slow traces, longest first, are those of 1000, 900 and 800 ms with their three services")
    func slowTraces() throws {
        guard let snapshot = try Self.orders() else { return }
        let longest = TraceSort.longest.sorted(snapshot.traces, in: snapshot).prefix(3).map { snapshot[$0] }
        #expect(longest.map { ($0.duration ?? 0) / Self.millisecond } == [1000, 900, 800])
        #expect(longest.allSatisfy { $0.services.map(\.name) == ["gateway", "orders", "payments"] })
    }

    @Test("Orders are called by the gateway and call for payments, each with its errors, times and gap")
    func dependencies() throws {
        guard let snapshot = try Self.orders() else { return }
        let found = try #require(snapshot.dependencies(service: "orders"))
        #expect(found.map { [$0.caller, $0.callee] } == [["gateway", "orders"], ["orders", "payments"]])
        #expect(found.map { [$0.calls, $0.errors] } == [[10, 1], [10, 2]] && found.allSatisfy { !$0.isVirtual })
        let means = found.map { [$0.meanCallee, $0.meanCaller, $0.meanGap].map { ($0 ?? 0) / Self.millisecond } }
        #expect(means == [[520, 530, 10], [271, 275, 4]])
    }

    @Test("Two traces failed, the fatal one first; another replied with a 5xx that nobody marked as an error")
    func errorTraces() throws {
        guard let snapshot = try Self.orders() else { return }
        let found = try #require(snapshot.errorTraces())
        func ids(_ rows: [TraceRow]) -> [String] { rows.map { String(snapshot[$0].idText.suffix(6)) } }
        func names(_ failures: [ErrorAnatomy.Failure], _ trace: Trace) -> [String] { failures.map { trace.span(at: $0.position).name } }
        #expect(ids(found.traces.map(\.row)) == ["abc007", "abc003"] && found.traces.map(\.isFatal) == [true, false])
        #expect(ids(found.nonFatal) == ["abc003"] && ids(found.unmarkedServerErrors) == ["abc009"] && found.looked == 10)
        for (errorTrace, expected) in zip(
            found.traces, [["POST /api/orders", "orders.call", "create_order", "pay", "charge"], ["pay", "charge"]])
        {
            let trace = snapshot[errorTrace.row], anatomy = errorTrace.anatomy
            #expect(names(anatomy.failures, trace) == expected && names(anatomy.origins, trace) == ["charge"])
            #expect(trace.path(of: anatomy.origins[0]).map { trace.span(at: $0).name } == expected.reversed())
        }
    }
}
