import TraceModel

/// A resource that was read, before it is known with which scopes.
struct OTLPResource {
    /// The name of the service; nil when none is stated.
    var service: StringID?
    var attributes: [ResourceTable.NewAttribute] = []
    /// The row of the resource without a scope.
    fileprivate(set) var row = ResourceID(0)
}

/// The resource being read, and those met before, with their scopes, by the bytes they were written with.
struct OTLPResources {
    /// The row of a span of which nothing else is known.
    let none: ResourceID
    private let table: ResourceTable
    private var known = BytesCache<OTLPResource>()
    /// Rows of resources with a scope, by the resource's row and the scope's bytes.
    private var rows = BytesCache<ResourceID>()
    private var current = OTLPResource()

    init(_ table: ResourceTable) {
        self.table = table
        none = table.add(service: nil, attributes: [])
        current.row = none
    }

    /// Takes a resource met before; false when there is none of these bytes.
    mutating func useResource(_ header: [UInt8]) -> Bool {
        if header.isEmpty {
            useNoResource()
            return true
        }
        guard let resource = header.withUnsafeBytes({ known.find($0) }) else { return false }
        current = resource
        return true
    }

    /// Takes a new resource.
    mutating func use(_ resource: OTLPResource, header: [UInt8]) {
        current = resource
        current.row = table.add(service: resource.service, attributes: resource.attributes)
        header.withUnsafeBytes { known.remember($0, current) }
    }

    /// Takes no resource, as there is none or none that could be read.
    mutating func useNoResource() {
        current = OTLPResource()
        current.row = none
    }

    /// The row of the present resource with a scope met before; nil when there is none of these bytes.
    func row(scope header: [UInt8]) -> ResourceID? {
        header.isEmpty ? current.row : header.withUnsafeBytes { rows.find($0, of: current.row.rawValue) }
    }

    /// The row of the present resource with a new scope.
    mutating func row(_ scope: ResourceTable.NewScope, header: [UInt8]) -> ResourceID {
        let row = table.add(service: current.service, attributes: current.attributes, scope: scope)
        header.withUnsafeBytes { rows.remember($0, of: current.row.rawValue, row) }
        return row
    }

    /// The row of the present resource without a scope.
    var rowWithoutScope: ResourceID { current.row }
}
