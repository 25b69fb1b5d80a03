import TraceModel

/// Tells customers what became of their orders, off a queue.
enum NotificationService {
    /// Works on a message as often as the queue delivers it; what was delivered in vain is put aside.
    static func confirm(_ order: Order, _ customer: Customer, _ first: Delivery, _ trace: inout TraceRecorder) {
        var next: Delivery? = first
        while let delivery = next, delivery.topic != Kafka.deadLetters {
            next = sendConfirmation(order, customer, delivery, &trace)
        }
        if let next { OrderService.flagUndelivered(order, next, &trace) }
    }

    /// Renders a mail and hands it to the mail server.
    ///
    /// - Returns: the message as it was sent on, if the mail was refused.
    private static func sendConfirmation(_ order: Order, _ customer: Customer, _ delivery: Delivery, _ trace: inout TraceRecorder)
        -> Delivery?
    {
        let start = Kafka.receive(delivery, &trace)
        let consumer = trace.open("send_order_confirmation", .consumer, .notifications, under: delivery.producer, at: start)
        var time = trace.pass(Latency(milliseconds: 0.7), from: start)
        time = trace.step(
            "render_template", function: "TemplateEngine.render", Latency(milliseconds: 7, spread: 0.5), within: consumer, at: time)
        let (mail, reply) = MailRelay.send(order, to: customer, within: consumer, at: time, &trace)
        let forwarded = reply.failure.flatMap { Kafka.forward(delivery, because: $0, within: consumer, at: reply.end, &trace) }
        trace.tag([
            "component": "celery", "notification.type": "email", "notification.template": "order_confirmation",
            "user.email": .text(customer.email),
            "user.name": .text(customer.name), "messaging.system": "kafka", "messaging.destination": .text(delivery.topic),
            "messaging.kafka.message_offset": .int(delivery.offset), "messaging.kafka.consumer_group": "notifications",
        ])
        Kafka.tagDelivery(delivery, receivedAt: start, &trace)
        if reply.failure == nil {
            trace.log("notification.sent", at: reply.end, in: consumer, ["message_id": .text(mail), "subject": "Your order \(order.id) ✓"])
        }
        let end = trace.pass(Latency(milliseconds: 0.5), from: forwarded?.sent ?? reply.end)
        trace.close(consumer, at: end, failure: reply.failure)
        return forwarded
    }
}
