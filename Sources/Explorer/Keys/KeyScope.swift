/// Where a binding holds.
///
/// A focus listens to a chain of scopes; two bindings of one chain never share a key.
public enum KeyScope: String, CaseIterable, Sendable {
    /// Everywhere but where text is typed.
    case anywhere
    /// Both panes of the search screen.
    case search
    /// The services pane.
    case services
    /// The traces pane.
    case traces
    /// Both panes of the trace screen.
    case trace
    /// The waterfall.
    case waterfall
    /// The inspector.
    case inspector
    /// The search form.
    case form
    /// What lies above the panes: help, findings.
    case overlay

    /// Its heading in lists of keys.
    public var title: String {
        switch self {
        case .anywhere: "Everywhere"
        case .search: "Search screen"
        case .services: "Services"
        case .traces: "Traces"
        case .trace: "Trace screen"
        case .waterfall: "Waterfall"
        case .inspector: "Inspector"
        case .form: "Search form"
        case .overlay: "Help and findings"
        }
    }
}

/// Which region gets the keys.
public enum Focus: CaseIterable, Sendable {
    case services, traces, waterfall, inspector, form, overlay

    /// The scopes it listens to, the nearest first.
    public var scopes: [KeyScope] {
        switch self {
        case .services: [.services, .search, .anywhere]
        case .traces: [.traces, .search, .anywhere]
        case .waterfall: [.waterfall, .trace, .anywhere]
        case .inspector: [.inspector, .trace, .anywhere]
        case .form: [.form]
        case .overlay: [.overlay, .anywhere]
        }
    }
}
