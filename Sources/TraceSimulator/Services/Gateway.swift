import TraceModel

/// Where requests of customers come in.
enum Gateway {
    /// `POST /api/orders`: who are you, may you, then the order itself.
    static func placeOrder(_ order: Order, _ customer: Customer, under parent: OpenSpan?, at start: Int64, _ trace: inout TraceRecorder)
        -> Int64
    {
        let root = trace.open("POST /api/orders", .server, .gateway, under: parent, at: start)
        var reply = admit(customer, order, root, &trace)
        if reply.failure == nil {
            reply = trace.call(
                .users, "validate_user", path: "/users/\(customer.id)/validate", requestID: order.requestID, within: root, at: reply.end
            ) {
                UserService.validateUser(customer, $0, &$1)
            }
        }
        var attempt = 1
        while reply.failure == nil || attempt > 1 {
            reply = trace.call(
                .orders, "create_order", path: "/orders", requestID: order.requestID, attempt: attempt, within: root, at: reply.end
            ) {
                OrderService.createOrder(order, customer, $0, &$1)
            }
            guard let failure = reply.failure, failure.status >= 500, attempt < trace.conditions.gatewayAttempts else { break }
            reply.end += Backoff.wait(attempt: attempt, &trace.random)
            attempt += 1
        }
        return answer(root, "POST", route: "/api/orders", query: "", customer, order, success: 201, reply, &trace)
    }

    /// `GET /api/orders/{id}`.
    static func readOrder(_ order: Order, _ customer: Customer, under parent: OpenSpan?, at start: Int64, _ trace: inout TraceRecorder)
        -> Int64
    {
        let root = trace.open("GET /api/orders/{id}", .server, .gateway, under: parent, at: start)
        var reply = admit(customer, order, root, &trace)
        if reply.failure == nil {
            reply = trace.call(.orders, "get_order", path: "/orders/\(order.id)", requestID: order.requestID, within: root, at: reply.end) {
                OrderService.readOrder(order, $0, &$1)
            }
        }
        return answer(root, "GET", route: "/api/orders/{id}", query: "?expand=items&lang=de", customer, order, success: 200, reply, &trace)
    }

    /// `GET /api/orders`: what a customer has ordered.
    static func listOrders(_ order: Order, _ customer: Customer, under parent: OpenSpan?, at start: Int64, _ trace: inout TraceRecorder)
        -> Int64
    {
        let root = trace.open("GET /api/orders", .server, .gateway, under: parent, at: start)
        var reply = admit(customer, order, root, &trace)
        if reply.failure == nil {
            reply = trace.call(
                .orders, "list_orders", path: "/orders?user=\(customer.id)", requestID: order.requestID, within: root, at: reply.end
            ) { OrderHistory.list(customer, $0, &$1) }
        }
        return answer(root, "GET", route: "/api/orders", query: "?page=1", customer, order, success: 200, reply, &trace)
    }

    /// A probe that looks at as many things as there are spans for: the request, and a key of the cache each.
    static func checkHealth(spans: Int, under parent: OpenSpan?, at start: Int64, _ trace: inout TraceRecorder) -> Int64 {
        let root = trace.open("GET /healthz", .server, .gateway, under: parent, at: start)
        var time = trace.pass(Latency(milliseconds: 0.3), from: start)
        for number in 0..<(spans - 1) { time = Cache.get("health:\(number)", hit: true, within: root, at: time, &trace) }
        trace.tag([
            "component": "net/http", "http.method": "GET", "http.url": "/healthz", "http.status_code": 200,
            "http.user_agent": "kube-probe/1.34",
            "net.peer.ip": "10.4.0.1",
        ])
        return trace.close(root, at: trace.pass(Latency(milliseconds: 0.1), from: time)).end
    }

    private static func admit(_ customer: Customer, _ order: Order, _ root: OpenSpan, _ trace: inout TraceRecorder) -> Reply {
        var time = trace.pass(Latency(milliseconds: 0.4), from: root.start)
        time = trace.step("authenticate", function: "auth.VerifyToken", Latency(milliseconds: 0.9), within: root, at: time)
        let limiter = trace.open("rate_limit", .internal, within: root, at: time)
        time = Cache.get("rate:\(customer.address):\(order.id.utf8.count)", hit: true, within: limiter, at: time, &trace)
        let isRefused = trace.random.chance(trace.conditions.limitedClients)
        trace.tagCode("limiter.Allow", in: limiter)
        trace.tag(["limiter.remaining": .int(isRefused ? 0 : trace.random.within(1...60)), "net.peer.ip": .text(customer.address)])
        let refusal = Failure(type: "TooManyRequests", message: "rate limit of 60/min exceeded for \(customer.address)", status: 429)
        return trace.close(limiter, at: trace.pass(Latency(milliseconds: 0.1), from: time), failure: isRefused ? refusal : nil)
    }

    private static func answer(
        _ root: OpenSpan, _ method: String, route: String, query: String, _ customer: Customer, _ order: Order, success: Int,
        _ reply: Reply,
        _ trace: inout TraceRecorder
    ) -> Int64 {
        let end = trace.pass(Latency(milliseconds: 0.6), from: reply.end)
        let status = reply.failure?.status ?? success
        trace.tag([
            "component": "net/http", "http.method": .text(method), "http.url": "https://shop.example.com\(route)\(query)",
            "http.route": .text(route),
            "http.user_agent": .text(customer.userAgent), "user.id": .text(customer.id), "http.client_ip": .text(customer.address),
            "http.request_id": .text(order.requestID), "http.status_code": .int(status), "session.id": .text(customer.session),
        ])
        trace.log(
            "request.received", at: root.start, in: root,
            ["message": "Processing \(method == "POST" ? "order creation" : "order lookup") request"])
        trace.log("request.completed", at: end, in: root, ["response.status": .int(status)])
        return trace.close(root, at: end, failure: reply.failure).end
    }
}
