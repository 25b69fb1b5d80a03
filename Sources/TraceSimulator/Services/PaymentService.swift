import TraceModel

/// Has orders paid by an external provider.
enum PaymentService {
    /// Charges a card: checks for fraud, asks the provider, again if need be, and keeps the result.
    static func processPayment(_ order: Order, _ customer: Customer, _ server: OpenSpan, _ trace: inout TraceRecorder) -> Reply {
        var reply = Reply(end: trace.pass(Latency(milliseconds: 0.8), from: server.start))
        reply.end = fraudCheck(order, customer, server, at: reply.end, &trace)
        let transaction = "tx\(trace.random.within(10_000_000...99_999_999))"
        var attempt = 1
        while true {
            reply = charge(order, customer.card, transaction, attempt: attempt, server, at: reply.end, &trace)
            guard let failure = reply.failure, failure.status >= 500, attempt < trace.conditions.paymentAttempts else { break }
            reply.end += Backoff.wait(attempt: attempt, &trace.random)
            attempt += 1
        }
        let charged = reply.end
        if reply.failure == nil {
            reply = Database.payments.run(
                "INSERT", "payments",
                "INSERT INTO payments (id, order_id, amount, currency, provider) VALUES ('\(transaction)', '\(order.id)', \(order.total), '\(order.currency)', 'stripe')",
                rows: 1, Latency(milliseconds: 3), within: server, at: reply.end, &trace)
        }
        trace.tag([
            "component": "aspnetcore", "payment.method": "credit_card", "payment.amount": .number(order.total),
            "payment.currency": .text(order.currency), "payment.attempts": .int(attempt), "external.service": "stripe",
            "transaction.id": .text(transaction), "user.id": .text(customer.id), "http.status_code": .int(reply.failure?.status ?? 200),
        ])
        tagBrand(customer.card, &trace)
        if reply.failure == nil { trace.log("payment.processed", at: charged, in: server, ["transaction.id": .text(transaction)]) }
        return trace.close(server, at: trace.pass(Latency(milliseconds: 0.5), from: reply.end), failure: reply.failure)
    }

    private static func fraudCheck(
        _ order: Order, _ customer: Customer, _ server: OpenSpan, at start: Int64, _ trace: inout TraceRecorder
    ) -> Int64 {
        let span = trace.open("fraud_check", .internal, within: server, at: start)
        let end = trace.pass(Latency(milliseconds: 6, spread: 0.6), from: start)
        trace.tagCode("FraudModel.Score", in: span)
        trace.tag([
            "fraud.score": .number(Double(trace.random.within(1...420)) / 1000), "fraud.model": "gbm-2025-11",
            "user.ip": .text(customer.address),
        ])
        return trace.close(span, at: end).end
    }

    /// One call of the provider.
    private static func charge(
        _ order: Order, _ card: Card, _ transaction: String, attempt: Int, _ server: OpenSpan, at start: Int64, _ trace: inout TraceRecorder
    ) -> Reply {
        let span = trace.open("POST /v1/payment_intents", .client, within: server, at: start)
        let end = trace.pass(Latency(milliseconds: 110, spread: 0.45, tail: 0.03), from: start)
        let reply = PaymentProvider.charge(card, from: start, to: end, &trace)
        trace.tag([
            "component": "http-client", "peer.service": "stripe", "http.method": "POST",
            "http.url": "https://api.stripe.com/v1/payment_intents?expand[]=charge&confirm=true",
            "http.status_code": .int(reply.failure?.status ?? 200), "http.request_id": "req_\(trace.random.hex(14))",
            "idempotency.key": "\(order.id)-\(transaction)", "net.peer.name": "api.stripe.com", "net.peer.port": 443,
        ])
        tagBrand(card, &trace)
        if attempt > 1 { trace.tag(["http.resend_count": .int(attempt - 1)]) }
        if reply.failure == nil {
            trace.log("charge.succeeded", at: end, in: span, ["amount": .int(order.cents), "currency": .text(order.currency)])
        }
        return trace.close(span, at: reply.end, failure: reply.failure)
    }

    /// Names a card's brand where brands make a difference.
    private static func tagBrand(_ card: Card, _ trace: inout TraceRecorder) {
        if trace.conditions.failingCards != nil { trace.tag(["payment.card_brand": .text(card.rawValue)]) }
    }
}
