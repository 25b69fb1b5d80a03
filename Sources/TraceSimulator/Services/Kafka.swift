/// A message on its way to a consumer, for the first time or again.
struct Delivery {
    let topic: String
    let partition: Int
    let offset: Int
    /// 1 for the first.
    let number: Int
    let producer: OpenSpan
    /// Nanoseconds since the Unix epoch.
    let sent: Int64
}

/// The queues, as seen by those who send to them and receive from them.
enum Kafka {
    static let orders = "orders.created", retries = "orders.created.retry", deadLetters = "orders.created.dlq"
    /// How many partitions a topic has.
    static let partitions = 12

    /// When a message arrives; a message sent again is held back for two seconds, then four.
    static func receive(_ delivery: Delivery, _ trace: inout TraceRecorder) -> Int64 {
        let queue = trace.conditions.queue
        let lag = trace.pass(queue.lag, from: delivery.sent) - delivery.sent
        let hold = delivery.topic == retries ? Int64(1_000_000_000) << Int64(delivery.number - 1) : 0
        return delivery.sent + hold + (queue.slowPartition == delivery.partition ? lag * 8 : lag)
    }

    /// Tells how often a message was delivered and how long it waited, in the span that is closed next, if the queue is watched.
    static func tagDelivery(_ delivery: Delivery, receivedAt time: Int64, _ trace: inout TraceRecorder) {
        if !trace.conditions.queue.redelivers { return }
        trace.tag([
            "messaging.kafka.partition": .int(delivery.partition), "messaging.delivery_attempt": .int(delivery.number),
            "messaging.message_age_ms": .int((time - delivery.sent) / 1_000_000),
        ])
    }

    /// Sends on a message that could not be worked on: to be tried again, or to be put aside.
    ///
    /// - Returns: nil if the queue does not do so.
    static func forward(
        _ delivery: Delivery, because failure: Failure, within consumer: OpenSpan, at start: Int64, _ trace: inout TraceRecorder
    ) -> Delivery? {
        let queue = trace.conditions.queue
        if !queue.redelivers { return nil }
        let topic = delivery.number < queue.deliveries ? retries : deadLetters
        let producer = trace.open("\(topic) publish", .producer, within: consumer, at: start)
        let end = trace.pass(Latency(milliseconds: 1.5), from: start)
        let offset = trace.random.within(10_000...99_999)
        trace.tag([
            "component": "kafka-client", "messaging.system": "kafka", "messaging.destination": .text(topic),
            "messaging.kafka.partition": .int(delivery.partition), "messaging.kafka.message_offset": .int(offset),
            "messaging.delivery_attempt": .int(delivery.number), "messaging.header.x_reason": .text(failure.message),
            "net.peer.name": "kafka-\(delivery.partition % 3)",
        ])
        let sent = trace.close(producer, at: end).end
        return Delivery(
            topic: topic, partition: delivery.partition, offset: offset, number: delivery.number + 1, producer: producer, sent: sent)
    }
}
