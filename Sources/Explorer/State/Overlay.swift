import Terminal

/// What lies above the panes.
enum Overlay: Equatable, Sendable {
    /// The keys that hold where the focus was, or those that mention a text.
    case help(HelpState)
    /// What was skipped, mended or odd.
    case findings(ListWindow)
}

/// The help: for which focus, which lines are seen, and what they must mention.
struct HelpState: Equatable, Sendable {
    let focus: Focus
    var window = ListWindow()
    var text = ""
}
