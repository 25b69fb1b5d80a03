import TraceModel

/// Services numbered by name, so that each keeps its colour and its sign on every screen and in every run.
final class ServiceNumbers: Sendable {
    /// Names in order; the number is the index.
    ///
    /// An unnamed service is called so.
    let names: [String]
    private let numbers: [UInt32: Int]
    private let byName: [String: Int]

    /// What a span without a service is said to belong to.
    static let unnamed = NameText.service("")

    /// - Parameter known: names that are numbered too, spans or not.
    init(_ snapshot: Snapshot, _ known: [String] = []) {
        var ids: Set<UInt32> = []
        for row in 0..<snapshot.resourceCount {
            ids.insert(snapshot.serviceID(of: ResourceID(UInt32(truncatingIfNeeded: row)))?.rawValue ?? .max)
        }
        let named = ids.map { (id: $0, name: $0 == .max ? Self.unnamed : snapshot.strings[StringID($0)]) }.sorted { $0.name < $1.name }
        names = known.isEmpty ? named.map(\.name) : Set(named.map(\.name) + known).sorted()
        let places = Dictionary(names.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        byName = places
        numbers = Dictionary(uniqueKeysWithValues: named.map { ($0.id, places[$0.name] ?? 0) })
    }

    /// The number of a service by its name; the empty name is the unnamed one's.
    func number(named name: String) -> Int { byName[name.isEmpty ? Self.unnamed : name] ?? 0 }

    /// The number of a span's service.
    func number(of service: StringID?) -> Int { numbers[service?.rawValue ?? .max] ?? 0 }
}
