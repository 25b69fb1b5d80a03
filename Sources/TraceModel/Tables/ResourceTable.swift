import Synchronization

/// Who produced spans: a service name and attributes, each distinct combination once.
///
/// `@unchecked Sendable`: all writing happens under `lock`; readers read rows published before.
public final class ResourceTable: @unchecked Sendable {
    /// One attribute of a resource to be added; strings are interned.
    public struct NewAttribute: Hashable, Sendable {
        let packedKey: UInt32
        let value: UInt64

        /// A string.
        public init(_ key: StringID, string value: StringID) { self.init(key, .interned, UInt64(value.rawValue)) }
        /// A whole number.
        public init(_ key: StringID, int64 value: Int64) { self.init(key, .int64, UInt64(bitPattern: value)) }
        /// A real number.
        public init(_ key: StringID, double value: Double) { self.init(key, .double, value.bitPattern) }
        /// A truth value.
        public init(_ key: StringID, bool value: Bool) { self.init(key, .bool, value ? 1 : 0) }
        /// No value.
        public init(null key: StringID) { self.init(key, .null, 0) }

        private init(_ key: StringID, _ type: StoredType, _ value: UInt64) {
            packedKey = key.rawValue | type.rawValue << 28
            self.value = value
        }
    }

    private struct Content: Hashable {
        let service: StringID?
        let attributes: [NewAttribute]
    }

    private let lock = Mutex<Void>(())
    private var rows: [Content: ResourceID] = [:]
    private let services = Column<UInt32>()
    private let starts = Column<UInt32>()
    private let attributes = AttributeTable()

    /// Creates an empty table.
    public init() { starts.append(0) }

    /// Finds or adds a resource.
    ///
    /// - Parameter service: nil when the input names none.
    /// - Complexity: O(attributes)
    public func add(service: StringID?, attributes new: [NewAttribute]) -> ResourceID {
        lock.withLock { _ in
            let content = Content(service: service, attributes: new)
            if let known = rows[content] { return known }
            let id = ResourceID(UInt32(truncatingIfNeeded: services.count))
            services.append(service?.rawValue ?? .max)
            for attribute in new {
                attributes.keys.append(attribute.packedKey)
                attributes.values.append(attribute.value)
            }
            starts.append(UInt32(truncatingIfNeeded: attributes.count))
            rows[content] = id
            return id
        }
    }

    /// What readers hold now.
    var view: ResourceTableView {
        lock.withLock { _ in
            ResourceTableView(
                table: self, count: services.count, services: services.view, starts: starts.view, attributes: attributes.view)
        }
    }
}

/// A reader's hold on a ``ResourceTable``.
struct ResourceTableView: Sendable {
    let table: ResourceTable
    let count: Int
    let services: ColumnView<UInt32>
    let starts: ColumnView<UInt32>
    let attributes: AttributeTableView
}

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
            snapshot: snapshot, table: table.attributes, text: nil, range: Int(table.starts[row])..<Int(table.starts[row + 1]))
    }
}
