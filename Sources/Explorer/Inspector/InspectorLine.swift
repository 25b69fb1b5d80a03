import Terminal

/// One line of the inspector.
struct InspectorLine: Equatable, Sendable {
    enum Content: Equatable, Sendable {
        /// A section: our name, OpenTelemetry's beside it, and how many entries it has.
        case heading(String, other: String, count: Int?)
        /// Labels and values side by side.
        case facts([Fact])
        /// A key and the first line of its value, with the type unless it is a string.
        case pair(key: String, keyColumns: Int, value: String, type: String)
        /// A further line of a value.
        case more(indent: Int, value: String)
        /// Something that happened, so long after the span's start.
        case event(offset: String, name: String)
        case warning(String)
        case note(String)
        case blank
    }

    struct Fact: Equatable, Sendable {
        let label: String
        let value: String
        var isProblem = false
    }

    let content: Content
    /// What `yv` copies on this line.
    var item: InspectorItem?

    /// The line as text.
    var text: String {
        switch content {
        case .heading(let title, _, let count): title + (count.map { " \($0)" } ?? "")
        case .facts(let facts): facts.map { "\($0.label) \($0.value)" }.joined(separator: "  ")
        case .pair(let key, _, let value, _): "\(key) \(value)"
        case .more(_, let value): value
        case .event(let offset, let name): "\(offset) \(name)"
        case .warning(let text), .note(let text): text
        case .blank: ""
        }
    }
}

/// A key and its whole value, as it can be copied.
struct InspectorItem: Equatable, Sendable {
    let key: String
    let value: String
    /// Whether the screen does not show the value, so that it is not copied either.
    var isMasked = false
}
