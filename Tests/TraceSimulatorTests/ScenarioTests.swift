import Testing
import TraceModel

@testable import TraceSimulator

/// What the scenarios show.
@Suite struct ScenarioTests {
    static func spans(_ scenario: Scenario, traces: Int = 250) -> [Span] {
        Simulator(scenario: scenario, amount: .traces(traces)).flatMap { snapshot in
            snapshot.traces.flatMap { row in (0..<snapshot[row].spanCount).map { snapshot[row].span(at: $0) } }
        }
    }

    @Test("The guide's five services do what the guide says, with its tags, logs and kinds")
    func guideIsKept() throws {
        let spans = Self.spans(.checkout)
        let names = ["api-gateway", "user-service", "order-service", "payment-service", "notification-service"]
        #expect(Set(spans.map(\.service)) == Set(names))
        func first(_ name: String, _ kind: SpanKind) throws -> Span {
            try #require(spans.first { $0.name == name && $0.kind == kind && !$0.isError })
        }
        let root = try first("POST /api/orders", .server)
        #expect(
            root.namedParentID == nil && root.attributes["http.method"]?.text == "POST"
                && root.attributes["http.status_code"] == .int64(201))
        #expect(root.events.map(\.name) == ["request.received", "request.completed"])
        #expect(try first("validate_user", .server).attributes["db.instance"]?.text == "users_db")
        let order = try first("create_order", .server)
        #expect(order.events.map(\.name) == ["order.created"])
        if case .double(let total)? = order.attributes["order.total"] {
            #expect(total > 0)
        } else {
            Issue.record("order.total is no number")
        }
        let payment = try first("process_payment", .server)
        #expect(payment.attributes["external.service"]?.text == "stripe" && payment.events.map(\.name) == ["payment.processed"])
        let mail = try first("send_order_confirmation", .consumer)
        #expect(mail.attributes["notification.type"]?.text == "email" && mail.events.map(\.name) == ["notification.sent"])
    }

    @Test("Spans carry about nine tags, a quarter of them logs, and hosts and versions differ")
    func richness() {
        let spans = Self.spans(.checkout)
        let attributes = Double(spans.reduce(0) { $0 + $1.attributes.count + 1 }) / Double(spans.count)
        #expect(attributes > 8.5 && attributes < 9.5)
        let logs = Double(spans.count { !$0.events.isEmpty }) / Double(spans.count)
        #expect(logs > 0.2 && logs < 0.3)
        let orders = spans.filter { $0.service == "order-service" }
        #expect(Set(orders.compactMap { $0.resource.attributes["hostname"]?.text }).count == 3)
        #expect(Set(orders.compactMap { $0.resource.attributes["service.version"]?.text }) == ["5.3.4", "5.4.0"])
    }

    @Test(
        "Children run within their parents, side by side where the code is; only consumers outlive them",
        arguments: Scenario.allCases.filter { $0 != .broken && $0 != .clockSkew })
    func timesFit(scenario: Scenario) {
        var overlaps = 0
        for snapshot in Simulator(scenario: scenario, amount: .traces(80)) {
            for row in snapshot.traces {
                let trace = snapshot[row]
                for position in 0..<trace.spanCount {
                    let span = trace.span(at: position)
                    #expect(span.duration > 0 && span.duration % 1000 == 0)
                    if trace.marks(of: position).contains(.outsideParent) { #expect(span.kind == .consumer) }
                    if position > 0, span.name == "SELECT products", let end = trace.span(at: position - 1).end,
                        end > trace.displayStart(of: position)
                    {
                        overlaps += 1
                    }
                }
            }
        }
        #expect(overlaps > 20)
    }

    @Test("Latencies have a long tail, and errors are rare, in a healthy shop")
    func checkoutIsHealthy() {
        let spans = Self.spans(.checkout, traces: 600)
        let roots = spans.filter { $0.name == "POST /api/orders" && !$0.isError }.map(\.duration).sorted()
        let (median, last) = (roots[roots.count / 2], roots[roots.count - 1])
        #expect(median > 80_000_000 && median < 250_000_000 && last > median * 3)
        let share = Double(spans.count { $0.isError }) / Double(spans.count)
        #expect(share > 0.001 && share < 0.02)
    }

    @Test("One replica is slow, the others are not, and some orders time out")
    func slowDatabase() {
        let spans = Self.spans(.slowDatabase)
        func median(_ host: String) -> Int64 {
            let found = spans.filter { $0.attributes["net.peer.name"]?.text == host && $0.name != "INSERT orders" }.map(\.duration).sorted()
            return found.isEmpty ? 0 : found[found.count / 2]
        }
        #expect(median("orders-db-0") > 0 && median("orders-db-2") > median("orders-db-0") * 20)
        #expect(spans.contains { $0.attributes["error.kind"]?.text == "QueryCanceledException" })
        #expect(spans.contains { $0.name == "POST /api/orders" && $0.attributes["http.status_code"] == .int64(504) })
    }

    @Test("Every layer tries again, so one order may call the provider many times")
    func retryStorm() {
        var most = 0
        for snapshot in Simulator(scenario: .retryStorm, amount: .traces(100)) {
            for row in snapshot.traces {
                let trace = snapshot[row]
                most = max(most, (0..<trace.spanCount).count { trace.span(at: $0).name == "POST /v1/payment_intents" })
            }
        }
        #expect(most >= 12 && most <= 24)
    }
}
