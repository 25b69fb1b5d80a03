import Terminal

/// The last line: the keys that matter now, what matters most first.
struct Footer: Pane {
    let scene: Scene

    func draw(on canvas: inout Canvas) {
        var column = 1
        for entry in Self.entries(for: state) {
            let width = TextWidth.columns(of: entry.key) + 1 + TextWidth.columns(of: entry.label)
            guard column + width <= canvas.size.columns else { break }
            column = canvas.put(entry.key, at: Point(column: column, row: 0), style: look.theme.accent)
            column = canvas.put(" " + entry.label, at: Point(column: column, row: 0), style: look.theme.text) + 2
        }
    }

    struct Entry: Equatable {
        let key: String
        let label: String
    }

    /// What the footer says: while keys are pending what may follow, while text is typed how to end it, else the bindings with a label.
    static func entries(for state: ExplorerState) -> [Entry] {
        if let prompt = state.prompt { return entries(for: prompt) }
        if !state.pendingKeys.isEmpty {
            return KeyTable.continuations(of: state.pendingKeys, in: state.focus).map {
                Entry(key: $0.key, label: $0.binding.command.words)
            }
        }
        var entries: [Entry] = []
        for binding in labelled(in: state.focus)
        where state.reasonUnavailable(binding.command) == nil && state.isWorthTelling(binding.command) {
            entries.append(Entry(key: key(of: binding), label: state.label(of: binding)))
        }
        return entries
    }

    /// The labelled bindings of a focus in the order of their ranks.
    static func labelled(in focus: Focus) -> [Binding] {
        KeyTable.bindings(in: focus).filter { $0.label != nil }.enumerated().sorted {
            ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
        }.map(\.element)
    }

    private static func key(of binding: Binding) -> String {
        switch binding.command {
        case .sortNext: "< >"
        case .foldOrParent: "h l"
        case .findNext: "n N"
        case .copyValue: "y"
        default: binding.key
        }
    }

    private static func entries(for prompt: Prompt) -> [Entry] {
        switch prompt.purpose {
        case .palette: [Entry(key: "Enter", label: "run"), Entry(key: "Tab", label: "next"), Entry(key: "Esc", label: "cancel")]
        case .filter:
            [
                Entry(key: "Enter", label: "keep"), Entry(key: "Tab", label: "complete"), Entry(key: "Ctrl-U", label: "empty"),
                Entry(key: "Esc", label: "as before"),
            ]
        case .find: [Entry(key: "Enter", label: "first match"), Entry(key: "Esc", label: "cancel")]
        case .save:
            [
                Entry(key: "Enter", label: "save"), Entry(key: "Esc", label: "cancel"), Entry(key: ".jsonl", label: "OTLP"),
                Entry(key: ".json", label: "Jaeger"), Entry(key: ".pb", label: "protobuf"), Entry(key: ".gz .zst", label: "packed"),
            ]
        case .helpSearch, .goToID: [Entry(key: "Enter", label: "accept"), Entry(key: "Esc", label: "cancel")]
        }
    }
}

extension ExplorerState {
    /// Whether the footer should offer a command that could be done: what matters less gives way, so that the way out always fits.
    func isWorthTelling(_ command: Command) -> Bool {
        if let form, focus == .form { return form.isWorthTelling(command, names.catalog?.object, searchesMade) }
        let isFinding = trace?.find.isActive == true
        return switch command {
        case .interrupt: screen == .search && (load.isLoading || load.isFollowing) && overlay == nil
        case .sortNext: !load.isLoading && !isWorthTellingFindings && live?.isCut != true
        case .fetchAll: live?.isCut == true
        case .maximize: screen == .search || trace?.isInspectorOpen == true
        case .diagnostics: overlay == nil && isWorthTellingFindings
        case .failedOnly:
            focus == .traces && (search.filter.errorsOnly || search.services?.services.contains { $0.errorSpans > 0 } == true)
        case .help: overlay == nil
        case .nextError: focus == .waterfall
        case .copyValue: !isFinding && (focus == .inspector || !isWorthTellingFindings)
        default: true
        }
    }

    /// Findings matter on the search screen when there are any, in the waterfall when the trace itself is odd.
    private var isWorthTellingFindings: Bool {
        switch focus {
        case .services, .traces: load.findings.count > 0 && !load.isLoading
        case .waterfall: trace?.find.isActive == false && trace?.view.map { !$0.trace.oddities.isEmpty } == true
        case .inspector, .form, .overlay: false
        }
    }

    /// The footer's word for a binding, as things are.
    func label(of binding: Binding) -> String {
        if let form, focus == .form { return form.label(of: binding, names.catalog?.object) }
        return switch binding.command {
        case .failedOnly where search.filter.errorsOnly: "all"
        case .open where focus == .services && selectedService?.name == search.filter.service: "all traces"
        case .open where focus == .inspector && trace?.isMaximized == true: "smaller"
        case .nextSlow where trace?.rank != nil: "next slow"
        case .back where focus == .services || focus == .traces: "quit"
        case .back where focus == .overlay: "close"
        default: binding.label ?? ""
        }
    }
}

extension Command {
    /// Its name with blanks.
    var words: String { rawValue.replacing("-", with: " ") }
}
