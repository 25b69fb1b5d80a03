/// What customers and clocks ask of the shop.
enum Traffic {
    /// Customers order, and look their orders up.
    case shopping
    /// Customers mostly look at lists of what they ordered.
    case histories
    /// Customers order, and others read the queue of orders.
    case queues

    /// One request, of the sort and mix that customers send.
    ///
    /// - Returns: when it was answered.
    func request(under parent: OpenSpan?, at start: Int64, _ trace: inout TraceRecorder) -> Int64 {
        let customer = Customer(&trace.random), order = Order(&trace.random)
        let chance = trace.random.within(0...99)
        switch (self, chance) {
        case (.histories, 0..<64): return Gateway.listOrders(order, customer, under: parent, at: start, &trace)
        case (.queues, _) where trace.backlog.isDue(at: start): return Settlement.bookBatch(under: parent, at: start, &trace)
        case (.queues, 0..<88), (.histories, 64..<82), (.shopping, 0..<74):
            return Gateway.placeOrder(order, customer, under: parent, at: start, &trace)
        case (_, 0..<96): return Gateway.readOrder(order, customer, under: parent, at: start, &trace)
        default: return Gateway.checkHealth(spans: 1, under: parent, at: start, &trace)
        }
    }
}
