import TraceModel

/// A resource that was read, before it is known with which scopes.
struct OTLPResource {
    var service: StringID?
    var attributes: [ResourceTable.NewAttribute] = []
}

/// Resources and scopes met before, and the rows of their pairs.
struct OTLPResources {
    /// The row of a span of which nothing else is known.
    let none: ResourceID
    private let table: ResourceTable
    private var resources: [OTLPResource] = [OTLPResource()]
    private var scopes: [ResourceTable.NewScope?] = [nil]
    private var resourceCache = OTLPBytesCache<Int>()
    private var scopeCache = OTLPBytesCache<Int>()
    private var rows: [UInt64: ResourceID] = [:]
    /// The resource of the ResourceSpans being read.
    private var current = 0

    init(_ table: ResourceTable) {
        self.table = table
        none = table.add(service: nil, attributes: [])
    }

    /// Takes a resource met before; false when there is none of these bytes.
    mutating func useResource(_ header: [UInt8]) -> Bool {
        guard let known = header.isEmpty ? 0 : resourceCache.find(header) else { return false }
        current = known
        return true
    }

    /// Takes a new resource.
    mutating func use(_ resource: OTLPResource, header: [UInt8]) {
        current = resources.count
        resources.append(resource)
        resourceCache.remember(header, current)
    }

    /// Takes no resource, as none could be read.
    mutating func useNoResource() { current = 0 }

    /// The row of the present resource with a scope met before; nil when there is none of these bytes.
    mutating func row(scope header: [UInt8]) -> ResourceID? {
        (header.isEmpty ? 0 : scopeCache.find(header)).map { row(scope: $0) }
    }

    /// The row of the present resource with a new scope.
    mutating func row(_ scope: ResourceTable.NewScope?, header: [UInt8]) -> ResourceID {
        scopes.append(scope)
        scopeCache.remember(header, scopes.count - 1)
        return row(scope: scopes.count - 1)
    }

    private mutating func row(scope: Int) -> ResourceID {
        let pair = UInt64(current) << 32 | UInt64(scope)
        if let known = rows[pair] { return known }
        let resource = resources[current]
        let row = table.add(service: resource.service, attributes: resource.attributes, scope: scopes[scope])
        rows[pair] = row
        return row
    }
}
