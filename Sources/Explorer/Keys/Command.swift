/// Everything a key can ask for.
///
/// The raw value is its name in the `:` palette.
public enum Command: String, CaseIterable, Sendable {
    // Moving.
    case down, up, first, last
    case halfPageDown = "half-page-down"
    case halfPageUp = "half-page-up"
    case pageDown = "page-down"
    case pageUp = "page-up"
    case nextPane = "next-pane"
    case previousPane = "previous-pane"
    // Going in and out.
    case open, back, cancel, maximize, quit
    // Search screen.
    case filter
    case searchForm = "search-form"
    case earlierSearch = "earlier-search"
    case failedOnly = "failed-only"
    case sortNext = "sort-next-column"
    case sortPrevious = "sort-previous-column"
    case sortInvert = "sort-invert"
    // Servers.
    case autoRefresh = "auto-refresh"
    case fetchAll = "fetch-all"
    // Folding.
    case foldOrParent = "fold-or-parent"
    case unfoldOrChild = "unfold-or-child"
    case toggleFold = "toggle-fold"
    case foldAll = "fold-all"
    case unfoldAll = "unfold-all"
    case foldLevel = "fold-level"
    case unfoldLevel = "unfold-level"
    case toggleCopies = "toggle-copies"
    // Finding spans.
    case nextSlow = "next-slow"
    case previousSlow = "previous-slow"
    case nextError = "next-error"
    case previousError = "previous-error"
    case find
    case findNext = "find-next"
    case findPrevious = "find-previous"
    case parent
    case child
    case nextSibling = "next-sibling"
    case previousSibling = "previous-sibling"
    case goToID = "go-to-id"
    // Copying.
    case copyValue = "copy-value"
    case copyPair = "copy-key-and-value"
    case copySpanID = "copy-span-id"
    case copyTraceID = "copy-trace-id"
    case copyLine = "copy-line"
    case save
    case saveAll = "save-all"
    // The program.
    case help, palette, diagnostics, reload, redraw, suspend, interrupt
    case toggleUTC = "toggle-utc"
    case revealSecrets = "reveal-secrets"
}
