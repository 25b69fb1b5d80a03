/// Who produced a span; Jaeger calls it process.
public struct Resource: Sendable {
    let snapshot: Snapshot
    /// The row.
    public let id: ResourceID

    /// The service's name as a string row; nil when the input names none.
    public var serviceID: StringID? { snapshot.serviceID(of: id) }

    /// The service's name, empty when the input names none.
    public var service: String { serviceID.map { snapshot.strings[$0] } ?? "" }

    /// Its attributes, without the service name that Jaeger keeps apart.
    public var attributes: AttributeList {
        let table = snapshot.resources, row = Int(id.rawValue)
        return AttributeList(
            snapshot: snapshot, table: table.attributes, text: nil, range: Int(table.starts[row])..<Int(table.scopeStarts[row]))
    }

    /// The library that recorded the span; nil when the input names none.
    public var scope: InstrumentationScope? {
        let name = snapshot.resources.scopeNames[Int(id.rawValue)]
        return name == .max ? nil : InstrumentationScope(snapshot: snapshot, row: Int(id.rawValue), nameID: StringID(name))
    }
}

/// The library that recorded a span.
public struct InstrumentationScope: Sendable {
    let snapshot: Snapshot
    let row: Int
    /// Its name's row of the string table; ``StringID/empty`` when it has none.
    public let nameID: StringID
    /// Its version's row of the string table; ``StringID/empty`` when it has none.
    public var versionID: StringID { StringID(snapshot.resources.scopeVersions[row]) }

    /// Its name; empty when it has none.
    public var name: String { snapshot.strings[nameID] }
    /// Its version; empty when it has none.
    public var version: String { snapshot.strings[versionID] }

    /// What else is said about it.
    public var attributes: AttributeList {
        let table = snapshot.resources
        return AttributeList(
            snapshot: snapshot, table: table.attributes, text: nil, range: Int(table.scopeStarts[row])..<Int(table.starts[row + 1]))
    }
}
