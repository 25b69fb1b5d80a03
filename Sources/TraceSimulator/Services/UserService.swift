import TraceModel

/// Knows the customers.
enum UserService {
    /// Tells whether a customer may order: from the cache, else from the database.
    static func validateUser(_ customer: Customer, _ server: OpenSpan, _ trace: inout TraceRecorder) -> Reply {
        var time = trace.pass(Latency(milliseconds: 0.6), from: server.start)
        let isCached = trace.random.chance(0.55)
        time = Cache.get("user:profile:\(customer.id)", hit: isCached, within: server, at: time, &trace)
        let queried = time
        if !isCached {
            let reply = Database.users.run(
                "SELECT", "users", "SELECT id, name, email, address, locked FROM users WHERE id = '\(customer.id)' AND deleted_at IS NULL",
                rows: 1, Latency(milliseconds: 4), within: server, at: time, &trace)
            if let failure = reply.failure { return trace.close(server, at: reply.end, failure: failure) }
            time = Cache.set("user:profile:\(customer.id)", within: server, at: reply.end, &trace)
        }
        time = trace.step("check_permissions", function: "PermissionPolicy.evaluate", Latency(milliseconds: 1.2), within: server, at: time)
        trace.tag([
            "component": "spring-webmvc", "user.id": .text(customer.id), "user.name": .text(customer.name),
            "user.city": .text(customer.city),
            "db.type": "postgresql", "db.instance": "users_db", "http.route": "/users/{id}/validate", "http.status_code": 200,
        ])
        if !isCached {
            trace.log("db.query", at: queried, in: server, ["query": "SELECT * FROM users WHERE id = ?", "user.id": .text(customer.id)])
        }
        return trace.close(server, at: trace.pass(Latency(milliseconds: 0.4), from: time))
    }
}
