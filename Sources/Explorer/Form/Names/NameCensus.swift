import TraceModel

/// The names that the spans of a snapshot bring along: services, operations, tag keys, and values where there are few.
final class NameCensus: Sendable {
    // A class because states share it.

    /// Names that a list takes at most; more are no help to anyone who types.
    static let nameLimit = 20_000
    /// Distinct values that a key may have for its values to be offered.
    static let valueLimit = 100

    let snapshot: Snapshot
    let services: Set<String>
    let operations: [String: Set<String>]
    let keys: Set<String>
    let values: [String: Set<String>]

    /// Nil when cancelled.
    ///
    /// - Complexity: O(spans + attributes)
    init?(_ snapshot: Snapshot, _ isCancelled: () -> Bool) {
        self.snapshot = snapshot
        var operations: [String: Set<String>] = [:]
        var pairs = DistinctPairs()
        var tags = TagTally(snapshot)
        for chunk in snapshot.chunks {
            if isCancelled() { return nil }
            for offset in 0..<chunk.count {
                let service = snapshot.serviceID(of: ResourceID(chunk.resource[offset])) ?? .empty
                guard pairs.insert(service.rawValue, chunk.name[offset]) else { continue }
                let name = snapshot.strings[StringID(chunk.name[offset])]
                if operations[snapshot.strings[service], default: []].count < Self.nameLimit {
                    operations[snapshot.strings[service], default: []].insert(name)
                }
            }
            tags.take(chunk)
        }
        tags.takeResources()
        self.operations = operations
        services = Set(operations.keys.filter { !$0.isEmpty })
        keys = tags.keys
        values = tags.values
    }
}

/// Which pairs were met; the last one is remembered, as spans of a kind come in runs.
private struct DistinctPairs {
    private var met: Set<UInt64> = []
    private var last: UInt64?

    /// Whether the pair is a new one.
    mutating func insert(_ a: UInt32, _ b: UInt32) -> Bool {
        let pair = UInt64(a) << 32 | UInt64(b)
        if pair == last { return false }
        last = pair
        return met.insert(pair).inserted
    }
}
