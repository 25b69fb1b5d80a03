import TraceModel

/// All names the form can complete: those of what is loaded and those that servers list.
///
/// A class because states share it.
final class Catalog: Sendable {
    /// What is loaded; kept, so that a server's list does not count it anew.
    let census: NameCensus
    let services: NameList
    let tagKeys: NameList
    private let operations: [String: NameList]
    private let anyOperation: NameList
    private let values: [String: NameList]

    init(_ census: NameCensus, _ listed: ListedNames) {
        self.census = census
        services = NameList(census.services.union(listed.services).filter { !$0.isEmpty })
        tagKeys = NameList(census.keys)
        let names = census.operations.merging(listed.operations.mapValues { Set($0) }) { $0.union($1) }
        operations = names.mapValues { NameList($0) }
        var all: Set<String> = []
        for some in names.values where all.count < NameCensus.nameLimit { all.formUnion(some) }
        anyOperation = NameList(all)
        values = census.values.mapValues { NameList($0) }
    }

    /// Operations of a service; of all services when none is chosen.
    func operations(of service: String?) -> NameList { service.map { operations[$0] ?? .empty } ?? anyOperation }

    /// Values of a tag, if they are few enough to be offered.
    func values(of key: String) -> NameList { values[key] ?? .empty }
}

/// Names as servers list them.
struct ListedNames: Equatable, Sendable {
    var services: [String] = []
    /// Operations by their service.
    var operations: [String: [String]] = [:]
}

/// A catalog to be made in the background.
struct CatalogRequest: Equatable, Sendable {
    let source: FormNames.Source
    /// The catalog as it is; what is loaded is counted anew if it is another snapshot's.
    let former: Shared<Catalog>?

    /// Nil when cancelled.
    func perform(_ isCancelled: () -> Bool) -> Catalog? {
        if let census = former?.object.census, census.snapshot === source.snapshot.object { return Catalog(census, source.listed) }
        return NameCensus(source.snapshot.object, isCancelled).map { Catalog($0, source.listed) }
    }
}
