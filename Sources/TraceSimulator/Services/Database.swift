import TraceModel

/// PostgreSQL, as seen by the clients that wait for it.
struct Database {
    /// The database's name.
    let instance: String
    let user: String
    /// What its hosts' names begin with.
    let host: String
    let replicas: Int

    static let users = Database(instance: "users_db", user: "users_rw", host: "users-db", replicas: 2)
    static let orders = Database(instance: "orders_db", user: "orders_rw", host: "orders-db", replicas: 3)
    static let payments = Database(instance: "payments_db", user: "payments_rw", host: "payments-db", replicas: 1)

    /// How long a statement may take.
    static let timeout: Int64 = 1_200_000_000

    /// Runs one statement: a client span that names the replica and holds the statement's text.
    func run(
        _ operation: String, _ table: String, _ statement: String, rows: Int, _ latency: Latency, within caller: OpenSpan, at start: Int64,
        _ trace: inout TraceRecorder
    ) -> Reply {
        let span = trace.open("\(operation) \(table)", .client, within: caller, at: start)
        let replica = trace.random.within(0...replicas - 1)
        let isSlow = instance == Self.orders.instance && trace.conditions.slowReplica == replica
        var end = trace.pass(isSlow ? latency.slowed(operation == "INSERT" ? 6 : 60, spread: 0.9) : latency, from: start)
        var failure: Failure?
        if end - start > Self.timeout {
            end = start + Self.timeout
            failure = Failure(
                type: "QueryCanceledException", message: "ERROR: canceling statement due to statement timeout (57014) on \(table)",
                status: 504)
        }
        trace.tag([
            "component": "pgx", "db.type": "postgresql", "db.instance": .text(instance), "db.user": .text(user),
            "db.operation": .text(operation), "db.statement": .text(statement), "net.peer.name": "\(host)-\(replica)",
            "net.peer.port": 5432, "db.rows": .int(failure == nil ? rows : 0),
        ])
        if operation == "UPDATE" && trace.random.chance(0.5) {
            trace.log(
                "row.locked", at: start + (end - start) / 3, in: span, ["table": .text(table), "wait.us": .int((end - start) / 3000)])
        }
        if isSlow {
            trace.log(
                "slow.query", at: end, in: span,
                ["plan": "Seq Scan on \(table)  (cost=0.00..\(184_000 + table.utf8.count * 1_310).50 rows=2417033 width=188)"])
        }
        return trace.close(span, at: end, failure: failure)
    }
}

/// Redis, as seen by the clients that wait for it.
enum Cache {
    private static let latency = Latency(milliseconds: 0.45, spread: 0.4, tail: 0.02)

    /// Asks for a key.
    static func get(_ key: String, hit: Bool, within caller: OpenSpan, at start: Int64, _ trace: inout TraceRecorder) -> Int64 {
        run("GET", key, hit: hit, within: caller, at: start, &trace)
    }

    /// Stores a value for a while.
    static func set(_ key: String, within caller: OpenSpan, at start: Int64, _ trace: inout TraceRecorder) -> Int64 {
        run("SET", key, hit: nil, within: caller, at: start, &trace)
    }

    private static func run(
        _ command: String, _ key: String, hit: Bool?, within caller: OpenSpan, at start: Int64, _ trace: inout TraceRecorder
    ) -> Int64 {
        let span = trace.open("redis \(command)", .client, within: caller, at: start)
        let end = trace.pass(latency, from: start)
        trace.tag([
            "component": "redis", "db.type": "redis", "db.statement": hit == nil ? "SET \(key) ? EX 300" : "GET \(key)",
            "db.redis.database_index": 2, "net.peer.name": "session-cache-0", "net.peer.port": 6379,
        ])
        if let hit { trace.tag(["cache.hit": .bool(hit)]) }
        if hit == false { trace.log("cache.miss", at: end, in: span, ["key": .text(key), "ttl.seconds": 300]) }
        return trace.close(span, at: end).end
    }
}
