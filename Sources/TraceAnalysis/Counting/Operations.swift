import TraceModel

/// What statistics group by, with how often it was met: a span name and a kind within a service.
public struct OperationCount: Equatable, Sendable {
    /// The span name.
    public let name: String
    /// The role in a call.
    public let kind: SpanKind
    /// The number of spans.
    public let spans: Int

    /// States how often an operation was met.
    public init(name: String, kind: SpanKind, spans: Int) {
        self.name = name
        self.kind = kind
        self.spans = spans
    }
}

extension Snapshot {
    /// The operations of a service, by name and then kind; empty when no span is of that service.
    ///
    /// - Parameter service: the exact name; empty = spans that name no service.
    /// - Complexity: O(spans)
    public func operations(of service: String) -> [OperationCount] {
        guard let id = strings.find(service) else { return [] }
        let isAsked = (0..<resourceCount).map { (serviceID(of: ResourceID(UInt32($0))) ?? .empty) == id }
        var table = PairTable(), counts: [Int] = []
        for chunk in chunks {
            for offset in 0..<chunk.count where isAsked[Int(chunk.resource[offset])] {
                let number = table.number(of: chunk.name[offset], UInt32(chunk.facts[offset].kind.rawValue))
                if number == counts.count { counts.append(0) }
                counts[number] += 1
            }
        }
        return zip(table.pairs, counts)
            .map { pair, count in
                OperationCount(name: strings[StringID(pair.0)], kind: SpanKind(rawValue: UInt8(pair.1)) ?? .unspecified, spans: count)
            }
            .sorted { ($0.name, $0.kind.rawValue) < ($1.name, $1.kind.rawValue) }
    }
}
