/// The lines of the search form, from top to bottom.
enum FormField: Int, CaseIterable, Sendable {
    case service, operation, tags, words
    case lookback, start, end
    case minSpan, maxSpan, minTrace, maxTrace
    case errors, limit
    /// The button.
    case search

    /// What stands before it.
    var label: String {
        switch self {
        case .service: "Service"
        case .operation: "Operation"
        case .tags: "Tags"
        case .words: "Words"
        case .lookback: "Lookback"
        case .start: "Start"
        case .end: "End"
        case .minSpan: "Span at least"
        case .maxSpan: "Span at most"
        case .minTrace: "Trace at least"
        case .maxTrace: "Trace at most"
        case .errors: "Errors"
        case .limit: "Limit"
        case .search: ""
        }
    }

    /// Whether text is typed there.
    var isText: Bool { self != .errors && self != .search }

    /// Whether what is typed may be long, so that it takes the whole line.
    var isLong: Bool { rawValue <= Self.words.rawValue }

    /// Whether it begins a group, which stands apart where there is room.
    var beginsGroup: Bool { self == .lookback || self == .minSpan || self == .errors || self == .search }
}
