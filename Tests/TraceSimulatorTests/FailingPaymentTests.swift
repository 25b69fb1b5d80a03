import Testing
import TraceModel

@testable import TraceSimulator

/// Payments by one brand of cards fail.
@Suite struct FailingPaymentTests {
    private static let orders = simulatedTraces(.failingPayment, 600).filter { $0.mainRoot.name == "POST /api/orders" }

    private static func charges(_ trace: Trace) -> [Span] { trace.spans.filter { $0.name == "POST /v1/payment_intents" } }

    @Test("A share of the orders fails, up to the root")
    func someOrdersFail() {
        let failed = Self.orders.count { $0.mainRoot.isError }
        let share = Double(failed) / Double(Self.orders.count)
        #expect(share > 0.1 && share < 0.35)
    }

    @Test("Most calls for one brand fail, hardly any for the others")
    func brand() {
        var calls: [String: (all: Int, failed: Int)] = [:]
        for span in Self.orders.flatMap(Self.charges) {
            let brand = span.attributes["payment.card_brand"]?.text ?? "?"
            calls[brand, default: (0, 0)].all += 1
            if span.isError { calls[brand, default: (0, 0)].failed += 1 }
        }
        #expect(Set(calls.keys) == ["visa", "mastercard", "amex"])
        for (brand, count) in calls {
            let share = Double(count.failed) / Double(count.all)
            #expect(brand == "mastercard" ? share > 0.6 && share < 0.8 : share < 0.1, "\(brand)")
        }
    }

    @Test("It declines and it times out; both are told by exception events and status messages, longer on every level")
    func errorsTellWhy() throws {
        let errors = Self.orders.flatMap(\.spans).filter(\.isError)
        let kinds = Set(errors.compactMap { $0.attributes["error.kind"]?.text })
        #expect(kinds.contains("CardDeclinedException") && kinds.contains("HttpTimeoutException"))
        for span in errors { #expect(span.status == .error && span.events.contains { $0.name == "exception" }) }
        let root = try #require(Self.orders.first { $0.mainRoot.isError && !Self.charges($0).isEmpty }).mainRoot
        let message = try #require(root.attributes["otel.status_description"]?.text)
        #expect(message.hasPrefix("create_order failed: process_payment failed: "))
        #expect([402, 503, 504].contains { root.attributes["http.status_code"] == .int64($0) })
    }

    @Test("An error goes up without a gap, unless it is tried again or the order put off")
    func errorsPropagateOrAreHandled() {
        var handled = (retried: 0, deferred: 0)
        for trace in Self.orders {
            for (position, span) in trace.spans.enumerated() where span.isError {
                guard let parent = trace.parentSpan(of: position), !parent.isError, parent.kind != .producer else { continue }
                if parent.name == "process_payment" {
                    #expect(Self.charges(trace).last?.isError == false)
                    handled.retried += 1
                } else {
                    #expect(parent.name == "create_order" && parent.events.contains { $0.name == "payment.deferred" })
                    #expect(trace.mainRoot.attributes["http.status_code"] == .int64(201))
                    handled.deferred += 1
                }
            }
        }
        #expect(handled.retried > 5 && handled.deferred > 5)
    }
}
