/// What the time of a service's traces goes into: the operations on their critical paths, whichever service's they are.
public struct TracePath: Equatable, Sendable {
    /// The time on the critical paths, in nanoseconds.
    public let total: Int64
    /// The operations with the most of it, the most first.
    public let operations: [Operation]
    /// How many more have a part in it.
    public let others: Int

    /// The time that spans of one service and one name have.
    public struct Operation: Equatable, Sendable {
        /// The service; empty for spans that name none.
        public let service: String
        /// The span name.
        public let name: String
        /// Nanoseconds in all traces.
        public let time: Int64
        /// Its share of the time of all, 0...1.
        public let share: Double
    }
}

/// Gathers ``TracePath``s of many services, trace by trace.
struct TracePathTally {
    /// Services and operations that have met, by number, with the time of the operations in traces of the services.
    private var pairs = PairTable()
    private var times: [Int64] = []
    /// Whether so many have met that no answer is given: in believable traces each of a few services meets a few operations.
    private var isOverfull = false
    private static let limit = 1 << 20

    /// Adds the critical path of a trace to each of its services; false when cancelled.
    mutating func add(_ path: [(operation: Int, time: Int64)], to services: [Int], _ isCancelled: () -> Bool) -> Bool {
        if isOverfull { return true }
        for service in services {
            if path.count * services.count > 1 << 12, isCancelled() { return false }
            for (operation, time) in path {
                let number = pairs.number(of: UInt32(truncatingIfNeeded: service), UInt32(truncatingIfNeeded: operation))
                if number == times.count { times.append(time) } else { times[number] = times[number].addingSaturated(time) }
            }
            if times.count > Self.limit {
                isOverfull = true
                (pairs, times) = (PairTable(), [])
                return true
            }
        }
        return true
    }

    /// What was gathered, by number of the service; nil when it was too much.
    func result(listed: Int, names: (Int) -> (service: String, name: String)) -> [Int: TracePath]? {
        if isOverfull { return nil }
        var found: [Int: [(operation: Int, time: Int64)]] = [:]
        for (pair, time) in zip(pairs.pairs, times) { found[Int(pair.0), default: []].append((Int(pair.1), time)) }
        return found.mapValues { Self.path($0, listed, names) }
    }

    private static func path(
        _ parts: [(operation: Int, time: Int64)], _ listed: Int, _ names: (Int) -> (service: String, name: String)
    ) -> TracePath {
        // Kinds are told apart elsewhere; here a name is a name.
        var times: [[String]: Int64] = [:], total: Int64 = 0
        for part in parts {
            let (service, name) = names(part.operation)
            times[[service, name], default: 0] = (times[[service, name]] ?? 0).addingSaturated(part.time)
            total = total.addingSaturated(part.time)
        }
        let order = times.sorted { a, b in a.value == b.value ? a.key.lexicographicallyPrecedes(b.key) : a.value > b.value }
        let operations = order.prefix(listed).map { names, time in
            TracePath.Operation(service: names[0], name: names[1], time: time, share: Double(time) / Double(total))
        }
        return TracePath(total: total, operations: operations, others: order.count - operations.count)
    }
}
