/// What goes on in the shop while it is watched.
public enum Scenario: String, CaseIterable, Sendable {
    /// Customers order; nearly all goes well.
    case checkout
    /// One replica of the orders database has lost an index: statements there crawl, and some orders time out.
    case slowDatabase = "slow-database"
    /// The payment provider stumbles, and every layer above it tries again.
    case retryStorm = "retry-storm"
    /// Traces with defects that real systems produce: orphans, cycles, duplicates, clocks gone wrong, odd ids.
    case broken

    /// What it shows, in a few words.
    public var summary: String {
        switch self {
        case .checkout: "orders placed in a healthy shop"
        case .slowDatabase: "a database replica without its index"
        case .retryStorm: "a stumbling payment provider, and retries on every layer"
        case .broken: "orphans, cycles, duplicate ids and other defects"
        }
    }

    var conditions: Conditions {
        switch self {
        case .checkout, .broken: Conditions()
        case .slowDatabase: Conditions(slowReplica: 2)
        case .retryStorm: Conditions(providerFailures: 0.7, gatewayAttempts: 2, orderAttempts: 3, paymentAttempts: 4)
        }
    }
}
