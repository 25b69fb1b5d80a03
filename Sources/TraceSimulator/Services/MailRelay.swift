/// The server that takes mails, as seen by those who send them.
enum MailRelay {
    /// Hands over the confirmation of an order.
    ///
    /// - Returns: the mail's id, and whether the relay took it.
    static func send(_ order: Order, to customer: Customer, within consumer: OpenSpan, at start: Int64, _ trace: inout TraceRecorder)
        -> (mail: String, reply: Reply)
    {
        let span = trace.open("smtp.send", .client, within: consumer, at: start)
        let end = trace.pass(Latency(milliseconds: 32, spread: 0.5, tail: 0.04), from: start)
        let mail = "msg\(trace.random.within(1_000_000...9_999_999))"
        let isBusy = trace.random.chance(trace.conditions.refusedMails)
        trace.tag([
            "component": "smtp-client", "peer.service": "mail-relay", "net.peer.name": "smtp.mail.example.com", "net.peer.port": 587,
            "messaging.message_id": "<\(mail)@shop.example.com>", "email.to": .text(customer.email),
            "email.size_bytes": .int(9_000 + order.items.count * 730),
        ])
        let refusal = refusesForever(customer, trace.conditions) ? invalidHeader(customer) : isBusy ? busy(customer) : nil
        return (mail, trace.close(span, at: end, failure: refusal))
    }

    private static func refusesForever(_ customer: Customer, _ conditions: Conditions) -> Bool {
        conditions.queue.refusesWideNames && customer.name.unicodeScalars.contains { $0.value > 0x7FF }
    }

    private static func busy(_ customer: Customer) -> Failure {
        Failure(type: "SMTPRecipientsRefused", message: "450 4.2.1 <\(customer.email)>: mailbox \"busy\", try later", status: 450)
    }

    private static func invalidHeader(_ customer: Customer) -> Failure {
        Failure(type: "SMTPDataError", message: "554 5.6.0 header To: \(customer.name): character set not supported", status: 554)
    }
}
