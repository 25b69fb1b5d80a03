import TraceModel

/// Resources made of local endpoints, by the bytes they were written with: files repeat the same few in every span.
struct ZipkinResourceCache {
    /// What an endpoint says of a resource.
    struct Endpoint {
        var service: StringID?
        var attributes: [ResourceTable.NewAttribute] = []
    }

    private struct Scoped: Hashable {
        let resource: ResourceID
        let name: StringID?
        let version: StringID?
    }

    private let resources: ResourceTable
    private var rows = BytesCache<ResourceID>()
    private var endpoints: [ResourceID: Endpoint] = [:]
    private var scoped: [Scoped: ResourceID] = [:]

    init(resources: ResourceTable) { self.resources = resources }

    /// The resource of an endpoint written exactly so.
    func find(_ bytes: UnsafeRawBufferPointer) -> ResourceID? { rows.find(bytes) }

    /// Adds the resource of an endpoint.
    mutating func add(_ bytes: UnsafeRawBufferPointer, service: StringID?, attributes: [ResourceTable.NewAttribute]) -> ResourceID {
        let row = resources.add(service: service, attributes: attributes)
        rows.remember(bytes, row)
        endpoints[row] = Endpoint(service: service, attributes: attributes)
        return row
    }

    /// A resource with an instrumentation scope.
    mutating func resource(_ resource: ResourceID, scopeName: StringID?, version: StringID?) -> ResourceID {
        if scopeName == nil, version == nil { return resource }
        let wanted = Scoped(resource: resource, name: scopeName, version: version)
        if let known = scoped[wanted] { return known }
        var scope = ResourceTable.NewScope()
        scope.name = scopeName ?? .empty
        scope.version = version ?? .empty
        let endpoint = endpoints[resource]
        let row = resources.add(service: endpoint?.service, attributes: endpoint?.attributes ?? [], scope: scope)
        // Scopes are few; a file in which each span has one of its own is hostile.
        if scoped.count > 1 << 16 { scoped.removeAll() }
        scoped[wanted] = row
        return row
    }
}
