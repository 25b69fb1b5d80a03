import Terminal

/// A line of text that is being typed at the bottom of the screen, and what it is for.
struct Prompt: Equatable, Sendable {
    enum Purpose: Equatable, Sendable {
        /// The filter of the traces; what it was before comes back with Esc.
        case filter(before: String)
        /// A text to find among the spans.
        case find(before: String)
        /// The beginning of an id.
        case goToID
        /// The name of a file for the selected trace, or for all that are listed.
        case save(all: Bool)
        /// A text that lines of the help must hold.
        case helpSearch
        /// The name of a command; the number tells which candidate is chosen.
        case palette(choice: Int)
    }

    var purpose: Purpose
    var editor: LineEditor

    init(_ purpose: Purpose, text: String = "") {
        self.purpose = purpose
        editor = LineEditor(text)
    }

    /// Whether it is the filter that is typed.
    var isFilter: Bool {
        if case .filter = purpose { true } else { false }
    }

    /// What stands before the text.
    var label: String {
        switch purpose {
        case .filter: "Filter: "
        case .find, .helpSearch: "Find: "
        case .goToID: "Go to id: "
        case .save(let all): all ? "Save all listed to: " : "Save to: "
        case .palette: ":"
        }
    }
}
