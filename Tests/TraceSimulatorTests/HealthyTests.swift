import Testing
import TraceModel

@testable import TraceSimulator

/// The quiet day that others are compared with.
@Suite struct HealthyTests {
    @Test("Not one span of thousands fails, retries, or is answered with a bad status", arguments: [1, 2, 3] as [UInt64])
    func nothingFails(seed: UInt64) {
        let spans = simulatedTraces(.healthy, 400, seed: seed).flatMap(\.spans)
        #expect(spans.count > 5_000)
        #expect(spans.allSatisfy { !$0.isError && $0.status != .error && $0.attributes["http.resend_count"] == nil })
        #expect(spans.allSatisfy { span in !span.events.contains { $0.name == "exception" } })
        for case .int64(let status)? in spans.map({ $0.attributes["http.status_code"] }) { #expect(status < 400) }
    }

    @Test("Latencies are calm: the slowest order takes less than three times the median, and half of what it may in checkout")
    func latenciesAreCalm() throws {
        func orders(_ scenario: Scenario) -> [Int64] {
            simulatedTraces(scenario, 600).map(\.mainRoot).filter { $0.name == "POST /api/orders" && !$0.isError }.map(\.duration).sorted()
        }
        let healthy = orders(.healthy), checkout = orders(.checkout)
        let slowest = try #require(healthy.last), median = healthy[healthy.count / 2]
        #expect(slowest < median * 3)
        #expect(try #require(checkout.last) > slowest * 2)
        #expect(abs(Double(median) / Double(checkout[checkout.count / 2]) - 1) < 0.15)
    }
}
