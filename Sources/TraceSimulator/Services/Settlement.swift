/// Books orders in batches, off the queue that announces them, as a second reader beside the notification service.
enum Settlement {
    /// As many messages as one batch takes.
    static let largestBatch = 24

    /// Works on the messages sent before `start`; the span that does so is linked to the span that sent each.
    ///
    /// - Returns: when they were booked.
    static func bookBatch(under parent: OpenSpan?, at start: Int64, _ trace: inout TraceRecorder) -> Int64 {
        let messages = trace.backlog.take(largestBatch, before: start)
        let consumer = trace.open("orders.created process", .consumer, .payments, under: parent, at: start)
        var time = trace.step(
            "deserialize_batch", function: "AvroReader.ReadAll", Latency(milliseconds: 0.4 + 0.12 * Double(messages.count)),
            within: consumer, at: trace.pass(Latency(milliseconds: 0.6), from: start))
        let rows = messages.map { "('\($0.order)', \($0.offset))" }.joined(separator: ", ")
        let reply = Database.payments.run(
            "INSERT", "ledger", "INSERT INTO ledger (order_id, source_offset) VALUES \(rows) ON CONFLICT DO NOTHING", rows: messages.count,
            Latency(milliseconds: 4 + 0.5 * Double(messages.count)), within: consumer, at: time, &trace)
        time = reply.end
        if reply.failure == nil {
            time = trace.step("commit_offsets", function: "KafkaConsumer.Commit", Latency(milliseconds: 2.2), within: consumer, at: time)
        }
        trace.tag([
            "component": "kafka-client", "messaging.system": "kafka", "messaging.destination": "orders.created",
            "messaging.operation": "process", "messaging.kafka.consumer_group": "settlement",
            "messaging.batch.message_count": .int(messages.count),
            "messaging.oldest_message_age_ms": .int(Int((start - (messages.first?.sent ?? start)) / 1_000_000)),
        ])
        return trace.close(consumer, at: trace.pass(Latency(milliseconds: 0.4), from: time), failure: reply.failure, links: messages).end
    }
}
