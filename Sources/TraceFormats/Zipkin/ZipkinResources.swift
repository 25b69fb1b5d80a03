import TraceModel

/// The resources of a snapshot as Zipkin's spans carry them, each made once.
struct ZipkinResources {
    /// One resource.
    struct Known {
        /// The local endpoint's object; empty when nothing is known of it.
        var endpoint: [UInt8] = []
        /// Attributes that have no place in the endpoint: places in the resource's list.
        var tags: [Int] = []
    }

    private var entries: [Known?] = []

    /// Makes ready for the resources of another snapshot.
    mutating func use(_ snapshot: Snapshot) { entries = Array(repeating: nil, count: snapshot.resourceCount) }

    /// What a span's resource becomes.
    mutating func known(_ resource: Resource, _ keys: ZipkinKeys, _ tally: inout ConversionTally) -> Known {
        let row = Int(resource.id.rawValue)
        if let entry = entries[row] { return entry }
        let attributes = resource.attributes
        let local = ZipkinEndpoint(localIn: attributes, keys)
        let service = resource.service
        var entry = Known()
        if !local.isEmpty || !service.isEmpty {
            var json = JSONWriter(capacity: 256)
            local.write(attributes, name: service.isEmpty ? nil : service, into: &json)
            entry.endpoint = Array(json.bytes)
        }
        entry.tags = attributes.indices.filter { !local.contains($0) }
        tally.add(.resourceAttribute, entry.tags.count)
        tally.add(.scopeAttribute, resource.scope?.attributes.count ?? 0)
        entries[row] = entry
        return entry
    }
}
