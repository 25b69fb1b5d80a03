/// How queues and those who read them behave.
struct QueueConditions {
    /// How long a message waits.
    var lag = Latency(milliseconds: 18, spread: 0.8, tail: 0.03)
    /// The partition whose consumer cannot keep up.
    var slowPartition: Int?
    /// How often a message is delivered until it is put aside; once = it is dropped.
    var deliveries = 1
    /// Whether the mail relay refuses, always, names written in characters beyond U+07FF.
    var refusesWideNames = false

    /// Whether a message that could not be worked on comes again.
    var redelivers: Bool { deliveries > 1 }
}
