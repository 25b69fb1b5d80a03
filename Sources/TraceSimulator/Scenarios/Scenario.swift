/// What goes on in the shop while it is watched.
public enum Scenario: String, CaseIterable, Sendable {
    /// Customers order; nearly all goes well.
    case checkout
    /// Customers order; nothing fails and nothing is slow.
    case healthy
    /// One replica of the orders database has lost an index: statements there crawl, and some orders time out.
    case slowDatabase = "slow-database"
    /// Payments by one brand of cards fail: some are tried again, some put off, the others cost the order.
    case failingPayment = "failing-payment"
    /// The payment provider stumbles, and every layer above it tries again.
    case retryStorm = "retry-storm"
    /// The version being rolled out asks the database once for each order of a list.
    case nPlusOne = "n-plus-one"
    /// Orders are worked on off queues: late, in batches, again, or never.
    case asyncMessaging = "async-messaging"
    /// The clocks of two hosts are wrong, one ahead and one behind.
    case clockSkew = "clock-skew"
    /// Traces with defects that real systems produce: orphans, cycles, duplicates, clocks gone wrong, odd ids.
    case broken

    /// What it shows, in a few words.
    public var summary: String {
        switch self {
        case .checkout: "orders placed in a healthy shop"
        case .healthy: "the same without a single error, and calm"
        case .slowDatabase: "a database replica without its index"
        case .failingPayment: "one brand of cards is refused: orders fail, or are saved"
        case .retryStorm: "a stumbling payment provider, and retries on every layer"
        case .nPlusOne: "a new version that asks the database once for each order"
        case .asyncMessaging: "queues: late consumers, batches with links, dead letters"
        case .clockSkew: "two hosts whose clocks are wrong"
        case .broken: "orphans, cycles, duplicate ids and other defects"
        }
    }

    var conditions: Conditions {
        switch self {
        case .checkout, .broken: Conditions()
        case .healthy: Conditions(isCalm: true, providerFailures: 0, declinedCards: 0, limitedClients: 0, refusedMails: 0)
        case .slowDatabase: Conditions(slowReplica: 2)
        case .failingPayment: Conditions(failingCards: .mastercard, deferrableCents: 40_000)
        case .retryStorm: Conditions(providerFailures: 0.7, gatewayAttempts: 2, orderAttempts: 3, paymentAttempts: 4)
        case .nPlusOne: Conditions(traffic: .histories)
        case .asyncMessaging:
            Conditions(
                traffic: .queues, refusedMails: 0.12,
                queue: QueueConditions(
                    lag: Latency(milliseconds: 650, spread: 0.8, tail: 0.03), slowPartition: 7, deliveries: 3, refusesWideNames: true))
        case .clockSkew: Conditions(clocks: [HostClock(.users, host: 1, ahead: 640), HostClock(.payments, host: 0, ahead: -1_870)])
        }
    }
}
