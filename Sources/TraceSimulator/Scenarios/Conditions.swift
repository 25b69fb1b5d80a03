/// What is wrong with the system, as far as services notice.
struct Conditions: Sendable {
    /// What is asked of it.
    var traffic = Traffic.shopping
    /// The replica of the orders database that reads whole tables.
    var slowReplica: Int?
    /// Share of calls that the payment provider fails to answer.
    var providerFailures = 0.004
    /// How often each layer tries.
    var gatewayAttempts = 1, orderAttempts = 1, paymentAttempts = 2
}
