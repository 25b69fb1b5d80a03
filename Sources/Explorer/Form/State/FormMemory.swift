import TraceQuery

/// The searches that the form has made in this session, the latest first.
struct FormMemory: Equatable, Sendable {
    /// What a search asked for.
    struct Search: Equatable, Sendable {
        let filter: TraceFilter
        let limit: Int?
    }

    /// Searches that are kept.
    static let limit = 20

    private(set) var searches: [Search] = []

    /// Keeps a search; one that was made before becomes the latest.
    mutating func keep(_ search: Search) {
        guard !search.filter.isEmpty else { return }
        searches.removeAll { $0 == search }
        searches.insert(search, at: 0)
        if searches.count > Self.limit { searches.removeLast() }
    }
}

extension SearchForm {
    /// Fills the fields with the search before the one they were filled from, and after the earliest with the latest again.
    ///
    /// - Returns: its number, the latest being 1; nil if there is no other.
    mutating func recall(from memory: FormMemory) -> Int? {
        let shown = FormMemory.Search(filter: read().filter, limit: read().limit)
        let present = memory.searches.firstIndex(of: shown)
        let next = present.map { ($0 + 1) % memory.searches.count } ?? 0
        guard next < memory.searches.count, next != present else { return nil }
        fill(memory.searches[next].filter, limit: memory.searches[next].limit)
        return next + 1
    }
}
