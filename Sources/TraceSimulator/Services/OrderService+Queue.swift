import TraceModel

extension OrderService {
    /// Publishes the event that others work on later, after this service has answered.
    static func announce(_ order: Order, _ customer: Customer, _ server: OpenSpan, at start: Int64, _ trace: inout TraceRecorder)
        -> Int64
    {
        let producer = trace.open("orders.created publish", .producer, within: server, at: start)
        let end = trace.pass(Latency(milliseconds: 1.5), from: start)
        let offset = trace.random.within(1_000_000...9_999_999)
        let partition = offset % Kafka.partitions
        trace.backlog.append(Message(trace: trace.traceID, producer: producer.id, order: order.id, offset: offset, sent: end))
        NotificationService.confirm(
            order, customer, Delivery(topic: Kafka.orders, partition: partition, offset: offset, number: 1, producer: producer, sent: end),
            &trace)
        trace.tag([
            "component": "kafka-client", "messaging.system": "kafka", "messaging.destination": "orders.created",
            "messaging.kafka.partition": .int(partition), "messaging.kafka.message_offset": .int(offset),
            "messaging.message_id": .text(order.requestID),
            "messaging.payload_size_bytes": .int(180 + order.items.count * 64), "net.peer.name": "kafka-\(offset % 3)",
        ])
        return trace.close(producer, at: end).end
    }

    /// Marks an order whose message nobody could work on, for people to look at.
    static func flagUndelivered(_ order: Order, _ delivery: Delivery, _ trace: inout TraceRecorder) {
        let start = Kafka.receive(delivery, &trace)
        let consumer = trace.open("handle_dead_letter", .consumer, .orders, under: delivery.producer, at: start)
        let reply = Database.orders.run(
            "UPDATE", "orders", "UPDATE orders SET needs_attention = true WHERE id = '\(order.id)'", rows: 1, Latency(milliseconds: 2.5),
            within: consumer, at: trace.pass(Latency(milliseconds: 0.6), from: start), &trace)
        trace.tag([
            "component": "spring-kafka", "order.id": .text(order.id), "messaging.system": "kafka",
            "messaging.destination": .text(delivery.topic), "messaging.kafka.message_offset": .int(delivery.offset),
            "messaging.kafka.consumer_group": "order-support",
        ])
        Kafka.tagDelivery(delivery, receivedAt: start, &trace)
        trace.log("message.parked", at: reply.end, in: consumer, ["level": "warn", "order.id": .text(order.id)])
        trace.close(consumer, at: trace.pass(Latency(milliseconds: 0.4), from: reply.end), failure: reply.failure)
    }
}
