import Synchronization

/// Who produced spans: a service name, attributes and instrumentation scope, each distinct combination once.
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
        /// Raw bytes, kept in the string table.
        public init(_ key: StringID, bytes value: StringID) { self.init(key, .bytes, UInt64(value.rawValue)) }
        /// An array, given as JSON text.
        public init(_ key: StringID, arrayJSON value: StringID) { self.init(key, .array, UInt64(value.rawValue)) }
        /// A map, given as JSON text.
        public init(_ key: StringID, mapJSON value: StringID) { self.init(key, .map, UInt64(value.rawValue)) }
        /// No value.
        public init(null key: StringID) { self.init(key, .null, 0) }

        private init(_ key: StringID, _ type: StoredType, _ value: UInt64) {
            packedKey = key.rawValue | type.rawValue << 28
            self.value = value
        }
    }

    /// An instrumentation scope to be added: the library that recorded the spans.
    public struct NewScope: Hashable, Sendable {
        /// Its name; empty when none was given.
        public var name = StringID.empty
        /// Its version; empty when none was given.
        public var version = StringID.empty
        /// What else is said about it.
        public var attributes: [NewAttribute] = []

        /// A scope of which nothing is known.
        public init() {}
    }

    private struct Content: Hashable {
        let service: StringID?
        let attributes: [NewAttribute]
        let scope: NewScope?
    }

    private let lock = Mutex<Void>(())
    private var rows: [Content: ResourceID] = [:]
    private let services = Column<UInt32>()
    /// First attribute of the resource, and of its scope; the next row's is the end.
    ///
    /// One more than there are rows.
    private let starts = Column<UInt32>()
    private let scopeStarts = Column<UInt32>()
    /// Name and version of the scope, both `UInt32.max` where there is none.
    private let scopeNames = Column<UInt32>()
    private let scopeVersions = Column<UInt32>()
    private let attributes = AttributeTable()

    /// Creates an empty table.
    public init() { starts.append(0) }

    /// Finds or adds a resource.
    ///
    /// - Parameters:
    ///   - service: nil when the input names none.
    ///   - new: its attributes in the order they were read, without the service's name.
    ///   - scope: nil when the input names none.
    /// - Complexity: O(attributes)
    public func add(service: StringID?, attributes new: [NewAttribute], scope: NewScope? = nil) -> ResourceID {
        lock.withLock { _ in
            let content = Content(service: service, attributes: new, scope: scope)
            if let known = rows[content] { return known }
            let id = ResourceID(UInt32(truncatingIfNeeded: services.count))
            services.append(service?.rawValue ?? .max)
            append(new)
            scopeStarts.append(UInt32(truncatingIfNeeded: attributes.count))
            scopeNames.append(scope?.name.rawValue ?? .max)
            scopeVersions.append(scope?.version.rawValue ?? .max)
            append(scope?.attributes ?? [])
            starts.append(UInt32(truncatingIfNeeded: attributes.count))
            rows[content] = id
            return id
        }
    }

    private func append(_ new: [NewAttribute]) {
        for attribute in new {
            attributes.keys.append(attribute.packedKey)
            attributes.values.append(attribute.value)
        }
    }

    /// What readers hold now.
    var view: ResourceTableView {
        lock.withLock { _ in
            ResourceTableView(
                table: self, count: services.count, services: services.view, starts: starts.view, scopeStarts: scopeStarts.view,
                scopeNames: scopeNames.view, scopeVersions: scopeVersions.view, attributes: attributes.view)
        }
    }
}

/// A reader's hold on a ``ResourceTable``.
struct ResourceTableView: Sendable {
    let table: ResourceTable
    let count: Int
    let services: ColumnView<UInt32>
    let starts: ColumnView<UInt32>
    let scopeStarts: ColumnView<UInt32>
    let scopeNames: ColumnView<UInt32>
    let scopeVersions: ColumnView<UInt32>
    let attributes: AttributeTableView
}
