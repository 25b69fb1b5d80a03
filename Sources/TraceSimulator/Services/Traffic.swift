/// What customers and clocks ask of the shop.
enum Traffic: Sendable {
    /// Customers order, and look their orders up.
    case shopping

    /// One request, of the sort and mix that customers send.
    ///
    /// - Returns: when it was answered.
    func request(under parent: OpenSpan?, at start: Int64, _ trace: inout TraceRecorder) -> Int64 {
        let customer = Customer(&trace.random), order = Order(&trace.random)
        switch trace.random.within(0...99) {
        case 0..<74: return Gateway.placeOrder(order, customer, under: parent, at: start, &trace)
        case 74..<96: return Gateway.readOrder(order, customer, under: parent, at: start, &trace)
        default: return Gateway.checkHealth(spans: 1, under: parent, at: start, &trace)
        }
    }
}
