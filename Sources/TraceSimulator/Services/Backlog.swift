import TraceModel

/// A message that waits on a queue: what a consumer learns of who sent it.
struct Message {
    let trace: TraceID
    let producer: SpanID
    /// The order it is about.
    let order: String
    let offset: Int
    /// Nanoseconds since the Unix epoch.
    let sent: Int64
}

/// Messages that nobody has booked yet, oldest first.
struct Backlog {
    /// What the topic keeps.
    static let capacity = 64
    /// How long a message may wait for others.
    private static let patience: Int64 = 2_500_000_000
    private var messages: [Message] = []

    /// Adds a message; the oldest goes when there are too many.
    mutating func append(_ message: Message) {
        if messages.count == Self.capacity { messages.removeFirst() }
        messages.append(message)
    }

    /// Whether there is a batch: two messages that were sent before `time`, one of them long ago.
    func isDue(at time: Int64) -> Bool {
        messages.count { $0.sent < time } > 1 && messages.contains { $0.sent < time - Self.patience }
    }

    /// Takes away those sent before `time`, up to a number.
    mutating func take(_ limit: Int, before time: Int64) -> [Message] {
        let taken = Array(messages.filter { $0.sent < time }.prefix(limit))
        messages.removeAll { message in taken.contains { $0.producer == message.producer } }
        return taken
    }
}
