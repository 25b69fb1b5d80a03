/// What is asked of the system and what is wrong with it, as far as services notice.
struct Conditions: Sendable {
    /// What is asked of it.
    var traffic = Traffic.shopping
    /// Whether latencies keep close to their medians.
    var isCalm = false
    /// The replica of the orders database that reads whole tables.
    var slowReplica: Int?
    /// The brand of cards whose bank answers late or not at all.
    var failingCards: Card?
    /// Up to how many hundredths an order is taken although its payment timed out, to be paid later.
    var deferrableCents = 0
    /// Share of calls that the payment provider fails to answer.
    var providerFailures = 0.004
    /// Share of payments for which there is no money.
    var declinedCards = 0.015
    /// Share of requests that come too fast after others.
    var limitedClients = 0.004
    /// Share of mails that the relay does not take.
    var refusedMails = 0.008
    /// What becomes of messages.
    var queue = QueueConditions()
    /// How often each layer tries.
    var gatewayAttempts = 1, orderAttempts = 1, paymentAttempts = 2
    /// Clocks that are wrong; those of other hosts are right.
    var clocks: [HostClock] = []

    /// How far a host's clock is ahead, in nanoseconds.
    func clockOffset(of service: Service, host: Int) -> Int64 {
        clocks.first { $0.service == service && $0.host == host }?.offset ?? 0
    }
}

/// A host's clock that is wrong by an amount that does not change.
struct HostClock {
    let service: Service
    let host: Int
    /// How far it is ahead, in nanoseconds; negative = behind.
    let offset: Int64

    init(_ service: Service, host: Int, ahead milliseconds: Int64) {
        self.service = service
        self.host = host
        offset = milliseconds * 1_000_000
    }
}
