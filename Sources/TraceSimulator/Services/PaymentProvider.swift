/// The provider that payments are made through, which is no service of ours and sends no spans.
enum PaymentProvider {
    /// How long it may take to answer.
    private static let timeout: Int64 = 1_500_000_000
    /// Share of payments that fail while a brand of cards is out of order.
    private static let outageShare = 0.7

    /// Answers a request to charge a card, at `end` if nothing delays it.
    static func charge(_ card: Card, from start: Int64, to end: Int64, _ trace: inout TraceRecorder) -> Reply {
        let isOutage = trace.conditions.failingCards == card
        if trace.random.chance(isOutage ? outageShare : trace.conditions.providerFailures) {
            if trace.random.chance(isOutage ? 0.5 : 0.4) {
                let failure = Failure(
                    type: "HttpTimeoutException", message: "api.stripe.com: no reply within 1500 ms", status: 504,
                    statusMessage: isOutage ? "timeout: the issuer of the \(card.rawValue) card did not answer" : nil)
                return Reply(end: start + timeout, failure: failure)
            }
            return Reply(end: end, failure: isOutage ? issuerUnavailable(card) : lockTimeout)
        }
        return Reply(end: end, failure: trace.random.chance(trace.conditions.declinedCards) ? insufficientFunds(trace.conditions) : nil)
    }

    private static let lockTimeout = Failure(
        type: "StripeApiException", message: "api.stripe.com answered 503: \"lock_timeout\"", status: 503)

    private static func issuerUnavailable(_ card: Card) -> Failure {
        Failure(
            type: "CardDeclinedException", message: "Your card was declined: issuer_not_available", status: 402,
            statusMessage: "declined: issuer_not_available (\(card.rawValue))")
    }

    private static func insufficientFunds(_ conditions: Conditions) -> Failure {
        Failure(
            type: "CardDeclinedException", message: "Your card was declined: insufficient_funds", status: 402,
            statusMessage: conditions.failingCards == nil ? nil : "declined: insufficient_funds")
    }
}
