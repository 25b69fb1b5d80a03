import TraceModel

/// How much of an id is shown where traces are listed: no more than tells all that were read apart, which is enough for `--trace`.
///
/// Some tracers begin their ids with the second in which they are made, so that no fixed number of digits will do.
struct ShortIDs {
    /// Nil when ids are shown whole.
    private let digits: Int?
    private static let fewest = 12
    /// Ids of so many digits are not worth cutting.
    private static let whole = 16

    /// Ids are not cut: there is room, or somebody else is to be asked for the trace.
    static let uncut = ShortIDs(digits: nil)

    private init(digits: Int?) { self.digits = digits }

    /// Cuts ids to what tells the traces of a snapshot apart.
    ///
    /// - Complexity: O(traces · log)
    init(_ snapshot: Snapshot) {
        let ids = snapshot.traces.map { snapshot[$0].idText.lowercased() }.sorted()
        let shared = zip(ids, ids.dropFirst()).map { a, b in zip(a.utf8, b.utf8).prefix { $0 == $1 }.count }
        digits = max(Self.fewest, (shared.max() ?? 0) + 1)
    }

    /// As much of an id as is shown.
    func text(_ id: String) -> String {
        guard let digits, id.utf8.count > Self.whole else { return id }
        return String(id.prefix(digits))
    }
}
