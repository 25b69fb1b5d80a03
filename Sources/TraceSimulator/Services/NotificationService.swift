import TraceModel

/// Tells customers what became of their orders, off a queue.
enum NotificationService {
    /// Works on one message: renders a mail and hands it to the mail server.
    static func sendConfirmation(
        _ order: Order, _ customer: Customer, offset: Int, under producer: OpenSpan, at start: Int64, _ trace: inout TraceRecorder
    ) {
        let consumer = trace.open("send_order_confirmation", .consumer, .notifications, under: producer, at: start)
        var time = trace.pass(Latency(milliseconds: 0.7), from: start)
        time = trace.step(
            "render_template", function: "TemplateEngine.render", Latency(milliseconds: 7, spread: 0.5), within: consumer, at: time)
        let mail = trace.open("smtp.send", .client, within: consumer, at: time)
        let end = trace.pass(Latency(milliseconds: 32, spread: 0.5, tail: 0.04), from: time)
        let message = "msg\(trace.random.within(1_000_000...9_999_999))"
        let isRefused = trace.random.chance(0.008)
        trace.tag([
            "component": "smtp-client", "peer.service": "mail-relay", "net.peer.name": "smtp.mail.example.com", "net.peer.port": 587,
            "messaging.message_id": "<\(message)@shop.example.com>", "email.to": .text(customer.email),
            "email.size_bytes": .int(9_000 + order.items.count * 730),
        ])
        let refusal = Failure(
            type: "SMTPRecipientsRefused", message: "450 4.2.1 <\(customer.email)>: mailbox \"busy\", try later", status: 450)
        let reply = trace.close(mail, at: end, failure: isRefused ? refusal : nil)
        trace.tag([
            "component": "celery", "notification.type": "email", "notification.template": "order_confirmation",
            "user.email": .text(customer.email),
            "user.name": .text(customer.name), "messaging.system": "kafka", "messaging.destination": "orders.created",
            "messaging.kafka.message_offset": .int(offset), "messaging.kafka.consumer_group": "notifications",
        ])
        if !isRefused {
            trace.log(
                "notification.sent", at: reply.end, in: consumer, ["message_id": .text(message), "subject": "Your order \(order.id) ✓"])
        }
        trace.close(consumer, at: trace.pass(Latency(milliseconds: 0.5), from: reply.end), failure: reply.failure)
    }
}
