import TraceModel

/// Takes orders.
enum OrderService {
    /// Creates an order: looks the items up side by side, reserves them, stores the order, has it paid, announces it.
    static func createOrder(_ order: Order, _ customer: Customer, _ server: OpenSpan, _ trace: inout TraceRecorder) -> Reply {
        let begun = trace.pass(Latency(milliseconds: 1), from: server.start)
        let stored = store(order, customer, server, at: loadCart(order, server, at: begun, &trace), &trace)
        var reply = stored
        if reply.failure == nil { reply = pay(order, customer, server, at: reply.end, &trace) }
        let deferral = stored.failure == nil ? deferral(of: reply, order, trace.conditions) : nil
        if deferral != nil { reply.failure = nil }
        if reply.failure == nil {
            let status = deferral == nil ? "paid" : "payment_due"
            reply = Database.orders.run(
                "UPDATE", "orders",
                "UPDATE orders SET status = '\(status)', updated_at = now() WHERE id = '\(order.id)' AND status <> '\(status)'",
                rows: 1, Latency(milliseconds: 2.5), within: server, at: reply.end, &trace)
        }
        if reply.failure == nil { reply.end = announce(order, customer, server, at: reply.end, &trace) }
        trace.tag([
            "component": "spring-webmvc", "order.id": .text(order.id), "order.items": .int(order.items.count),
            "order.total": .number(order.total),
            "order.currency": .text(order.currency), "user.id": .text(customer.id), "db.type": "postgresql", "db.instance": "orders_db",
            "http.status_code": .int(reply.failure?.status ?? 201),
        ])
        if stored.failure == nil {
            trace.log("order.created", at: stored.end, in: server, ["order.id": .text(order.id), "total": .number(order.total)])
        }
        if let deferral {
            trace.log("payment.deferred", at: deferral.end, in: server, ["level": "warn", "reason": .text(deferral.reason)])
        }
        return trace.close(server, at: trace.pass(Latency(milliseconds: 0.8), from: reply.end), failure: reply.failure)
    }

    /// Why and since when an order is to be paid later, if its payment failed in a way that permits it.
    private static func deferral(of payment: Reply, _ order: Order, _ conditions: Conditions) -> (end: Int64, reason: String)? {
        guard let failure = payment.failure, failure.status == 504, order.cents <= conditions.deferrableCents else { return nil }
        return (payment.end, failure.statusMessage ?? failure.message)
    }

    /// Reads one order.
    static func readOrder(_ order: Order, _ server: OpenSpan, _ trace: inout TraceRecorder) -> Reply {
        let isCached = trace.random.chance(0.3)
        var reply = Reply(end: trace.pass(Latency(milliseconds: 0.5), from: server.start))
        reply.end = Cache.get("order:\(order.id)", hit: isCached, within: server, at: reply.end, &trace)
        for table in isCached ? [] : ["orders", "order_items"] where reply.failure == nil {
            reply = Database.orders.run(
                "SELECT", table,
                "SELECT * FROM \(table) WHERE \(table == "orders" ? "id" : "order_id") = '\(order.id)' ORDER BY created_at",
                rows: table == "orders" ? 1 : order.items.count, Latency(milliseconds: 3), within: server, at: reply.end, &trace)
        }
        trace.tag([
            "component": "spring-webmvc", "order.id": .text(order.id), "http.route": "/orders/{id}",
            "http.status_code": .int(reply.failure?.status ?? 200), "db.type": "postgresql", "db.instance": "orders_db",
        ])
        return trace.close(server, at: trace.pass(Latency(milliseconds: 0.5), from: reply.end), failure: reply.failure)
    }

    /// Looks up all items at once; the slowest decides.
    private static func loadCart(_ order: Order, _ server: OpenSpan, at start: Int64, _ trace: inout TraceRecorder) -> Int64 {
        let span = trace.open("load_cart", .internal, within: server, at: start)
        var last = start
        for item in order.items {
            let begun = trace.pass(Latency(milliseconds: 0.15), from: start)
            let reply = Database.orders.run(
                "SELECT", "products", "SELECT name, price FROM products WHERE sku = '\(item.sku)' AND stock >= \(item.quantity)",
                rows: 1, Latency(milliseconds: 2.2), within: span, at: begun, &trace)
            last = max(last, reply.end)
        }
        trace.tagCode("CartLoader.load", in: span)
        trace.tag(["cart.names": .text(order.items.map(\.name).joined(separator: "; ")), "cart.items": .int(order.items.count)])
        return trace.close(span, at: trace.pass(Latency(milliseconds: 0.3), from: last)).end
    }

    /// Reserves the stock, item after item, and inserts the order.
    private static func store(_ order: Order, _ customer: Customer, _ server: OpenSpan, at start: Int64, _ trace: inout TraceRecorder)
        -> Reply
    {
        let span = trace.open("reserve_inventory", .internal, within: server, at: start)
        var reply = Reply(end: start)
        for item in order.items where reply.failure == nil {
            reply = Database.orders.run(
                "UPDATE", "inventory",
                "UPDATE inventory SET reserved = reserved + \(item.quantity) WHERE sku = '\(item.sku)' AND stock - reserved >= \(item.quantity)",
                rows: 1, Latency(milliseconds: 3, spread: 0.5), within: span, at: reply.end, &trace)
        }
        trace.tagCode("InventoryService.reserve", in: span)
        trace.tag(["order.id": .text(order.id), "inventory.items": .int(order.items.count)])
        reply = trace.close(span, at: reply.end, failure: reply.failure)
        if reply.failure != nil { return reply }
        return Database.orders.run(
            "INSERT", "orders",
            "INSERT INTO orders (id, user_id, total, currency, status, created_at) VALUES ('\(order.id)', '\(customer.id)', \(order.total), '\(order.currency)', 'new', now())",
            rows: 1, Latency(milliseconds: 3.5), within: server, at: reply.end, &trace)
    }

    private static func pay(_ order: Order, _ customer: Customer, _ server: OpenSpan, at start: Int64, _ trace: inout TraceRecorder)
        -> Reply
    {
        var reply = Reply(end: start), attempt = 1
        while true {
            reply = trace.call(
                .payments, "process_payment", path: "/payments?order=\(order.id)&attempt=\(attempt)", requestID: order.requestID,
                attempt: attempt,
                within: server, at: reply.end
            ) { PaymentService.processPayment(order, customer, $0, &$1) }
            guard let failure = reply.failure, failure.status >= 500, attempt < trace.conditions.orderAttempts else { return reply }
            reply.end += Backoff.wait(attempt: attempt, &trace.random)
            attempt += 1
        }
    }
}
