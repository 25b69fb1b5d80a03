import TraceModel

/// The services of a snapshot, numbered in order of their resources: what walks over spans index arrays by.
struct ServiceNumbers {
    /// The number of each resource's service, one a resource.
    let ofResource: [UInt32]
    /// Each service's row of the string table; the empty string's for spans that name none.
    let ids: [StringID]

    /// - Complexity: O(resources)
    init(_ snapshot: Snapshot) {
        var numbers: [StringID: UInt32] = [:], ids: [StringID] = []
        ofResource = (0..<snapshot.resourceCount).map { row in
            let id = snapshot.serviceID(of: ResourceID(UInt32(row))) ?? .empty
            if let known = numbers[id] { return known }
            let number = UInt32(ids.count)
            numbers[id] = number
            ids.append(id)
            return number
        }
        self.ids = ids
    }

    /// How many services there are.
    var count: Int { ids.count }
}
