import TraceModel

/// A report that asks the database once for each order, eight questions at a time.
struct WideTrace: LargeTrace {
    private let root: OpenSpan
    private var lanes: [Int64]
    private(set) var spansLeft: Int

    init(spans: Int, at start: Int64, _ trace: inout TraceRecorder) {
        spansLeft = spans
        root = trace.open("GET /api/reports/orders", .server, .orders, under: nil, at: start)
        lanes = Array(repeating: trace.pass(Latency(milliseconds: 1), from: start), count: 8)
    }

    mutating func step(_ trace: inout TraceRecorder) {
        if spansLeft > 1 {
            let lane = spansLeft % lanes.count
            let order = "order\(trace.random.within(100_000...999_999))"
            let reply = Database.orders.run(
                "SELECT", "orders", "SELECT total, currency, status FROM orders WHERE id = '\(order)' AND status <> 'cancelled'", rows: 1,
                Latency(milliseconds: 1.5), within: root, at: lanes[lane], &trace)
            lanes[lane] = reply.end + 40_000
        } else {
            trace.tagCode("OrderReport.render", in: root)
            trace.close(root, at: trace.pass(Latency(milliseconds: 2), from: lanes.max() ?? root.start))
        }
        spansLeft -= 1
    }
}
