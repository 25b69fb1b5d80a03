import TraceModel

/// What must hold on one span, translated into the rows of one snapshot.
struct SpanCondition {
    private let name: UInt32?
    private let isService: [Bool]?
    private let errorsOnly: Bool
    private let durations: ClosedRange<Int64>?
    private let starts: ClosedRange<Int64>?
    private let tags: [TagMatcher]
    /// Whether every span meets it.
    let isTrivial: Bool

    /// Nil when no span of the snapshot can meet it.
    init?(_ filter: TraceFilter, in snapshot: Snapshot) {
        if let operation = filter.operation {
            guard let id = snapshot.strings.find(operation) else { return nil }
            name = id.rawValue
        } else {
            name = nil
        }
        if let service = filter.service {
            guard let id = snapshot.strings.find(service) else { return nil }
            let isService = (0..<snapshot.resourceCount).map { (snapshot.serviceID(of: ResourceID(UInt32($0))) ?? .empty) == id }
            guard isService.contains(true) else { return nil }
            self.isService = isService
        } else {
            isService = nil
        }
        var tags: [TagMatcher] = []
        for tag in filter.tags {
            guard let matcher = TagMatcher(tag, in: snapshot) else { return nil }
            tags.append(matcher)
        }
        self.tags = tags
        errorsOnly = filter.errorsOnly
        guard let durations = Self.range(filter.minSpanDuration, filter.maxSpanDuration),
            let starts = Self.range(Self.earliest(filter, snapshot), filter.end)
        else { return nil }
        self.durations = durations == Int64.min...Int64.max ? nil : durations
        self.starts = starts == Int64.min...Int64.max && filter.lookback == nil ? nil : starts
        isTrivial = name == nil && isService == nil && !errorsOnly && self.durations == nil && self.starts == nil && tags.isEmpty
    }

    /// Whether the span in row `offset` meets it.
    @inline(__always)
    func holds(_ chunk: SpanChunkView, _ attributes: PackedAttributes, _ offset: Int) -> Bool {
        if let name, chunk.name[offset] != name { return false }
        if let isService, !isService[Int(chunk.resource[offset])] { return false }
        if errorsOnly, !chunk.facts[offset].isError { return false }
        if let durations, !durations.contains(chunk.duration[offset]) { return false }
        if let starts, chunk.facts[offset].lacksStart || !starts.contains(chunk.start[offset]) { return false }
        for index in tags.indices where !tags[index].matches(chunk, attributes, offset) { return false }
        return true
    }

    private static func range(_ low: Int64?, _ high: Int64?) -> ClosedRange<Int64>? {
        let low = low ?? .min, high = high ?? .max
        return low <= high ? low...high : nil
    }

    /// The later of the start asked for and the newest span's less the lookback.
    private static func earliest(_ filter: TraceFilter, _ snapshot: Snapshot) -> Int64? {
        guard let lookback = filter.lookback else { return filter.start }
        var newest = Int64.min
        for chunk in snapshot.chunks {
            for offset in 0..<chunk.count where chunk.start[offset] > newest && !chunk.facts[offset].lacksStart {
                newest = chunk.start[offset]
            }
        }
        return max(filter.start ?? .min, newest.subtractingSaturated(lookback))
    }
}
