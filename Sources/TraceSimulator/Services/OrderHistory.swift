/// Lists what a customer has ordered.
enum OrderHistory {
    /// Reads the orders, then what each consists of: with one question for all, or, since the new version, one for each.
    static func list(_ customer: Customer, _ server: OpenSpan, _ trace: inout TraceRecorder) -> Reply {
        let orders = (0..<trace.random.within(8...60)).map { _ in "order\(trace.random.within(100_000...999_999))" }
        var reply = Database.orders.run(
            "SELECT", "orders",
            "SELECT id, total, currency, status FROM orders WHERE user_id = '\(customer.id)' ORDER BY created_at DESC LIMIT 60",
            rows: orders.count, Latency(milliseconds: 4.5), within: server,
            at: trace.pass(Latency(milliseconds: 0.5), from: server.start), &trace)
        if reply.failure == nil {
            let isNew = Fleet.runsNewVersion(server.host)
            reply = isNew ? readEach(orders, server, at: reply.end, &trace) : readAll(orders, server, at: reply.end, &trace)
        }
        if reply.failure == nil {
            reply.end = trace.step(
                "render_history", function: "OrderHistory.render", Latency(milliseconds: 1.6), within: server, at: reply.end)
        }
        trace.tag([
            "component": "spring-webmvc", "user.id": .text(customer.id), "http.route": "/orders", "orders.count": .int(orders.count),
            "http.status_code": .int(reply.failure?.status ?? 200), "db.type": "postgresql", "db.instance": "orders_db",
        ])
        return trace.close(server, at: trace.pass(Latency(milliseconds: 0.4), from: reply.end), failure: reply.failure)
    }

    private static func readAll(_ orders: [String], _ server: OpenSpan, at start: Int64, _ trace: inout TraceRecorder) -> Reply {
        let ids = orders.map { "'\($0)'" }.joined(separator: ", ")
        return Database.orders.run(
            "SELECT", "order_items", "SELECT order_id, sku, quantity, price FROM order_items WHERE order_id IN (\(ids))",
            rows: orders.count * 2, Latency(milliseconds: 9), within: server, at: start, &trace)
    }

    private static func readEach(_ orders: [String], _ server: OpenSpan, at start: Int64, _ trace: inout TraceRecorder) -> Reply {
        var reply = Reply(end: start)
        for order in orders where reply.failure == nil {
            reply = Database.orders.run(
                "SELECT", "order_items", "SELECT sku, quantity, price FROM order_items WHERE order_id = '\(order)'",
                rows: trace.random.within(1...5), Latency(milliseconds: 5.2), within: server,
                at: trace.pass(Latency(milliseconds: 0.09), from: reply.end), &trace)
        }
        return reply
    }
}
