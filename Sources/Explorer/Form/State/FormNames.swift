import TraceModel

/// The names that the form completes, and what they were gathered from.
struct FormNames: Equatable, Sendable {
    var catalog: Shared<Catalog>?
    /// Operations as servers list them, by their service.
    var operations: [String: [String]] = [:]
    /// What was asked for last.
    var gathered: Source?

    /// Where names come from.
    struct Source: Equatable, Sendable {
        let snapshot: Shared<Snapshot>
        let listed: ListedNames
    }
}
